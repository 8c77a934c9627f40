"""What a form and the report on it both tell: indicators, money, staff and year, each the same in both papers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from jixiao.auditing.building import actual_of, label, printed, same_kind, target_of
from jixiao.auditing.checks.staff_rates import POSTS, STAFF
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.prose import exact_enough
from jixiao.auditing.registry import check
from jixiao.auditing.subjects import same_subject
from jixiao.documents import Excerpt
from jixiao.evaluations import Amount, Evaluation, Form, FundLine, Indicator, Points, core_name
from jixiao.quantities import Quantity
from jixiao.recognition import Column, DataTable, Dossier, Figure, Recognition, clean_text, column_of

_FAMILY = "前后一致"
_BASIS = "同一次自评的表和报告写的是同一件事，数字应当一致"
_LABEL = re.compile(
    r"^(?:\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,3}[）)])?(?:其中：?)?(?P<label>[^：，。；]{2,24})："
)
_WITHIN = re.compile(r"^其中：?|[“”\"]|（[^）]*）|：$")
_THIS_YEAR = re.compile(r"^(?:20\d\d年度?|本年度?|当年)")
_LAST_YEAR = re.compile(r"上年|上一年|去年")
_YEAR = re.compile(r"20\d\d(?=年)")
_LEAST_HEADS = 2
_BEFORE = 120
_SPENT = re.compile(r"决算|执行|支出|支付")


class _Role(StrEnum):
    """What an amount is: last year's spending, this year's budget or spending, the rate of the two."""

    LAST_YEAR = "last-year"
    INITIAL = "initial"
    ADJUSTED = "adjusted"
    SPENT = "spent"
    RATE = "rate"


_BUDGETS = frozenset({_Role.INITIAL, _Role.ADJUSTED})
_ROLES = {
    Column.INITIAL: _Role.INITIAL,
    Column.ADJUSTED: _Role.ADJUSTED,
    Column.EXECUTED: _Role.SPENT,
    Column.RATE: _Role.RATE,
}


@dataclass(frozen=True, slots=True)
class _Told:
    """An amount of a form with what it can be; ``once``: it need be only one of the figures that could be it."""

    roles: frozenset[_Role]
    amount: Amount
    once: bool = False


@dataclass(frozen=True, slots=True)
class _Pair:
    """A fact that both papers tell: its name, how each prints it, and whether they agree."""

    name: str
    form: Excerpt
    report: Excerpt
    agrees: bool


@check(
    "form-against-report",
    title="自评表与报告写的同一项数一致",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.ERROR,
    explanation="同一个部门或项目的自评表（基础数据表）和报告一起核查时，同名指标的分值、得分、目标值、完成值，同名资金、支出的各个数逐一核对。"
    "两份材料大多数相同才核对，多数不同的看作两套口径。",
)
def form_against_report(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Facts that a form and the only report on the same subject both tell under one name are the same."""
    for form, report in _papers(dossier):
        told = [*_indicators(form, report), *_money(dossier, form, report), *_staff(dossier, form, report)]
        agreed = sum(pair.agrees for pair in told)
        if 2 * agreed > len(told):
            for pair in told:
                yield from _judged("form-against-report", pair, "自评表" if form.indicators else "基础数据表")


def _papers(dossier: Dossier) -> Iterator[tuple[Evaluation, Evaluation]]:
    """Yield each form with the report on its subject, where there is one of each only."""
    papers = list(dossier.evaluations())
    reports = [paper for paper in papers if not paper.form.is_table]
    for base in (True, False):
        forms = [each for each in papers if each.form.is_table and (each.form is Form.BASE_DATA_TABLE) is base]
        for form in forms:
            report = _only_like(form, reports)
            if report is not None and _only_like(report, forms) is form:
                yield form, report


def _only_like(paper: Evaluation, others: Sequence[Evaluation]) -> Evaluation | None:
    """Return the one of OTHERS that is on the subject of PAPER; ``None`` where there is none, or a second."""
    like = list(islice((other for other in others if same_subject(paper, other)), 2))
    return like[0] if len(like) == 1 else None


def _judged(check_id: str, pair: _Pair, paper: str) -> Iterator[Relation | Finding]:
    form, report = clean_text(pair.form.text), clean_text(pair.report.text)
    match = Match.FACE if pair.agrees else Match.NONE
    yield Relation(check_id, f"{form} ＝ {report}", report, pair.agrees, match, (pair.report, pair.form))
    if not pair.agrees:
        yield Finding(
            check_id,
            Severity.ERROR,
            f"“{pair.name}”{paper}写{form}，报告写{report}，两处不一致",
            (pair.report, pair.form),
            expected=form,
            reported=report,
        )


