// The sheet: arrow keys, paste from Excel, saving as one types, and what to do when two people typed into one cell.
"use strict";
(function () {
  const sheet = document.getElementById("sheet");
  if (!sheet) return;
  const status = document.getElementById("saving");
  const token = sheet.querySelector("[name=csrfmiddlewaretoken]").value;
  const WAIT = 700, AGAIN = 4000;
  // Answers after which another try is of no use.
  const FINAL = { 400: "没有看懂要保存什么，请刷新页面", 401: "登录已经过期，请刷新页面重新登录", 403: "现在不能改了，请刷新页面", 404: "现在不能改了，请刷新页面" };
  let version = Number(sheet.dataset.version);
  let timer = 0, underway = false;

  const cells = new Map();
  sheet.querySelectorAll("td[data-path]").forEach(function (cell) {
    const field = cell.querySelector("textarea, select");
    cells.set(cell.dataset.path, { cell: cell, field: field, kept: field.value });
  });
  const changed = function () {
    return Array.from(cells.entries()).filter(function (pair) { return pair[1].field.value !== pair[1].kept; });
  };

  function tell(words, wrong) {
    status.textContent = words;
    status.classList.toggle("wrong", Boolean(wrong));
  }

  // What is typed is kept on this computer too, until the server has it.
  function keepHere() {
    const mine = changed().map(function (pair) { return [pair[0], pair[1].kept, pair[1].field.value]; });
    if (mine.length) localStorage.setItem(sheet.dataset.key, JSON.stringify(mine));
    else localStorage.removeItem(sheet.dataset.key);
  }

  function typed(entry) {
    entry.cell.classList.toggle("dirty", entry.field.value !== entry.kept);
    clear(entry);
    keepHere();
    tell("还没保存");
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  }

  function clear(entry) {
    entry.cell.classList.remove("wrong");
    const note = entry.cell.querySelector(".refusal");
    if (note) note.remove();
  }

  function save() {
    clearTimeout(timer);
    const mine = changed().filter(function (pair) { return !pair[1].cell.classList.contains("wrong"); });
    if (underway || !mine.length) return;
    underway = true;
    tell("正在保存…");
    const sent = new Map(mine.map(function (pair) { return [pair[0], pair[1].field.value]; }));
    const edits = mine.map(function (pair) { return { path: pair[0], before: pair[1].kept, after: pair[1].field.value }; });
    fetch(sheet.dataset.save, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ seen: version, edits: edits })
    }).then(function (response) {
      if (!response.ok) throw new Error(String(response.status));
      return response.json();
    }).then(function (answer) {
      underway = false;
      saved(answer, sent);
    }).catch(function (fault) {
      underway = false;
      const final = FINAL[fault.message];
      tell((final || "没保存上，稍后自动再试") + "；您填的内容留在这台电脑上", true);
      if (!final) timer = setTimeout(save, AGAIN);
    });
  }

  function saved(answer, sent) {
    version = answer.version;
    const refused = new Map(answer.refused.map(function (each) { return [each.path, each]; }));
    sent.forEach(function (value, path) {
      const entry = cells.get(path), no = refused.get(path);
      if (no) return refuse(entry, no);
      entry.kept = value;
      entry.cell.classList.toggle("dirty", entry.field.value !== value);
    });
    answer.made.forEach(function (each) { normalise(cells.get(each.path), each.now); });
    showScores(answer);
    keepHere();
    const left = changed().length;
    tell(refused.size ? "有" + refused.size + "格没有保存，见红框" : left ? "还没保存" : "已保存", refused.size > 0);
    document.body.dispatchEvent(new CustomEvent("saved"));
    if (left > refused.size) timer = setTimeout(save, WAIT);
  }

  function normalise(entry, now) {
    const text = now === null || now === undefined ? "" : String(now);
    if (entry && entry.field.value === entry.kept && document.activeElement !== entry.field) {
      entry.field.value = text;
      entry.kept = text;
    } else if (entry && entry.field.value === entry.kept) {
      entry.field.addEventListener("blur", function () { normalise(entry, now); }, { once: true });
    }
  }

  function refuse(entry, no) {
    entry.cell.classList.add("wrong");
    const note = document.createElement("span");
    note.className = "refusal";
    note.setAttribute("role", "alert");
    note.textContent = no.message + (no.conflict ? "：“" + (no.now === null ? "空" : no.now) + "” " : "");
    if (no.conflict && no.now !== undefined) {
      note.append(choice("用对方的", function () { entry.kept = no.now === null ? "" : String(no.now); entry.field.value = entry.kept; typed(entry); tell("已保存"); }));
      note.append(choice("用我的", function () { entry.kept = no.now === null ? "" : String(no.now); typed(entry); }));
    }
    entry.cell.append(note);
  }

  function choice(words, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = words;
    button.addEventListener("click", act);
    return button;
  }

  function showScores(answer) {
    Object.keys(answer.scores).forEach(function (path) {
      const place = sheet.querySelector('[data-score="' + path + '"]');
      if (!place) return;
      const told = answer.scores[path];
      place.textContent = (told.score || "—") + (path === "execution" ? "分" : "");
      const list = place.parentElement.querySelector("ul");
      if (list) fill(list, told.why);
    });
    document.getElementById("total").textContent = answer.total || "—";
    document.getElementById("grade").textContent = answer.grade || "—";
    const gaps = document.getElementById("gaps"), all = answer.gaps.concat(answer.due);
    gaps.hidden = !all.length;
    fill(gaps.querySelector("ul"), all);
  }

  function fill(list, lines) {
    list.replaceChildren.apply(list, lines.map(function (line) {
      const item = document.createElement("li");
      item.textContent = line;
      return item;
    }));
  }

  // Rows of open cells, as one sees them: arrow keys and pasted blocks go by them.
  function rowsOf(table) {
    return Array.from(table.querySelectorAll("tbody tr[data-row]")).map(function (row) {
      return Array.from(row.querySelectorAll("td.cell"));
    });
  }

  function neighbour(cell, down, right) {
    const rows = rowsOf(cell.closest("table"));
    let at = rows.findIndex(function (row) { return row.includes(cell); });
    let column = rows[at].indexOf(cell);
    do {
      at += down;
      column += right;
      const next = rows[at] && rows[at][column];
      if (!next) return null;
      if (next.dataset.path) return next;
    } while (true);
  }

  function move(event, cell, down, right) {
    const next = neighbour(cell, down, right);
    if (!next) return;
    event.preventDefault();
    const field = next.querySelector("textarea, select");
    field.focus();
    if (field.select) field.select();
  }

  sheet.addEventListener("keydown", function (event) {
    const cell = event.target.closest("td[data-path]");
    if (!cell || event.isComposing) return;
    const field = event.target, text = field.tagName === "TEXTAREA";
    const start = !text || field.selectionEnd === 0, end = !text || field.selectionStart === field.value.length;
    const whole = text && field.selectionStart === 0 && field.selectionEnd === field.value.length;
    if (event.key === "Enter" && text && !event.altKey && !event.shiftKey) { event.preventDefault(); return move(event, cell, 1, 0); }
    if (event.key === "ArrowDown" && text && (end || whole)) return move(event, cell, 1, 0);
    if (event.key === "ArrowUp" && text && (start || whole)) return move(event, cell, -1, 0);
    if (event.key === "ArrowRight" && (end || whole)) return move(event, cell, 0, 1);
    if (event.key === "ArrowLeft" && (start || whole)) return move(event, cell, 0, -1);
    if (event.key === "Escape" && text) { const entry = cells.get(cell.dataset.path); field.value = entry.kept; typed(entry); }
  });

  sheet.addEventListener("input", function (event) {
    const cell = event.target.closest("td[data-path]");
    if (cell) typed(cells.get(cell.dataset.path));
  });

  sheet.addEventListener("paste", function (event) {
    const cell = event.target.closest("td[data-path]");
    const text = cell && event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (!cell || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const rows = rowsOf(cell.closest("table"));
    const at = rows.findIndex(function (row) { return row.includes(cell); }), column = rows[at].indexOf(cell);
    let closed = 0;
    block(text).forEach(function (line, down) {
      line.forEach(function (value, right) {
        const target = rows[at + down] && rows[at + down][column + right];
        if (!target || !target.dataset.path) { closed += value.trim() ? 1 : 0; return; }
        const entry = cells.get(target.dataset.path);
        if (entry.field.tagName === "SELECT" && !Array.from(entry.field.options).some(function (o) { return o.value === value.trim(); })) { closed += value.trim() ? 1 : 0; return; }
        entry.field.value = value.trim();
        typed(entry);
      });
    });
    if (closed) tell("有" + closed + "格不能填（不开放或超出表格），没有粘上", true);
  });

  // A block as Excel copies it: tabs between cells, quotes around a cell with line breaks.
  function block(text) {
    const rows = [[]];
    let value = "", quoted = false;
    for (let i = 0; i < text.length; i++) {
      const sign = text[i];
      if (quoted) {
        if (sign === '"' && text[i + 1] === '"') { value += '"'; i++; }
        else if (sign === '"') quoted = false;
        else value += sign;
      } else if (sign === '"' && value === "") quoted = true;
      else if (sign === "\t") { rows[rows.length - 1].push(value); value = ""; }
      else if (sign === "\n") { rows[rows.length - 1].push(value); value = ""; rows.push([]); }
      else value += sign;
    }
    rows[rows.length - 1].push(value);
    return rows;
  }

  // From a finding to its cells.
  document.addEventListener("click", function (event) {
    const told = event.target.closest("[data-paths]");
    if (!told || event.target.closest("form, button")) return;
    sheet.querySelectorAll(".pointed").forEach(function (each) { each.classList.remove("pointed"); });
    told.dataset.paths.split(" ").filter(Boolean).forEach(function (path, at) {
      const place = sheet.querySelector('td[data-path="' + path + '"]') || sheet.querySelector('tr[data-row="' + path.replace(/\/[a-z_]+$/, "") + '"] th');
      if (!place) return;
      place.classList.add("pointed");
      if (at === 0) place.scrollIntoView({ block: "center" });
    });
  });

  window.addEventListener("beforeunload", function (event) {
    if (changed().length) { save(); event.preventDefault(); }
  });
  window.addEventListener("blur", save);

  // What could not be saved the last time.
  const left = JSON.parse(localStorage.getItem(sheet.dataset.key) || "[]");
  left.forEach(function (each) {
    const entry = cells.get(each[0]);
    if (entry && entry.kept === each[1]) { entry.field.value = each[2]; typed(entry); }
  });
})();
