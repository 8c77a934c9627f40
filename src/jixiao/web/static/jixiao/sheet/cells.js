// The open cells of the sheet. An entry has its cell, its field, `kept` what the server has, `before` what stood there
// when the cursor came in.
export const sheet = document.getElementById("sheet");
export const cells = new Map();

sheet.querySelectorAll("td[data-path]").forEach((cell) => {
  const field = cell.querySelector("textarea, select");
  cells.set(cell.dataset.path, { path: cell.dataset.path, cell, field, kept: field.value, before: field.value });
});

export const entryOf = (element) => {
  const cell = element.closest && element.closest("td[data-path]");
  return cell && sheet.contains(cell) ? cells.get(cell.dataset.path) : undefined;
};

export const changed = () => [...cells.values()].filter((entry) => entry.field.value !== entry.kept);

export const labelOf = (entry) => entry.field.getAttribute("aria-label");

export const words = (value) => (value === null || value === undefined ? "" : String(value));

// Rows and cells as one sees them: headings and notes are not among them.
export const rowsOf = (table) =>
  [...table.querySelectorAll("tbody tr[data-row]:not(.level)")].map((row) => [...row.querySelectorAll("td.cell")]);

export const rowPath = (path) => (/\/\d+$/.test(path) ? path : path.replace(/\/[a-z_]+$/, ""));

export const rowAt = (path) => sheet.querySelector('tr[data-row="' + rowPath(path) + '"]');

export const cellAt = (path) =>
  sheet.querySelector('td[data-path="' + path + '"], td[data-shown="' + path + '"]');
