// The page works without this script: links lead from list to document and back. It adds filters, switching and proofs.
(function () {
  'use strict';
  var root = document.documentElement;
  root.classList.add('scripted');
  var sections = all(document, '.document');
  var proofs = {};

  function all(within, selector) {
    return Array.prototype.slice.call(within.querySelectorAll(selector));
  }

  function keys(element, name) {
    var value = element.getAttribute('data-' + name);
    return value ? value.split(' ') : [];
  }

  function cardOf(key) {
    return document.getElementById('f-' + key);
  }

  function shown(key) {
    var card = cardOf(key);
    return Boolean(card) && !card.hidden;
  }

  // ---- Which document is shown -------------------------------------------------------------------------------------

  var choice = document.getElementById('switch');
  var overview = document.getElementById('overview');

  function show(which) {
    sections.forEach(function (section) {
      section.hidden = Boolean(choice) && section.getAttribute('data-at') !== which;
    });
    if (!choice) { return; }
    overview.hidden = which !== 'all';
    choice.value = which;
  }

  function reveal(element) {
    var section = element.closest('.document');
    if (section && section.hidden) { show(section.getAttribute('data-at')); }
  }

  // ---- Findings ----------------------------------------------------------------------------------------------------

  function clear(name) {
    all(document, '.' + name).forEach(function (element) { element.classList.remove(name); });
  }

  function activate(key) {
    clear('active');
    clear('chosen');
    var card = cardOf(key);
    if (!card) { return; }
    card.classList.add('active');
    all(document, '[data-f~="' + key + '"], [data-o~="' + key + '"]').forEach(function (mark) {
      mark.classList.add('active');
    });
  }

  function scrollTo(element) {
    reveal(element);
    element.scrollIntoView({ block: 'center' });
  }

  // The list has its own scrolling; moving it must not move the document that the reader looks at.
  function scrollList(card) {
    reveal(card);
    var side = card.closest('.side');
    if (getComputedStyle(side).position !== 'sticky') { card.scrollIntoView({ block: 'center' }); return; }
    var offset = card.getBoundingClientRect().top - side.getBoundingClientRect().top;
    side.scrollTop += offset - side.clientHeight / 3;
  }

  function toDocument(key, target) {
    activate(key);
    var mark = target || document.getElementById('m-' + key);
    if (mark) { scrollTo(mark); }
  }

  function toList(key) {
    var card = cardOf(key);
    activate(key);
    scrollList(card);
    card.focus({ preventScroll: true });
  }

  // ---- Filters -----------------------------------------------------------------------------------------------------

  var RANK = ['error', 'warning', 'info', 'incomplete'];

  function filter(section) {
    var off = all(section, '.chip[aria-pressed="false"]').map(function (chip) { return chip.getAttribute('data-category'); });
    var select = section.querySelector('.by-check');
    var check = select ? select.value : '';
    all(section, '.card').forEach(function (card) {
      var wanted = off.indexOf(card.getAttribute('data-category')) < 0;
      card.hidden = !wanted || Boolean(check && card.getAttribute('data-check') !== check);
    });
    sections.forEach(paint);
  }

  // A mark shows the gravest of its findings that the filters leave; with none left it is plain text.
  function paint(section) {
    all(section, '.badge[id]').forEach(function (badge) { badge.hidden = !shown(badge.getAttribute('data-f')); });
    all(section, 'span[data-f]').forEach(function (mark) {
      var left = keys(mark, 'f').filter(shown).map(function (key) { return cardOf(key).getAttribute('data-category'); });
      RANK.forEach(function (name) { mark.classList.remove(name); });
      mark.classList.toggle('m', left.length > 0);
      var gravest = RANK.filter(function (name) { return left.indexOf(name) >= 0; })[0];
      if (gravest) { mark.classList.add(gravest); }
    });
  }

  function step(section, by) {
    var cards = all(section, '.card').filter(function (card) { return !card.hidden; });
    if (!cards.length) { return; }
    var now = cards.indexOf(section.querySelector('.card.active'));
    var next = now < 0 ? (by > 0 ? 0 : cards.length - 1) : (now + by + cards.length) % cards.length;
    var key = cards[next].getAttribute('data-key');
    toDocument(key);
    scrollList(cards[next]);
  }

  // ---- What was checked --------------------------------------------------------------------------------------------

  function relations(at) {
    if (!proofs[at]) {
      proofs[at] = JSON.parse(document.querySelector('#d-' + at + ' .relations').textContent);
    }
    return proofs[at];
  }

  function relation(key) {
    var parts = key.split('-');
    return relations(parts[0])[Number(parts[1])];
  }

  function proofLine(row) {
    var line = document.createElement('p');
    var verdict = document.createElement('b');
    verdict.className = row[0] ? 'yes' : 'no';
    verdict.textContent = row[0] ? '成立 ' : '不成立 ';
    line.appendChild(verdict);
    var words = row[1] + '；文中写 ' + row[2];
    if (row[3]) { words += '；复算得 ' + row[3]; }
    if (row[4] && row[4] !== row[3]) { words += '，区间 ' + row[4]; }
    if (row[0]) { words += '（' + row[5] + '）'; }
    line.appendChild(document.createTextNode(words));
    return line;
  }

  function showProof(mark) {
    clear('chosen');
    mark.classList.add('chosen');
    var box = mark.closest('.document').querySelector('.proof');
    box.textContent = '';
    var close = document.createElement('button');
    close.type = 'button';
    close.textContent = '关闭';
    close.className = 'close';
    box.appendChild(close);
    var head = document.createElement('h2');
    head.textContent = '“' + mark.textContent.trim() + '”的核对';
    box.appendChild(head);
    keys(mark, 'r').forEach(function (key) { box.appendChild(proofLine(relation(key))); });
    box.hidden = false;
  }

  function fillProofs(details) {
    var list = details.querySelector('ol');
    if (list.childNodes.length) { return; }
    var at = details.closest('.document').getAttribute('data-at');
    relations(at).forEach(function (row, number) {
      var button = document.createElement('button');
      button.type = 'button';
      button.setAttribute('data-proof', at + '-' + number);
      button.appendChild(proofLine(row));
      list.appendChild(document.createElement('li')).appendChild(button);
    });
  }

  function toProof(key) {
    var mark = document.querySelector('[data-r~="' + key + '"]');
    if (!mark) { return; }
    setVerified(true);
    scrollTo(mark);
    showProof(mark);
  }

  function setVerified(on) {
    document.getElementById('verified').checked = on;
    root.classList.toggle('verified', on);
    if (!on) { closeProofs(); }
  }

  function closeProofs() {
    clear('chosen');
    all(document, '.proof').forEach(function (box) { box.hidden = true; });
  }

  // ---- Events ------------------------------------------------------------------------------------------------------

  function onMark(mark) {
    var key = keys(mark, 'f').concat(keys(mark, 'o')).filter(shown)[0];
    var checked = root.classList.contains('verified') && keys(mark, 'r').length > 0;
    if (key) { toList(key); }
    if (checked) { showProof(mark); }
    return Boolean(key) || checked;
  }

  // Each entry: what was clicked, and what to do; the handler says whether the browser's own action is replaced.
  var CLICKS = [
    ['.chip', function (chip) {
      chip.setAttribute('aria-pressed', String(chip.getAttribute('aria-pressed') !== 'true'));
      filter(chip.closest('.document'));
      return true;
    }],
    ['.step', function (button) {
      step(button.closest('.document'), Number(button.getAttribute('data-step')));
      return true;
    }],
    ['.proof .close', function () { closeProofs(); return true; }],
    ['[data-proof]', function (button) { toProof(button.getAttribute('data-proof')); return true; }],
    ['.paper .badge', function (badge) { toList(badge.getAttribute('data-f')); return true; }],
    ['.card .where a', function (link) {
      toDocument(link.closest('.card').getAttribute('data-key'), document.getElementById(link.getAttribute('href').slice(1)));
      return true;
    }],
    ['.card', function (card) {
      // Whoever selects words of the list in order to copy them does not want to be carried away.
      if (String(window.getSelection())) { return false; }
      toDocument(card.getAttribute('data-key'));
      return true;
    }],
    ['.paper [data-f], .paper [data-o], .paper [data-r]', onMark],
    ['.overview a', function (link) { show(link.getAttribute('href').slice(3)); window.scrollTo(0, 0); return true; }]
  ];

  document.addEventListener('click', function (event) {
    for (var i = 0; i < CLICKS.length; i += 1) {
      var hit = event.target.closest(CLICKS[i][0]);
      if (hit) {
        if (CLICKS[i][1](hit)) { event.preventDefault(); }
        return;
      }
    }
  });

  document.addEventListener('change', function (event) {
    if (event.target.matches('.by-check')) { filter(event.target.closest('.document')); }
    if (event.target === choice) { show(choice.value); window.scrollTo(0, 0); }
    if (event.target.id === 'verified') { setVerified(event.target.checked); }
  });

  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches('select, input')) { return; }
    var section = sections.filter(function (each) { return !each.hidden; })[0];
    if (event.key === 'Escape') { closeProofs(); }
    if (section && event.key === 'j') { step(section, 1); }
    if (section && event.key === 'k') { step(section, -1); }
  });

  all(document, '.proofs').forEach(function (details) {
    details.addEventListener('toggle', function () { if (details.open) { fillProofs(details); } });
  });
  document.getElementById('print').addEventListener('click', function () { window.print(); });

  show('all');
  sections.forEach(filter);
  var wanted = location.hash && document.getElementById(location.hash.slice(1));
  if (wanted) {
    reveal(wanted);
    wanted.scrollIntoView();
  }
}());
