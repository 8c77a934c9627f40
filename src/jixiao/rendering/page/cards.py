"""The list of what was found: one card a group of findings, heaviest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from jixiao.auditing.model import Finding
from jixiao.rendering.page.marks import Mark, Part
from jixiao.rendering.report import CheckInfo, Group, Place, ShownDocument, ShownFinding
from jixiao.rendering.words import CATEGORY_WORDS, VERDICT_WORDS, interval_words, place_words

_LONGEST_QUOTE = 120
_MOST_PLACES = 12


def marks_of(group: Group, number: int, key: str, home: int) -> Iterable[tuple[int, Mark]]:
    """Yield the marks of a group with the index of the document that each falls into.

    KEY names the group on the page; HOME is the document that it belongs to. The place to be mended of each member is a
    place of its own; the operands of a sum are related places.
    """
    for at, place in enumerate(_places(group)):
        mended = at < len(group.members) and place.source == home
        part = Part.MENDED if mended else Part.RELATED
        yield place.source, Mark(place.span, part, key, group.category, number, anchor(key, at))


def _places(group: Group) -> list[Place]:
    """Return the places to be mended of all members, then their related places, each once."""
    mended = [member.places[0] for member in group.members if member.places]
    related = [place for member in group.members for place in member.places[1:]]
    return [*mended, *dict.fromkeys(place for place in related if place not in mended)]


def anchor(key: str, at: int) -> str:
    """Return the element id of the place numbered AT of the group KEY."""
    return f"m-{key}" if at == 0 else f"m-{key}-{at}"


def card(group: Group, number: int, key: str, checks: Mapping[str, CheckInfo], anchored: set[str]) -> str:
    """Return the list item of a group; ANCHORED holds the element ids that stand in the documents."""
    finding = group.finding
    parts = [
        _head(group, number, key),
        _pair(finding.reported, finding.expected),
        _line("算式", finding.working),
        _line("复算区间", _interval(finding), finding.expected),
        _quote(group),
        _where(group, key, anchored),
        _foot(group, checks),
    ]
    return (
        f'<li class="card {group.category}" id="f-{key}" data-key="{key}" data-category="{group.category}" '
        f'data-check="{escape(finding.check)}" tabindex="-1">{"".join(parts)}</li>'
    )


def _head(group: Group, number: int, key: str) -> str:
    entry = group.members[0].entry
    tag = f'<span class="tag">{VERDICT_WORDS[entry.verdict]}</span>' if entry else ""
    times = f'<span class="tag">同样的有 {len(group.members)} 处</span>' if len(group.members) > 1 else ""
    return (
        f'<p class="message"><a class="badge {group.category}" href="#{anchor(key, 0)}" '
        f'aria-label="{CATEGORY_WORDS[group.category]}{number}，看原文">{number}</a>'
        f"{escape(group.finding.message)}{times}{tag}</p>"
    )


def _pair(reported: str, expected: str) -> str:
    items = [
        f'<span class="{name}"><i>{word}</i> <b>{escape(text)}</b></span>'
        for name, word, text in (("now", "现为", reported), ("then", "应为", expected))
        if text
    ]
    return f'<p class="pair">{"".join(items)}</p>' if items else ""


def _line(label: str, text: str, known: str = "") -> str:
    return f'<p class="line"><i>{label}</i> <span>{escape(text)}</span></p>' if text and text != known else ""


def _interval(finding: Finding) -> str:
    return interval_words(finding.interval, finding.reported, finding.expected) if finding.interval else ""


def _quote(group: Group) -> str:
    if not group.finding.excerpts:
        return ""
    words = " ".join(group.finding.excerpts[0].text.split())
    short = words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1] + "…"
    return _line("原文", short, group.finding.reported)


def _where(group: Group, key: str, anchored: set[str]) -> str:
    targets: dict[str, str] = {}
    for at, place in enumerate(_places(group)):
        targets.setdefault(place_words(place.label) or "文中", anchor(key, at))
    links = [_link(label, target, anchored) for label, target in list(targets.items())[:_MOST_PLACES]]
    more = f"<span>等 {len(targets)} 处</span>" if len(targets) > _MOST_PLACES else ""
    return f'<p class="where">{"".join(links) or "<span>整份文件</span>"}{more}</p>'


def _link(label: str, target: str, anchored: set[str]) -> str:
    return f'<a href="#{target}">{escape(label)}</a>' if target in anchored else f"<span>{escape(label)}</span>"


def _foot(group: Group, checks: Mapping[str, CheckInfo]) -> str:
    check = group.finding.check
    info = checks.get(check)
    name = f"{escape(info.title)} · 依据：{escape(info.basis)}" if info else escape(check)
    return f'<p class="foot">{name} · 编号 {group.members[0].id}</p>'


def dismissed_list(document: ShownDocument) -> str:
    """Return the findings that a person dismissed, folded away with the reasons."""
    if not document.dismissed:
        return ""
    rows = "".join(_dismissed(shown) for shown in document.dismissed)
    title = f"已判定不是问题的 {len(document.dismissed)} 处"
    return f'<details class="dismissed"><summary>{title}</summary><ul>{rows}</ul></details>'


def _dismissed(shown: ShownFinding) -> str:
    reason = shown.entry.reason if shown.entry else ""
    place = place_words(shown.places[0].label) if shown.places else ""
    return f"<li>{escape(shown.finding.message)} <i>{escape(place)}</i><br>理由：{escape(reason)}</li>"
