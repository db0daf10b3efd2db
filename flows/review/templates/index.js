// The index: sorting by any column, a filter, and the keys.

const body = one("#documents tbody");
const rows = all("tr", body).map((row) => ({ row, link: one("a", row), text: row.textContent.toLowerCase() }));
const sayCount = (count) => say(count === rows.length ? `${count} documents` : `${count} of ${rows.length} documents`);

one("#filter").addEventListener("input", (event) => {
  const wanted = event.target.value.toLowerCase().split(/\s+/);
  let count = 0;
  for (const { row, text } of rows) {
    row.hidden = !wanted.every((word) => text.includes(word));
    count += !row.hidden;
  }
  one("#none").hidden = count > 0;
  sayCount(count);
});

one("#documents thead").addEventListener("click", (event) => {
  const heading = event.target.closest("button")?.parentElement;
  if (!heading) return;
  const column = [...heading.parentElement.children].indexOf(heading);
  const down = heading.getAttribute("aria-sort") === "ascending";
  for (const other of heading.parentElement.children) other.setAttribute("aria-sort", "none");
  heading.setAttribute("aria-sort", down ? "descending" : "ascending");
  rows.sort((a, b) => compare(valueOf(a.row, column), valueOf(b.row, column)) * (down ? -1 : 1));
  body.append(...rows.map(({ row }) => row));
});

const valueOf = (row, column) => row.children[column].dataset.value;
const isNumber = (text) => /^\d+$/.test(text);
const compare = (a, b) => (isNumber(a) && isNumber(b) ? a - b : a.localeCompare(b));

function step(by) {
  const links = rows.filter(({ row }) => !row.hidden).map(({ link }) => link);
  const at = links.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + by, 0), links.length - 1);
  links[next]?.focus();
}

listenTo({
  j: () => step(1),
  k: () => step(-1),
  "/": () => one("#filter").focus(),
  "?": () => one("#help").showModal(),
});
