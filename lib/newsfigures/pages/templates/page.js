"use strict";
const night = matchMedia("(prefers-color-scheme: dark)");

/* Charts: the picture stands until its drawing is ready. */
const NIGHT = {
  axis: { labelColor: "#e6e7ea", titleColor: "#e6e7ea", gridColor: "#3a3f4a" }, legend: { labelColor: "#e6e7ea", titleColor: "#e6e7ea" },
  text: { color: "#e6e7ea" }, mark: { color: "#56b4e9" },
  range: { category: ["#56b4e9", "#ff9a56", "#3fd0a4", "#e6a3c9", "#b8b8b8", "#e6c24d"] },
};
const DAY = ["#0072b2", "#d55e00", "#009e73", "#b14f8c", "#6e6e6e", "#8a6d00"]; /* as drawing.PALETTE */
const pictures = new Map(), chosen = {};
let views = [];
async function draw(figure) {
  const plot = figure.querySelector(".plot"), spec = JSON.parse(figure.querySelector("script").textContent);
  if (!pictures.has(figure)) pictures.set(figure, plot.querySelector("img"));
  const over = Number(pictures.get(figure).getAttribute("width")) - plot.clientWidth;
  if (over > 0) spec.config.legend = { ...spec.config.legend, columns: 2 };
  spec.config = { ...spec.config, aria: false }; /* one picture with one description; its data stand below it as a table */
  if (night.matches) for (const layer of spec.layer || []) for (const hue of [layer.encoding && layer.encoding.color]) /* fixed colours of verdicts */
    if (hue && hue.scale && hue.scale.range && hue.scale.domain) hue.scale.range = hue.scale.range.map((one) => NIGHT.range.category[DAY.indexOf(one)] || one);
  if (night.matches) for (const part in NIGHT) spec.config = { ...spec.config, [part]: { ...(spec.config || {})[part], ...NIGHT[part] } };
  for (const param of spec.params || []) if (/^only_/.test(param.name)) { delete param.bind; param.value = chosen[param.name] || ""; }
  const options = { actions: false, renderer: "svg", ast: true, defaultStyle: false, tooltip: { disableDefaultStyle: true } };
  const narrows = !("fixed" in figure.dataset) && typeof spec.width === "number";  // a grid scrolls instead
  let result, stand;
  for (let tries = 0, least = over; tries < 3; tries++) {
    if (least > 0 && narrows) spec.width = Math.max(130, spec.width - least);
    if (result) result.finalize();
    stand = make("div", { className: "drawing" });
    plot.replaceChildren(stand);
    result = await vegaEmbed(stand, structuredClone(spec), options);
    least = stand.querySelector("svg").clientWidth - plot.clientWidth;
    if (least <= 0 || spec.width <= 130 || !narrows) break;
  }
  const svg = stand.querySelector("svg");
  svg.setAttribute("role", "img");
  for (const part of svg.children) part.setAttribute("aria-hidden", "true");
  svg.setAttribute("aria-label", pictures.get(figure).alt);
  if (plot.scrollWidth > plot.clientWidth) plot.tabIndex = 0;
  views.push(result.view);
  result.view.addEventListener("click", (event, item) => item && item.datum && item.datum.claim && goTo(item.datum.claim));
}
const articles = document.body.dataset.articles;
function address(claim) { const id = "claim-" + claim; return document.getElementById(id) ? "#" + id : articles ? articles + "#" + id : ""; }
function goTo(claim) { const place = address(claim); if (place) location.assign(place); }
/* A link into a folded part opens it. */
function unfold() {
  let place = null;
  try { place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { /* no address */ }
  for (let part = place; part; part = part.parentElement) if (part.tagName === "DETAILS") { part.open = true; part.hidden = false; }
  document.querySelectorAll(".copy").forEach((earlier) => earlier.remove());
  const words = place && place.id.startsWith("claim-") && document.getElementById("cite" + place.id.slice(5));
  if (words) place.after(toCopy(words.textContent));
  if (place) place.scrollIntoView({ block: "center" });
}
/* The citation of the claim that a link leads to, beside it. */
function toCopy(words) {
  const text = make("span", { textContent: words }), button = make("button", { type: "button" }, "Copy citation"), done = make("span", {});
  done.setAttribute("role", "status");
  button.addEventListener("click", () => { getSelection().selectAllChildren(text); done.textContent = document.execCommand("copy") ? " Copied." : " Selected."; });
  return make("span", { className: "copy tools" }, text, button, done);
}
addEventListener("hashchange", unfold);
async function drawAll() {
  views = [];
  for (const figure of document.querySelectorAll("figure.chart")) {
    try { await draw(figure); } catch (error) { console.error(error); }
  }
  document.documentElement.dataset.drawn = "yes";
}
unfold();
if (typeof vegaEmbed !== "undefined") { drawAll(); night.addEventListener("change", drawAll); } else document.documentElement.dataset.drawn = "yes";

/* The reader's choice of a document or a quantity fades or hides the rest, in all charts and tables. */
for (const select of document.querySelectorAll("#choices select")) select.addEventListener("change", () => {
  chosen[select.name] = select.value;
  for (const view of views) try { view.signal(select.name, select.value).run(); } catch { /* a chart without this choice */ }
  document.querySelectorAll(".scroll table").forEach(filter);
  for (const part of document.querySelectorAll(".explore > details")) {
    const { only_quantity: quantity, only_document: label } = chosen;
    part.hidden = (quantity && part.dataset.quantity !== quantity) || (label && !part.dataset.documents.split(" ").includes(label)) || false;
    if (quantity) part.open = !part.hidden;
  }
});
document.querySelectorAll(".explore").forEach(explore);
/* A cell names a document by its label or by its claims, alone or among others. */
function names(text, label) { return text === label || text.split(/[,;] | and | /).concat(text.split(/[,;] | and /)).some((part) => part === label || part.startsWith(label + "_") || part.startsWith(label + "-")); }
function filter(table) {
  const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.replace(/s?[\s↕↑↓]*$/, ""));
  const tests = Object.entries(chosen).filter(([, one]) => one).map(([name, one]) => {
    const about = name === "only_document" ? /^(document|claim( [ab])?)$/ : /^quantity$|^quantitie$/;
    return [heads.flatMap((head, n) => (about.test(head) ? [n] : [])), name === "only_document" ? (text) => names(text, one) : (text) => text === one];
  });
  search(table, (row) => tests.every(([at, fits]) => {
    const cells = at.map((n) => row.cells[n]).filter((cell) => cell && cell.dataset.v === undefined); /* a number counts documents and names none */
    return !cells.length || cells.some((cell) => fits(cell.textContent));
  }));
}

