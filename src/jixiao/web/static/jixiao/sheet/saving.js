// Saving as one types. What is typed is kept on this computer too until the server has it; nothing is ever dropped.
import { cells, changed, entryOf, labelOf, sheet, words } from "./cells.js";
import { relabel, showParts, showScores, showTodos } from "./notes.js";

const status = document.getElementById("saving");
const token = sheet.querySelector("[name=csrfmiddlewaretoken]").value;
const KEY = sheet.dataset.key;
const WAIT = 700, AGAIN = 3000, LOOK = 15000;
const SMALL = 15000; // a browser lets no more than 64 kB outlive the page, and a sign may take four bytes
let version = Number(sheet.dataset.version);
let timer = 0, underway = false, failing = false, leaving = false, waiting = null;

function tell(text, look) {
  if (!status) return;
  status.textContent = text;
  status.className = "saving " + (look || "");
}

function keepHere() {
  const mine = changed().map((entry) => [entry.path, entry.kept, entry.field.value, labelOf(entry)]);
  if (mine.length) localStorage.setItem(KEY, JSON.stringify(mine));
  else localStorage.removeItem(KEY);
}

export function typed(entry) {
  entry.cell.classList.toggle("dirty", entry.field.value !== entry.kept);
  clearRefusal(entry);
  keepHere();
  tell(changed().length ? "还没保存" : "已保存", changed().length ? "busy" : "");
  clearTimeout(timer);
  timer = setTimeout(save, WAIT);
}

const sendable = () => changed().filter((entry) => !entry.cell.classList.contains("wrong"));

export function save(options) {
  clearTimeout(timer);
  const look = Boolean(options && options.look);
  const mine = sendable();
  if (underway || (!mine.length && !look)) return;
  underway = true;
  if (mine.length) tell("正在保存…", "busy");
  const sent = new Map(mine.map((entry) => [entry.path, entry.field.value]));
  const edits = mine.map((entry) => ({ path: entry.path, before: entry.kept, after: entry.field.value }));
  const body = JSON.stringify({ seen: version, edits: edits });
  fetch(sheet.dataset.save, {
    method: "POST",
    keepalive: body.length < SMALL,
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: body
  }).then((response) => {
    if (response.redirected) throw new Error("signed-out");
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  }).then((answer) => {
    underway = failing = false;
    saved(answer, sent);
  }).catch((fault) => {
    underway = false;
    failed(fault.message);
  });
}

const LASTING = {
  403: "现在不能改了，请刷新页面；您填的内容留在这台电脑上",
  404: "现在不能改了，请刷新页面；您填的内容留在这台电脑上",
  400: "没有保存上，请刷新页面；您填的内容留在这台电脑上",
  401: "登录已过期，请刷新页面重新登录；您填的内容留在这台电脑上",
  "signed-out": "登录已过期，请刷新页面重新登录；您填的内容留在这台电脑上"
};

function failed(why) {
  waiting = null;
  if (!changed().length) return;
  failing = true;
  tell(LASTING[why] || "连不上服务器，内容先留在这台电脑上，连上后自动保存", "wrong");
  if (!LASTING[why]) timer = setTimeout(save, AGAIN);
}

function saved(answer, sent) {
  const refused = new Map(answer.refused.map((each) => [each.path, each]));
  if (answer.shaped) return reload();
  version = answer.version;
  sent.forEach((value, path) => {
    const entry = cells.get(path), no = refused.get(path);
    if (no) return refuse(entry, no);
    entry.kept = value;
    entry.cell.classList.toggle("dirty", entry.field.value !== value);
    if (path.endsWith("/name")) relabel(path, value);
  });
  answer.made.forEach((each) => normalise(cells.get(each.path), each.now));
  Object.entries(answer.others).forEach(([path, now]) => merge(cells.get(path), words(now)));
  showScores(answer);
  showParts(answer.parts);
  showTodos(answer.todos);
  keepHere();
  settle(sent.size > 0);
}

function settle(wrote) {
  const left = sendable().length, wrong = changed().length - left;
  if (wrong) tell("有" + wrong + "格没有保存，见红框", "wrong");
  else if (left) tell("还没保存", "busy");
  else tell("已保存" + (wrote ? " " + new Date().toTimeString().slice(0, 5) : ""), "done");
  if (wrote) document.body.dispatchEvent(new CustomEvent("saved"));
  if (left) timer = setTimeout(save, WAIT);
  else if (waiting && !wrong) submit();
  if (wrong) waiting = null;
}

