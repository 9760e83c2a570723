/* After table.js in the output of a notebook: each new table gets its search field. */
for (const table of document.querySelectorAll(".grid > table:not([data-ready])")) {
  table.dataset.ready = "";
  for (const button of (table.before(...enhance(table, table.caption ? table.caption.textContent : "table")), table.querySelectorAll("th button"))) {
    button.style.cssText = "all:unset;cursor:pointer;font-weight:bold";
    button.title = "Sort by this column";
    button.append("\u00a0↕");
  }
}
for (const list of document.querySelectorAll(".explore:not([data-ready])")) { list.dataset.ready = ""; explore(list); }
