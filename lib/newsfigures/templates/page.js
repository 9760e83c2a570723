"use strict";
const night = matchMedia("(prefers-color-scheme: dark)");
const make = (tag, props, ...inside) => { const e = Object.assign(document.createElement(tag), props); e.append(...inside); return e; };

/* Charts: the picture stands until its drawing is ready. */
const NIGHT = {
  axis: { labelColor: "#e6e7ea", titleColor: "#e6e7ea", gridColor: "#3a3f4a" }, legend: { labelColor: "#e6e7ea", titleColor: "#e6e7ea" },
  text: { color: "#e6e7ea" }, mark: { color: "#56b4e9" },
  range: { category: ["#56b4e9", "#ff9a56", "#3fd0a4", "#e6a3c9", "#b8b8b8", "#e6c24d"] },
};
const views = [];
async function draw(figure) {
  const plot = figure.querySelector(".plot"), picture = plot.querySelector("img");
  const spec = JSON.parse(figure.querySelector("script").textContent);
  const over = picture.width ? Number(picture.getAttribute("width")) - plot.clientWidth : 0;
  if (over > 0 && typeof spec.width === "number") spec.width = Math.max(150, spec.width - over);
  if (night.matches) for (const part in NIGHT) spec.config = { ...spec.config, [part]: { ...(spec.config || {})[part], ...NIGHT[part] } };
  const stand = make("div", { className: "drawing" });
  const result = await vegaEmbed(stand, spec, { actions: false, renderer: "svg", ast: true, defaultStyle: false, tooltip: { disableDefaultStyle: true } });
  plot.replaceChildren(stand);
  plot.tabIndex = plot.scrollWidth > plot.clientWidth ? 0 : -1;
  picture.hidden = true; plot.append(picture);
  views.push(result.view);
  result.view.addEventListener("click", (event, item) => item && item.datum && item.datum.claim && goTo(item.datum.claim));
}
function goTo(claim) { const place = document.getElementById("claim-" + claim); if (place) location.hash = place.id; }
async function drawAll() {
  for (const figure of document.querySelectorAll("figure.chart")) {
    try { await draw(figure); } catch (error) { console.error(error); }
  }
  document.documentElement.dataset.drawn = "yes";
}
if (typeof vegaEmbed !== "undefined") { drawAll(); night.addEventListener("change", drawAll); } else document.documentElement.dataset.drawn = "yes";

/* Tables: sort, search and save; without this script they are plain tables. */
const value = (row, n) => { const cell = row.cells[n]; return cell.dataset.v === undefined ? cell.textContent : Number(cell.dataset.v); };
const order = new Intl.Collator(undefined, { numeric: true });
function sort(table, heading, n) {
  const down = heading.getAttribute("aria-sort") === "ascending" ? -1 : 1, body = table.tBodies[0];
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", down > 0 ? "ascending" : "descending");
  const rows = [...body.rows].map((row) => [value(row, n), row]);
  rows.sort(([a], [b]) => (a === "" ? 1 : b === "" ? -1 : down * (typeof a === "number" && typeof b === "number" ? a - b : order.compare(a, b))));
  body.append(...rows.map(([, row]) => row));
}
function csv(table) {
  const cell = (c) => { const v = c.dataset.v === undefined ? c.textContent.replace(/[ ↕↑↓]+$/, "") : c.dataset.v;
    const safe = c.dataset.v === undefined && /^[=+\-@\t\r\n'＝＋－＠]/.test(v) ? "'" + v : v; return /[",\n\r]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe; };
  return [...table.rows].filter((row) => !row.hidden).map((row) => [...row.cells].map(cell).join(",")).join("\n") + "\n";
}
document.querySelectorAll(".scroll table").forEach((table, number) => {
  const body = table.tBodies[0], scroll = table.closest(".scroll"), rows = [...body.rows];
  const caption = table.caption ? table.caption.textContent : scroll.getAttribute("aria-label");
  scroll.setAttribute("aria-label", caption);
  [...table.tHead.rows[0].cells].forEach((heading, n) => {
    if (rows.some((row) => row.cells[n] && row.cells[n].dataset.v !== undefined)) heading.classList.add("number");
    if (rows.length < 3) return;
    const button = make("button", { type: "button" }, ...heading.childNodes);
    button.addEventListener("click", () => sort(table, heading, n));
    heading.append(button);
  });
  if (rows.length < 2) return;
  const shown = make("span", { role: "status" });
  const save = make("button", { type: "button" }, "Save as CSV");
  save.setAttribute("aria-label", "Save as CSV: " + caption);
  save.addEventListener("click", () => {
    const link = make("a", { href: URL.createObjectURL(new Blob([csv(table)], { type: "text/csv" })), download: "table-" + (number + 1) + ".csv" });
    link.click(); setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  const tools = make("div", { className: "tools" });
  if (rows.length > 7) {
    const field = make("input", { type: "search", placeholder: "Search these rows" });
    field.setAttribute("aria-label", "Search: " + caption);
    const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
    field.addEventListener("input", () => {
      const wanted = field.value.toLowerCase(); let n = 0;
      for (const [row, text] of texts) { row.hidden = !text.includes(wanted); n += !row.hidden; }
      shown.textContent = n.toLocaleString("en") + " of " + rows.length.toLocaleString("en") + " rows";
    });
    tools.append(field, shown);
  }
  tools.append(save);
  scroll.before(tools);
});
