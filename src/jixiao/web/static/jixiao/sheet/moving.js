// From cell to cell by keyboard, as in a spreadsheet; a block copied from Excel goes into as many cells as it has.
import { entryOf, rowsOf, sheet } from "./cells.js";
import { typed } from "./saving.js";
import { say } from "./notes.js";

function neighbour(cell, down, right) {
  const rows = rowsOf(cell.closest("table"));
  let at = rows.findIndex((row) => row.includes(cell)), column = rows[at].indexOf(cell);
  for (;;) {
    at += down;
    column += right;
    const next = rows[at] && rows[at][column];
    if (!next) return null;
    if (next.dataset.path) return next;
  }
}

export function enter(cell) {
  const field = cell.querySelector("textarea, select");
  field.focus();
  if (field.select) field.select();
}

function move(event, cell, down, right) {
  const next = neighbour(cell, down, right);
  if (event.key === "Enter") event.preventDefault();
  if (!next) return;
  event.preventDefault();
  enter(next);
}

function keys(event) {
  const entry = entryOf(event.target);
  if (!entry || event.target !== entry.field || event.isComposing) return;
  const { cell, field } = entry, text = field.tagName === "TEXTAREA";
  const start = !text || field.selectionEnd === 0, end = !text || field.selectionStart === field.value.length;
  const whole = text && field.selectionStart === 0 && field.selectionEnd === field.value.length;
  if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Enter" && text) move(event, cell, 1, 0);
  else if (event.key === "ArrowDown" && text && (end || whole)) move(event, cell, 1, 0);
  else if (event.key === "ArrowUp" && text && (start || whole)) move(event, cell, -1, 0);
  else if (event.key === "ArrowRight" && (end || whole)) move(event, cell, 0, 1);
  else if (event.key === "ArrowLeft" && (start || whole)) move(event, cell, 0, -1);
  else if (event.key === "Escape" && field.value !== entry.before) { field.value = entry.before; typed(entry); }
}

function paste(event) {
  const entry = entryOf(event.target);
  const text = entry && event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
  if (!entry || !/[\t\n]/.test(text)) return;
  event.preventDefault();
  const rows = rowsOf(entry.cell.closest("table"));
  const at = rows.findIndex((row) => row.includes(entry.cell)), column = rows[at].indexOf(entry.cell);
  let closed = 0;
  block(text).forEach((line, down) => line.forEach((value, right) => {
    const target = rows[at + down] && rows[at + down][column + right];
    if (!put(target, value.trim())) closed += value.trim() ? 1 : 0;
  }));
  if (closed) say("有" + closed + "格没有粘上：不能填，或者超出了表格");
}

function put(target, value) {
  const entry = target && target.dataset.path && entryOf(target);
  if (!entry) return Boolean(target) && target.textContent.trim() === value;
  const offered = entry.field.tagName !== "SELECT" || [...entry.field.options].some((each) => each.value === value);
  if (!offered) return false;
  entry.field.value = value;
  typed(entry);
  return true;
}

// A block as Excel copies it: tabs between cells, quotes around a cell with line breaks.
function block(text) {
  const rows = [[]];
  let value = "", quoted = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (quoted && sign === '"' && text[i + 1] === '"') { value += '"'; i++; }
    else if (quoted && sign === '"') quoted = false;
    else if (quoted) value += sign;
    else if (sign === '"' && value === "") quoted = true;
    else if (sign === "\t" || sign === "\n") {
      rows[rows.length - 1].push(value);
      value = "";
      if (sign === "\n") rows.push([]);
    } else value += sign;
  }
  rows[rows.length - 1].push(value);
  return rows;
}

export function start() {
  sheet.addEventListener("keydown", keys);
  sheet.addEventListener("paste", paste);
  sheet.addEventListener("focusin", (event) => {
    const entry = entryOf(event.target);
    if (entry && event.target === entry.field) entry.before = entry.field.value;
  });
}
