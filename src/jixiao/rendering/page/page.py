"""The page around documents and lists: head, style and script, all in one file that asks for nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files

from jixiao.auditing.model import Relation
from jixiao.rendering.page.blocks import document_html
from jixiao.rendering.page.cards import card, dismissed_list, marks_of
from jixiao.rendering.page.controls import LEGEND, bar, filters
from jixiao.rendering.page.marks import Mark, Marker, Part
from jixiao.rendering.page.summary import overview, stale_list, summary, unreadable_list
from jixiao.rendering.report import CheckInfo, Group, Report, ShownDocument
from jixiao.rendering.words import MATCH_WORDS, interval_words

_RESOURCES = "jixiao.rendering.page"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A group of findings with its number in the list and its name on the page."""

    group: Group
    number: int
    key: str


def render_page(report: Report) -> str:
    """Return REPORT as one HTML page: no request leaves it, and it works in browsers from Chrome 70 on."""
    sections = "\n".join(_sections(report))
    names = [document.document.source for document in report.documents]
    title = names[0] if len(names) == 1 else f"{len(names)} 个文件"
    many = len(names) > 1
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="zh-CN"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="renderer" content="webkit">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>核查结果：{escape(title)}</title>",
            f"<style>{_resource('audit.css')}</style></head><body>",
            bar(report),
            unreadable_list(report),
            stale_list(report),
            overview(report) if many else "",
            sections,
            f"<script>{_resource('audit.js')}</script></body></html>",
            "",
        ]
    )


def _resource(name: str) -> str:
    return files(_RESOURCES).joinpath(name).read_text(encoding="utf-8")


def _sections(report: Report) -> Iterable[str]:
    """Yield one section a document. Documents of one dossier stand together: their marks may fall into each other."""
    at = 0
    while at < len(report.documents):
        size = len(report.documents[at].dossier)
        yield from _dossier(report.documents[at : at + size], at, report.checks)
        at += size


def _dossier(documents: Sequence[ShownDocument], first: int, checks: Mapping[str, CheckInfo]) -> Iterable[str]:
    numbered = [
        [_Numbered(group, number, f"{first + at}-{number}") for number, group in enumerate(document.groups(), 1)]
        for at, document in enumerate(documents)
    ]
    marks: list[list[Mark]] = [[] for _ in documents]
    for at, document in enumerate(documents):
        for each in numbered[at]:
            for source, mark in marks_of(each.group, each.number, each.key, document.index):
                marks[source].append(mark)
        for source, mark in _relation_marks(document, first + at):
            marks[source].append(mark)
    markers = [Marker(document.document.text, marks[at]) for at, document in enumerate(documents)]
    papers = [
        document_html(document.document, document.audit.evaluations, document.index, markers[at])
        for at, document in enumerate(documents)
    ]
    anchored = {anchor for marker in markers for anchor in marker.anchored}
    for at, document in enumerate(documents):
        yield _section(document, first + at, numbered[at], papers[at], checks, anchored)


def _relation_marks(document: ShownDocument, page_index: int) -> Iterable[tuple[int, Mark]]:
    for number, relation in enumerate(document.audit.relations):
        part = Part.HELD if relation.holds else Part.FAILED
        for place in document.places(relation.excerpts):
            if place.span.start < place.span.end:
                yield place.source, Mark(place.span, part, f"{page_index}-{number}")


def _section(
    document: ShownDocument,
    at: int,
    numbered: Sequence[_Numbered],
    paper: str,
    checks: Mapping[str, CheckInfo],
    anchored: set[str],
) -> str:
    cards = "".join(card(each.group, each.number, each.key, checks, anchored) for each in numbered)
    empty = "" if numbered else '<li class="none">没有发现问题</li>'
    return "\n".join(
        [
            f'<section class="document" id="d-{at}" data-at="{at}">',
            summary(document),
            '<div class="columns"><aside class="side">',
            filters(document, checks),
            f'<ol class="cards">{cards}{empty}</ol>',
            dismissed_list(document),
            '<details class="proofs js"><summary>全部核对过程</summary><ol></ol></details>',
            '<div class="proof" hidden aria-live="polite"></div></aside>',
            f'<article class="paper">{LEGEND}{paper}</article></div>',
            f'<script type="application/json" class="relations">{_relations_json(document)}</script>',
            "</section>",
        ]
    )


def _relations_json(document: ShownDocument) -> str:
    rows = [_relation_row(relation) for relation in document.audit.relations]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _relation_row(relation: Relation) -> list[str | int]:
    interval = interval_words(relation.interval, relation.reported, relation.computed) if relation.interval else ""
    match = MATCH_WORDS[relation.match]
    return [int(relation.holds), relation.expression, relation.reported, relation.computed, interval, match]