def _indicators(form: Evaluation, report: Evaluation) -> Iterator[_Pair]:
    """Yield the points, targets and actual values of the indicators that have one name in both papers."""
    branches = ([node for node in paper.indicators if node.children] for paper in (form, report))
    for mine, theirs in ((form.lowest, report.lowest), tuple(branches)):
        one, other = _by_name(mine), _by_name(theirs)
        for name in (name for name in one if name in other):
            yield from _of_indicator(label(one[name]), one[name], other[name])


def _by_name(nodes: Sequence[Indicator]) -> dict[str, Indicator]:
    """Return NODES by their names, those left out that share one."""
    named = [(core_name(label(node)), node) for node in nodes]
    times = Counter(name for name, _ in named)
    return {name: node for name, node in named if name and times[name] == 1}


def _of_indicator(name: str, one: Indicator, other: Indicator) -> Iterator[_Pair]:
    for words, first, again in (("分值", one.weight, other.weight), ("得分", one.score, other.score)):
        if first is not None and again is not None:
            yield _of_points(f"{name}{words}", first, again)
    aims = [target.quantity if target is not None else None for target in (target_of(one), target_of(other))]
    for words, places, (first_told, again_told) in (
        ("目标值", (one.target, other.target), aims),
        ("完成值", (one.actual, other.actual), (actual_of(one), actual_of(other))),
    ):
        if places[0] is not None and places[1] is not None and first_told is not None and again_told is not None:
            agrees = _same(first_told, same_kind(first_told, again_told))
            yield _Pair(f"{name}{words}", places[0], places[1], agrees)


def _of_points(name: str, first: Points, again: Points) -> _Pair:
    return _Pair(name, first.excerpt, again.excerpt, printed(first) == printed(again) or first.value == again.value)


