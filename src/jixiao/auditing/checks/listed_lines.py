"""Lists of lines of money in a report, each with its name and a colon, against the line that they are parts of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jixiao.auditing.arithmetic import Verdict, judge, shown, total
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.papers import Paper, papers
from jixiao.auditing.prose import exact_enough, prose_relation
from jixiao.auditing.registry import check
from jixiao.recognition import Column, Dossier, Figure, Passage, column_of

_NUMBERED = re.compile(r"^(?P<number>\d{1,2})[.．、]")
_LINE = re.compile(r"^(?:\d{1,2}[.．、])?(?P<name>[^：，。；]{2,24})：")
_NOTHING = re.compile(r"^\d{1,2}[.．、](?:本年度?|当年)?(?:没有|无|未发生)[^，。；\d]{2,24}。?$")
_MARKS = re.compile(r"[“”\"（）]|情况$")
_LAST_YEAR = re.compile(r"上年|去年|上一年")
_LEAST_LINES = 2
_MOST_ALIKE = 6
_CLASSES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("人员经费", "公用经费"), ("基本支出",)),
    (("基本支出", "项目支出"), ("年度资金总额", "支出总额", "本年支出合计", "总支出")),
)
"""Expenditure by nature (政府收支分类): what is made up of what."""

_Role = tuple[Column, bool]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of money: its name, and its figures by column, last year's apart."""

    name: str
    figures: Mapping[_Role, Figure]


@check(
    "listed-lines",
    title="逐条列出的支出加起来等于总数",
    family="合计与分项",
    basis="按支出性质分类：基本支出＝人员经费＋公用经费，总支出＝基本支出＋项目支出；标题下逐条列出的各项，合计等于以标题为名的那一项",
    severity=Severity.ERROR,
    explanation="报告里逐条写“名称：年初预算数……，实际支出……”的，同一标题下各条分栏相加，与名称和标题相同的那一条核对；有一条没有写某一栏的不判。",
)
def listed_lines(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The lines listed under a heading, or known to make up another, add up to it in every column."""
    for paper in papers(dossier):
        if paper.is_report:
            lines = _by_name(paper)
            yield from _classes(lines)
            for heading, run in _lists(paper):
                yield from _against_heading(heading, run, lines)


def _by_name(paper: Paper) -> dict[str, list[_Line]]:
    """Return the lines of each name, a few of them where there are many."""
    named: dict[str, list[_Line]] = defaultdict(list)
    for passage in paper.passages:
        line = _line(passage)
        if line is not None and len(named[line.name]) < _MOST_ALIKE:
            named[line.name].append(line)
    return named


def _line(passage: Passage) -> _Line | None:
    found = _LINE.match(passage.clean)
    if found is None:
        return None
    stop = passage.sentence_of(found.end())[1]
    figures: dict[_Role, Figure] = {}
    for figure in passage.figures:
        column = column_of(figure.subject)
        told = figure.quantity.unit == "元" and column is not Column.OTHER and exact_enough(figure)
        if told and found.end() <= figure.start < stop:
            figures.setdefault((column, _LAST_YEAR.search(figure.subject) is not None), figure)
    return _Line(_name(found["name"]), figures) if figures else None


def _name(words: str) -> str:
    return _MARKS.sub("", words)


def _classes(lines: Mapping[str, Sequence[_Line]]) -> Iterator[Relation | Finding]:
    for names, wholes in _CLASSES:
        parts = [lines[name][0] for name in names if name in lines]
        for whole in (line for name in wholes for line in lines.get(name, ())):
            if len(parts) == len(names):
                yield from _judge(whole, parts)


def _lists(paper: Paper) -> Iterator[tuple[str, list[_Line | None]]]:
    """Yield each heading with the numbered lines right below it; ``None`` for a line that says there was nothing."""
    runs: dict[int, tuple[str, list[_Line | None]]] = defaultdict(lambda: ("", []))
    begun = 0
    for placed in paper.placed:
        number = _NUMBERED.match(placed.passage.clean)
        nothing = _NOTHING.match(placed.passage.clean)
        line = None if nothing else _line(placed.passage)
        if number is None or (line is None and nothing is None):
            continue
        # The last title is the lead of the numbered line itself.
        heading = _name(placed.titles[-2]) if len(placed.titles) > 1 else ""
        begun += int(number["number"]) == 1
        runs[begun] = (heading, [*runs[begun][1], line])
    yield from runs.values()


def _against_heading(
    heading: str, run: Sequence[_Line | None], lines: Mapping[str, Sequence[_Line]]
) -> Iterator[Relation | Finding]:
    first = run[0]
    leads = first is not None and first.name == heading
    parts = [line for line in (run[1:] if leads else run) if line is not None]
    wholes = [first] if first is not None and leads else lines.get(heading, ())
    for whole in wholes if len(parts) >= _LEAST_LINES else ():
        if whole not in parts:
            yield from _judge(whole, parts)


def _judge(whole: _Line, parts: Sequence[_Line]) -> Iterator[Relation | Finding]:
    for role, figure in whole.figures.items():
        told = [part.figures[role] for part in parts if role in part.figures]
        if len(told) == len(parts):
            verdict = judge(total, [each.quantity for each in told], figure.quantity)
            if verdict is not None:
                yield from _told(whole.name, figure, told, verdict)


def _told(name: str, figure: Figure, parts: Sequence[Figure], verdict: Verdict) -> Iterator[Relation | Finding]:
    computed = shown(verdict.computed, figure.quantity, max(part.quantity.decimals for part in parts))
    expression = "＋".join(str(part.quantity) for part in parts)
    yield prose_relation("listed-lines", expression, figure, verdict, parts, computed)
    if not verdict.holds:
        gap = shown(abs(verdict.computed - figure.quantity.value), figure.quantity)
        yield Finding(
            "listed-lines",
            Severity.ERROR,
            f"“{name}”写{figure.quantity.text}，各条合计{computed}，相差{gap}",
            (figure.excerpt(), *(part.excerpt() for part in parts)),
            expected=computed,
            reported=figure.quantity.text,
            interval=verdict.interval,
            working=f"{expression} = {computed}",
        )


@check(
    "line-again",
    title="同一条支出前后写得一样",
    family="前后一致",
    basis="同一份报告对同一笔支出的数字应当一致",
    severity=Severity.WARNING,
    explanation="报告里“名称：年初预算数……，实际支出……”名称相同的两条，有的栏相同、有的栏不同的，疑为一处写错；各栏都不同的看作两件事。",
)
def line_again(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Two lines of one name that agree in one column agree in all."""
    for paper in papers(dossier):
        for lines in _by_name(paper).values() if paper.is_report else ():
            for first, again in pairwise(lines):
                yield from _again(first, again)


def _again(first: _Line, again: _Line) -> Iterator[Relation | Finding]:
    told = [(figure, again.figures[role]) for role, figure in first.figures.items() if role in again.figures]
    agree = [one.quantity.rounding().meets(other.quantity.rounding()) for one, other in told]
    for (one, other), same in zip(told, agree, strict=True):
        if not any(agree):
            return
        match = Match.FACE if same else Match.NONE
        excerpts = (other.excerpt(), one.excerpt())
        yield Relation("line-again", f"{one.quantity} ＝ {other.quantity}", other.quantity.text, same, match, excerpts)
        if not same:
            yield Finding(
                "line-again",
                Severity.WARNING,
                f"“{first.name}”一处写{one.subject}{one.quantity.text}，一处写{other.quantity.text}，请核对",
                excerpts,
                expected=one.quantity.text,
                reported=other.quantity.text,
            )