// The rows are others now: the page is laid out anew, and what was not saved finds its cell by its name.
function reload() {
  keepHere();
  leaving = true;
  location.reload();
}

// The server keeps "1,375" as "1375": shown when the cursor has left the cell.
function normalise(entry, now) {
  if (!entry || entry.field.value !== entry.kept) return;
  if (document.activeElement === entry.field) {
    entry.field.addEventListener("blur", () => normalise(entry, now), { once: true });
    entry.kept = entry.field.value;
    return;
  }
  entry.field.value = words(now);
  entry.kept = entry.field.value;
}

// What somebody else wrote meanwhile: it appears, unless one has written there oneself; then one chooses.
function merge(entry, now) {
  if (!entry || now === entry.kept) return;
  if (entry.field.value === now) entry.kept = now;
  else if (entry.field.value !== entry.kept) return refuse(entry, { now: now, message: "别人刚把这一格改成了别的内容", conflict: true });
  entry.field.value = entry.kept = entry.before = now;
  entry.cell.classList.remove("dirty");
  entry.cell.classList.add("fresh");
  setTimeout(() => entry.cell.classList.remove("fresh"), 6000);
}

function clearRefusal(entry) {
  entry.cell.classList.remove("wrong");
  const note = entry.cell.querySelector(".refusal");
  if (note) note.remove();
}

function refuse(entry, no) {
  clearRefusal(entry);
  entry.cell.classList.add("wrong");
  const now = words(no.now);
  const note = document.createElement("div");
  note.className = "refusal";
  note.setAttribute("role", "alert");
  note.textContent = no.message + (no.conflict ? "：“" + (now || "（空）") + "”，您填的是“" + (entry.field.value || "（空）") + "”。" : "。");
  if (no.conflict) {
    note.append(choice("用对方的", () => { entry.field.value = entry.kept = now; typed(entry); }));
    note.append(choice("用我的", () => { entry.kept = now; typed(entry); save(); }));
  }
  entry.cell.append(note);
}

function choice(text, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.addEventListener("click", act);
  return button;
}

// A step or a new row waits until what was typed is on the server.
function submit() {
  const { form, submitter } = waiting;
  waiting = null;
  leaving = true;
  form.requestSubmit(submitter);
}

document.addEventListener("submit", (event) => {
  if (event.target.hasAttribute("hx-post") || leaving || !changed().length) return;
  event.preventDefault();
  waiting = { form: event.target, submitter: event.submitter };
  if (sendable().length) save();
  else { waiting = null; tell("有格子没有保存，请先看红框", "wrong"); }
});

function restore() {
  const left = JSON.parse(localStorage.getItem(KEY) || "[]");
  const lost = [];
  left.forEach(([path, before, value, label]) => {
    const same = cells.get(path);
    const entry = same && labelOf(same) === label ? same : [...cells.values()].find((each) => labelOf(each) === label);
    if (!entry) lost.push([label, value]);
    else if (entry.kept === before) { entry.field.value = value; typed(entry); }
    else if (entry.kept !== value) {
      entry.field.value = value;
      refuse(entry, { now: entry.kept, message: "您没保存时，这一格已改成", conflict: true });
    }
  });
  if (!lost.length) return keepHere();
  showLost(lost);
}

function showLost(lost) {
  const panel = document.getElementById("leftovers");
  panel.querySelector("ul").replaceChildren(...lost.map(([label, value]) => {
    const item = document.createElement("li");
    item.textContent = label + "：" + value;
    return item;
  }));
  panel.hidden = false;
  panel.querySelector("button").addEventListener("click", () => { panel.hidden = true; keepHere(); });
}

export function start() {
  if (!cells.size) return;
  sheet.addEventListener("input", (event) => { const entry = entryOf(event.target); if (entry) typed(entry); });
  window.addEventListener("online", () => save());
  window.addEventListener("blur", () => save());
  window.addEventListener("pagehide", () => save());
  window.addEventListener("beforeunload", (event) => { if (failing && !leaving && changed().length) event.preventDefault(); });
  setInterval(() => { if (!document.hidden && !failing) save({ look: true }); }, LOOK);
  restore();
}