/* Tables: what table.js does, and save; without scripts they are plain tables. */
function csv(table) {
  const cell = (c) => { const v = c.dataset.v === undefined ? c.textContent.replace(/[ ↕↑↓]+$/, "") : c.dataset.v;
    const safe = c.dataset.v === undefined && /^[=+\-@\t\r\n'＝＋－＠]/.test(v) ? "'" + v : v; return /[",\n\r]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe; };
  return [...table.rows].filter((row) => !row.hidden).map((row) => [...row.cells].map(cell).join(",")).join("\n") + "\n";
}
document.querySelectorAll(".scroll table").forEach((table, number) => {
  const scroll = table.closest(".scroll"), rows = [...table.tBodies[0].rows];
  const caption = table.caption ? table.caption.textContent : scroll.getAttribute("aria-label");
  scroll.tabIndex = 0;
  for (const [name, words] of [["role", "region"], ["aria-label", caption]]) scroll.setAttribute(name, words);
  const [field, shown] = enhance(table, caption, filter);
  const claims = [...table.tHead.rows[0].cells].flatMap((heading, n) => (/^claims?\b/.test(heading.textContent) ? [n] : []));
  for (const row of rows) for (const n of claims) {
    const cell = row.cells[n], ids = cell ? cell.textContent.split(" ") : [];
    if (cell && ids.every((id) => /-\d+$/.test(id) && address(id))) cell.replaceChildren(...ids.flatMap((id, n) => [n ? " " : "", make("a", { href: address(id) }, id)]));
  }
  /* On a phone a row of many cells stands as a list, each cell behind its heading. */
  const texts = [...table.tHead.rows[0].cells].map((heading) => heading.textContent.replace(/[\s↕↑↓]+$/, ""));
  if (texts.length > 3) { scroll.classList.add("stack"); for (const row of rows) if (row.cells.length > 1) [...row.cells].forEach((cell, n) => { cell.dataset.head = texts[n] || ""; }); }
  if (rows.length <= 12) scroll.classList.add("all");
  if (rows.length < 2) return;
  const save = make("button", { type: "button" }, "Save as CSV");
  save.setAttribute("aria-label", "Save as CSV: " + caption);
  save.addEventListener("click", () => {
    const link = make("a", { href: URL.createObjectURL(new Blob([csv(table)], { type: "text/csv" })), download: "table-" + (number + 1) + ".csv" });
    link.click(); setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  const tools = make("div", { className: "tools" });
  if (field) tools.append(field, shown);
  tools.append(save);
  scroll.before(tools);
  if (!scroll.offsetParent || scroll.scrollHeight < scroll.clientHeight + 40) return;
  const all = make("button", { type: "button" }, "Show all " + rows.length.toLocaleString("en") + " rows at once");
  all.addEventListener("click", () => { scroll.classList.add("all"); all.remove(); });
  tools.append(all);
});
