// What is said of a row stands at the row: reasons that are due, findings, remarks; and it leads there from the side.
import { cellAt, entryOf, rowAt, rowPath, sheet } from "./cells.js";

const panel = document.getElementById("todos");
let todos = JSON.parse(document.getElementById("todos-data").textContent);

function element(tag, look, text) {
  const made = document.createElement(tag);
  if (look) made.className = look;
  if (text !== undefined) made.textContent = text;
  return made;
}

export function say(text) {
  const note = element("p", "toast", text);
  note.setAttribute("role", "status");
  document.body.append(note);
  setTimeout(() => note.remove(), 6000);
}

// What is read aloud in a row begins with the row's name.
export function relabel(path, name) {
  rowAt(path).querySelectorAll("[aria-label]").forEach((each) => {
    each.setAttribute("aria-label", each.getAttribute("aria-label").replace(/^[^：]*：/, name + "："));
  });
}

export function showScores(answer) {
  Object.entries(answer.scores).forEach(([path, told]) => {
    const place = sheet.querySelector('[data-score="' + path + '"]');
    if (!place) return;
    place.textContent = told.score || "—";
    place.closest("details").querySelector("ul").replaceChildren(...told.why.map((line) => element("li", "", line)));
  });
  document.getElementById("total").textContent = answer.total || "—";
  document.getElementById("grade").textContent = answer.grade || "—";
  document.getElementById("points").textContent = answer.points;
}

export function showParts(parts) {
  Object.entries(parts).forEach(([path, told]) => {
    const place = sheet.querySelector('[data-parts="' + path + '"]');
    if (!place) return;
    place.textContent = told.text;
    place.classList.toggle("wrong", told.wrong);
  });
}

export function showTodos(now) {
  todos = now;
  panel.hidden = !todos.length;
  panel.querySelector(".tag").textContent = todos.length + "处";
  panel.querySelector("ul").replaceChildren(...todos.map((todo) => {
    const item = element("li", todo.kind);
    if (!todo.path) { item.textContent = todo.message; return item; }
    const button = element("button", "plain goto", todo.message);
    button.type = "button";
    item.dataset.paths = todo.path;
    item.append(button);
    return item;
  }));
  showNotes();
}

function notesOfRows() {
  const notes = new Map();
  const add = (path, look, word, text) => {
    if (!path) return;
    const row = rowPath(path);
    if (!notes.has(row)) notes.set(row, []);
    if (!notes.get(row).some((each) => each.text === text)) notes.get(row).push({ look, word, text });
  };
  document.querySelectorAll("[data-remark]:not(.settled)").forEach((each) => add(each.dataset.paths, "remark-note", "审核意见", each.querySelector(".text").textContent));
  document.querySelectorAll(".finding.error, .finding.warning:not(.said)").forEach((each) => {
    const path = each.dataset.paths.split(" ").find(Boolean);
    add(path, each.classList.contains("error") ? "error" : "warning", each.classList.contains("error") ? "错误" : "疑点", each.dataset.message);
  });
  todos.forEach((todo) => {
    if (todo.kind === "reason" || todo.kind === "unscored") add(todo.path, "warning", "要说明", todo.message);
  });
  return notes;
}

function showNotes() {
  sheet.querySelectorAll("tr.notes").forEach((each) => each.remove());
  sheet.querySelectorAll("[aria-describedby]").forEach((each) => each.removeAttribute("aria-describedby"));
  notesOfRows().forEach((notes, path) => {
    const row = rowAt(path);
    if (!row) return;
    const place = element("td");
    place.colSpan = row.children.length;
    place.id = "notes-" + path.replaceAll("/", "-");
    notes.forEach((note) => {
      const line = element("p", "note " + note.look);
      line.append(element("b", "", note.word), " " + note.text);
      place.append(line);
    });
    const below = element("tr", "notes");
    below.append(place);
    row.after(below);
    row.querySelectorAll("textarea, select").forEach((field) => field.setAttribute("aria-describedby", place.id));
  });
  markCells();
}

function markCells() {
  sheet.querySelectorAll(".at-error, .at-warning, .lacking").forEach((each) => each.classList.remove("at-error", "at-warning", "lacking"));
  document.querySelectorAll(".finding.error, .finding.warning:not(.said)").forEach((each) => {
    const look = each.classList.contains("error") ? "at-error" : "at-warning";
    each.dataset.paths.split(" ").filter(Boolean).forEach((path) => { const cell = cellAt(path); if (cell) cell.classList.add(look); });
  });
  todos.forEach((todo) => { const cell = todo.path && cellAt(todo.path); if (cell) cell.classList.add("lacking"); });
}

function lead(told) {
  sheet.querySelectorAll(".pointed").forEach((each) => each.classList.remove("pointed"));
  told.dataset.paths.split(" ").filter(Boolean).forEach((path, at) => {
    const place = cellAt(path) || rowAt(path);
    if (!place) return;
    place.classList.add("pointed");
    if (at) return;
    place.scrollIntoView({ block: "center" });
    const field = place.querySelector("textarea, select");
    if (field) field.focus({ preventScroll: true });
  });
}

// The other way: the cursor in a cell shows what is said of it at the side.
function showCurrent(event) {
  document.querySelectorAll("aside .current").forEach((each) => each.classList.remove("current"));
  const entry = entryOf(event.target);
  if (!entry) return;
  document.querySelectorAll("aside [data-paths]").forEach((each) => {
    if (!each.dataset.paths.split(" ").some((path) => path === entry.path || path === rowPath(entry.path))) return;
    each.classList.add("current");
    each.scrollIntoView({ block: "nearest" });
  });
}

export function start() {
  document.addEventListener("click", (event) => {
    const told = event.target.closest("[data-paths]");
    if (told && event.target.closest(".goto")) lead(told);
    document.querySelectorAll("details.why[open], details.remark[open]").forEach((each) => { if (!each.contains(event.target)) each.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelectorAll("details.why[open], details.remark[open]").forEach((each) => { each.open = false; });
  });
  document.body.addEventListener("htmx:afterSettle", showNotes);
  sheet.addEventListener("focusin", showCurrent);
  showTodos(todos);
}