def _same(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit and one.rounding().meets(other.rounding())


def _money(dossier: Dossier, form: Evaluation, report: Evaluation) -> Iterator[_Pair]:
    """Yield the amounts of rows that the report tells behind the row's name and a colon."""
    rows: dict[str, list[_Told]] = defaultdict(list)
    for name, told in _rows(dossier, form):
        rows[name].append(told)
    for name, figures in _told_by_label(dossier.recognitions[report.source], report):
        for told in rows.get(name, ()):
            like = [figure for figure in figures if _role(figure.subject, form.year) in told.roles]
            pair = _of_amount(name, told, like)
            if pair is not None:
                yield pair


def _of_amount(name: str, told: _Told, like: Sequence[Figure]) -> _Pair | None:
    """Return the first figure that is not the amount, where all should be or none is; ``None`` without figures."""
    judged = [(figure, _same(told.amount.quantity, figure.quantity)) for figure in like]
    if not judged:
        return None
    right = any(agrees for _, agrees in judged) if told.once else all(agrees for _, agrees in judged)
    figure = next(figure for figure, agrees in judged if agrees is right)
    return _Pair(name, told.amount.excerpt, figure.excerpt(), right)


def _told_by_label(recognition: Recognition, report: Evaluation) -> Iterator[tuple[str, list[Figure]]]:
    """Yield the names that paragraphs of a report begin with, and the exact amounts and rates of that sentence."""
    for passage in recognition.passages_in(report):
        found = _LABEL.match(passage.clean)
        if found is not None:
            stop = passage.sentence_of(found.end())[1]
            figures = [f for f in passage.figures if found.end() <= f.start < stop and exact_enough(f)]
            yield _row_name(found["label"]), figures


def _rows(dossier: Dossier, form: Evaluation) -> Iterator[tuple[str, _Told]]:
    """Yield the amounts of the rows of a form by the names of the rows."""
    for line in form.funds:
        for told in _of_line(line):
            yield _row_name(line.label.text), told
    recognised = dossier.recognitions[form.source].form_of(form)
    for table in recognised.data if recognised is not None else ():
        heads = [clean_text(head.text) for head in table.heads]
        for row in table.rows if len(set(heads)) == len(heads) else ():
            for head, value in zip(table.heads[-len(row.values) :], row.values, strict=False):
                role = _role(clean_text(head.text), form.year)
                if value is not None and role is not None:
                    # A base data table has one budget: which of the two that a report may tell, it does not say.
                    told = _Told(_BUDGETS, value, once=True) if role in _BUDGETS else _Told(frozenset({role}), value)
                    yield _row_name(row.label.text), told


def _of_line(line: FundLine) -> Iterator[_Told]:
    for role, amount in (
        (_Role.INITIAL, line.initial),
        (_Role.ADJUSTED, line.adjusted),
        (_Role.SPENT, line.executed),
        (_Role.RATE, line.rate),
    ):
        if amount is not None:
            yield _Told(frozenset({role}), amount)


def _role(words: str, year: int | None) -> _Role | None:
    """Return what words before a number, or the head over it, say that it is of; ``None`` where they do not say."""
    told = _YEAR.search(words)
    before = _LAST_YEAR.search(words) or (told and year is not None and int(told[0]) == year - 1)
    if told and year is not None and int(told[0]) not in (year, year - 1):
        return None
    column = _ROLES.get(column_of(_THIS_YEAR.sub("", words)))
    if before:
        return _Role.LAST_YEAR if _SPENT.search(words) else None
    return column


def _staff(dossier: Dossier, form: Evaluation, report: Evaluation) -> Iterator[_Pair]:
    """Yield the posts and the staff, where the report tells one number of each."""
    recognised = dossier.recognitions[form.source].form_of(form)
    figures = [f for p in dossier.recognitions[report.source].passages_in(report) for f in p.figures]
    for table in recognised.data if recognised is not None else ():
        for words, pattern in (("编制数", POSTS), ("在职人数", STAFF)):
            told = [f for f in figures if f.quantity.unit == "人" and pattern.search(f.subject)]
            for at, head in enumerate(table.heads[1:]):
                counted = [row.values[at] for row in table.rows if at < len(row.values)]
                if pattern.search(clean_text(head.text)) and len({f.quantity.value for f in told}) == 1:
                    yield from _of_count(words, counted, told[0])


def _of_count(words: str, counted: Sequence[Amount | None], told: Figure) -> Iterator[_Pair]:
    if len(counted) == 1 and counted[0] is not None:
        agrees = counted[0].quantity.number == told.quantity.value
        yield _Pair(words, counted[0].excerpt, told.excerpt(), agrees)


def _row_name(words: str) -> str:
    return _WITHIN.sub("", clean_text(words))


@check(
    "paper-years",
    title="表和报告写的年度一致",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.WARNING,
    explanation="同一个部门或项目的表和报告，标题写的年度应当相同；基础数据表各栏的年份只能是本年度和上年度，不能重复。",
)
def paper_years(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A form, the only report on its subject, and the heads of its columns are of one year."""
    for form, report in _papers(dossier):
        if form.year is not None and report.year is not None:
            places = (_place_of_year(dossier, report), _place_of_year(dossier, form))
            expression = f"{form.year}年 ＝ {report.year}年"
            told = f"表写的是{form.year}年度，报告写的是{report.year}年度"
            yield from _years(form.year == report.year, expression, told, places)
    for found in dossier.forms():
        for table in found.data:
            yield from _heads(table, found.evaluation.year)


def _heads(table: DataTable, year: int | None) -> Iterator[Relation | Finding]:
    heads = [(head, int(told[0])) for head in table.heads if (told := _YEAR.search(clean_text(head.text)))]
    if year is None or len(heads) < _LEAST_HEADS:
        return
    names = [clean_text(head.text) for head, _ in heads]
    right = {told for _, told in heads} <= {year, year - 1} and len(set(names)) == len(names)
    # Last year's budget may stand beside this year's, not in its place.
    planned = {told for head, told in heads if "预算" in head.text}
    right = right and (not planned or year in planned)
    expression = f"{'、'.join(names)} 与 {year}年度"
    words = f"{year}年度的表，各栏写的是{'、'.join(names)}"
    yield from _years(right, expression, words, tuple(head for head, _ in heads))


def _years(right: bool, expression: str, told: str, places: tuple[Excerpt, ...]) -> Iterator[Relation | Finding]:
    reported = clean_text(places[0].text)
    yield Relation("paper-years", expression, reported, right, Match.JUDGED if right else Match.NONE, places)
    if not right:
        message = f"{told}，年度对不上，请核对"
        yield Finding("paper-years", Severity.WARNING, message, places, expected="同一年度", reported=reported)


def _place_of_year(dossier: Dossier, paper: Evaluation) -> Excerpt:
    """Return where the year of a paper is printed, from a little before its beginning on."""
    recognition = dossier.recognitions[paper.source]
    first = max(0, paper.start - _BEFORE)
    found = re.compile(f"{paper.year}年").search(recognition.document.text, first)
    start, end = found.span() if found is not None else (paper.start, paper.start)
    return recognition.excerpt(start, end)
