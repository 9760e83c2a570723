/* Tables sort by their headings and search by words: in a page, and in a notebook that is trusted. */
const make = (tag, props, ...inside) => { const e = Object.assign(document.createElement(tag), props); e.append(...inside); return e; };
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
/* Hides the rows without the searched words and those that do not fit, and says how many are left. */
const fields = new Map();
function search(table, fits = () => true) {
  const [field, shown] = fields.get(table) || [], wanted = field ? field.value.toLowerCase() : "", rows = [...table.tBodies[0].rows];
  for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted) || !fits(row);
  if (shown) shown.textContent = rows.filter((row) => !row.hidden).length.toLocaleString("en") + " of " + rows.length.toLocaleString("en") + " rows";
}
/* Makes headings buttons; the search field and its count, where there are rows enough, are for the caller to place. */
function enhance(table, caption, again = search) {
  const rows = [...table.tBodies[0].rows];
  [...table.tHead.rows[0].cells].forEach((heading, n) => {
    if (rows.some((row) => row.cells[n] && row.cells[n].dataset.v !== undefined)) heading.classList.add("number");
    if (rows.length < 3 || !heading.textContent.trim()) return;
    const button = make("button", { type: "button" }, ...heading.childNodes);
    button.addEventListener("click", () => sort(table, heading, n));
    heading.append(button);
  });
  if (rows.length < 8) return [];
  const field = make("input", { type: "search", placeholder: "Search these rows" }), shown = make("span", { role: "status" });
  field.setAttribute("aria-label", "Search: " + caption);
  field.addEventListener("input", () => again(table));
  fields.set(table, [field, shown]);
  return [field, shown];
}
/* The same for the folded groups of a ledger. */
function explore(list) {
  const parts = [...list.children].filter((part) => part.tagName === "DETAILS");
  if (parts.length < 8) return;
  const field = make("input", { type: "search", placeholder: "Search the groups" });
  field.setAttribute("aria-label", "Search the groups");
  field.addEventListener("input", () => { for (const part of parts) part.hidden = !part.textContent.toLowerCase().includes(field.value.toLowerCase()); });
  list.prepend(make("div", { className: "tools" }, field));
}
