"""Where the figures of a printed dossier stand, and which relations they are in: told by the model, not by an audit.

Every spot has the relations that it stands in: another spot of the same relation must agree with it. A figure that
stands in no relation with another spot may be anything, so that nobody can tell from the papers that it is wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jixiao.evaluations import (
    BudgetLine,
    FundRow,
    IndicatorRow,
    SelfEvaluation,
    joined_actual,
    joined_target,
)
from jixiao.recognition import Column, column_of
from jixiao.rendering.forms import Box, BoxStyle, Sheet
from jixiao.rendering.self_report import Report
from samples.papers import Paper
from samples.random_dossiers import Dossier

_FUND_WORDS = {"initial": "年初预算数", "adjusted": "全年预算数", "executed": "全年执行数", "rate": "预算执行率"}
_LINE_WORDS = {"last_year": "上年实际支出", "initial": "年初预算数", "adjusted": "全年预算数", "executed": "实际支出"}
_FUND_COLUMNS = {
    Column.INITIAL: "initial",
    Column.ADJUSTED: "adjusted",
    Column.EXECUTED: "executed",
    Column.RATE: "rate",
    Column.WEIGHT: "weight",
    Column.SCORE: "score",
}
_LEAF_COLUMNS = {Column.TARGET: "target", Column.ACTUAL: "actual", Column.WEIGHT: "weight", Column.SCORE: "score"}
TITLE = -1
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
_ROLES = {"weight": "points", "score": "points", "rate": "rate", "target": "measure", "actual": "measure"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A figure or word in a paper: in a box of a form (``sheet`` and ``piece``) or in a paragraph of a report.

    ``piece`` is :data:`TITLE` for the title of a report or the line below that of a form. ``role`` is what it is:
    amount, rate, number, measure, points, grade, tick, word, year, unit, count; ``total`` tells a sum, ``most`` what
    points may be at the most. ``kin`` is the indicator that it is told of: all that one tells bears on its score.
    """

    paper: int
    sheet: int
    piece: int
    start: int
    end: int
    text: str
    role: str
    relations: frozenset[str]
    total: bool = False
    most: Decimal | None = None
    kin: str = ""

    @property
    def word(self) -> str:
        """What stands there."""
        return self.text[self.start : self.end]


def spots_of(dossier: Dossier, papers: Sequence[Paper], of: Sequence[int]) -> list[Spot]:
    """Return the spots of PAPERS; OF says of which evaluation each paper is."""
    found: list[Spot] = []
    for number, (paper, at) in enumerate(zip(papers, of, strict=True)):
        evaluation = dossier.evaluations[at]
        if isinstance(paper.content, Report):
            found += _ReportSpots(evaluation, at, number, paper.content, dossier).all()
        else:
            for sheet_number, sheet in enumerate(paper.content):
                found += _SheetSpots(evaluation, at, number, sheet_number, sheet).all()
    return found


def related(spots: Sequence[Spot]) -> list[Spot]:
    """Return SPOTS with only those relations that another spot stands in too; a count stands with what it counts."""
    held = Counter(relation for spot in spots for relation in spot.relations if spot.role != "unit")
    rates = {relation for spot in spots if spot.role == "rate" for relation in spot.relations}

    def stands(relation: str, spot: Spot) -> bool:
        if ":rate:" in relation and relation not in rates:
            return False  # nobody prints the rate
        return held[relation] > 1 or spot.role == "count"

    return [replace(spot, relations=frozenset(each for each in spot.relations if stands(each, spot))) for spot in spots]


def _of_fund(at: int, row: FundRow, field: str, evaluation: SelfEvaluation) -> set[str]:
    """Return the relations of a field of the fund table: itself elsewhere, sum of parts, rate, points."""
    relations = {f"{at}:fund:{row.label}:{field}"}
    main = row is evaluation.main_fund
    if field in ("initial", "adjusted", "executed") and len(evaluation.funds) > 1:
        relations.add(f"{at}:funds:{field}")
    if field in ("adjusted", "executed", "rate"):
        relations.add(f"{at}:rate:{row.label}")
    if main and field in ("rate", "weight", "score"):
        relations.add(f"{at}:execution points")
    if main and field in ("weight", "score"):
        relations.add(f"{at}:sum of {field}")
    if main and not evaluation.project and field in ("initial", "executed"):
        relations.add(f"lines:nature:{field}")
    if main and evaluation.project and field in ("initial", "executed"):
        relations.add(f"line:{evaluation.project}:{field}")
    return relations


def _of_leaf(at: int, row: IndicatorRow, field: str) -> set[str]:
    own = {f"{at}:leaf:{row.name}:{field}"}
    return own | {f"{at}:sum of {field}"} if field in ("weight", "score") else own


def _lines(evaluation: SelfEvaluation) -> Iterator[tuple[str, BudgetLine]]:
    """Yield the lines of the department's money with the name of the group that they add up in, and their parts."""
    department = evaluation.department
    for group, lines in (
        ("nature", department.by_nature),
        ("source", department.by_source),
        ("三公经费", department.three_public),
        ("公用经费", department.operating),
        ("项目支出", department.projects),
    ):
        for line in lines:
            yield group, line
            yield from ((line.label, part) for part in line.parts)


def _of_line(group: str, line: BudgetLine, field: str) -> set[str]:
    relations = {f"line:{line.label}:{field}"}
    if group not in _NO_SUMS:
        relations.add(f"lines:{group}:{field}")
    return relations | ({f"lines:{line.label}:{field}"} if line.parts or line.label in _SUMS else set())


_SUMS = ("公用经费", "项目支出")
_NO_SUMS = (
    "source",
    "公用经费",
)  # what there is none of is told in words; the parts of 公用经费 stand under another name


def _year_in(text: str) -> tuple[int, int] | None:
    found = re.search(r"20\d\d(?=年)", text)
    return found.span() if found else None


class _SheetSpots:
    """Finds the spots of one form by the heads over its columns and the names before its rows."""

    def __init__(self, evaluation: SelfEvaluation, at: int, paper: int, sheet: int, form: Sheet) -> None:
        self._evaluation = evaluation
        self._at = at
        self._paper = paper
        self._sheet = sheet
        self._form = form

    def all(self) -> Iterator[Spot]:
        """Yield every spot."""
        yield from self._years()
        yield from self._unit()
        funds = {row.label: row for row in self._evaluation.funds}
        leaves = {leaf.name: leaf for leaf in self._evaluation.leaves()}
        lines = {line.label: (group, line) for group, line in _lines(self._evaluation)}
        names = self._names({*funds, *leaves, *lines, "总分", "三公经费"})
        for piece, box in enumerate(self._form.boxes):
            if not box.text or box.style in (BoxStyle.HEAD, BoxStyle.LABEL):
                yield from self._of_level(piece, box)
                continue
            name, head = names.get(box.row, ""), self._head(box)
            if name in leaves:
                yield from self._of_leaf(piece, box, leaves[name], head)
            elif name in funds and column_of(head) in _FUND_COLUMNS:
                yield from self._of_fund(piece, box, funds[name], _FUND_COLUMNS[column_of(head)])
            elif name == "总分":
                yield from self._of_total(piece, box, head)
            elif "☑" in box.text:
                yield from self._of_grade(piece, box)
            else:
                yield from self._of_base(piece, box, name, head, lines)

    def _years(self) -> Iterator[Spot]:
        """Yield the year below the title and those in the heads of amounts."""
        texts = [(TITLE, self._form.subtitle)]
        texts += [(piece, box.text) for piece, box in enumerate(self._form.boxes) if box.style is BoxStyle.HEAD]
        for piece, text in texts:
            if span := _year_in(text):
                yield Spot(self._paper, self._sheet, piece, *span, text, "year", frozenset({"year"}))

    def _unit(self) -> Iterator[Spot]:
        """Yield the unit of the fund table, which its amounts share with the report."""
        amounts = {
            relation
            for row in self._evaluation.funds
            for field in ("initial", "adjusted", "executed")
            for relation in _of_fund(self._at, row, field, self._evaluation)
            if ":fund:" in relation
        }
        for piece, box in enumerate(self._form.boxes):
            if box.text.endswith("（万元）") and box.style is BoxStyle.LABEL:
                start = len(box.text) - 3
                yield Spot(self._paper, self._sheet, piece, start, start + 2, box.text, "unit", frozenset(amounts))

    def _names(self, known: set[str]) -> Mapping[int, str]:
        """Return the name that each row is known by."""
        return {box.row: box.text for box in self._form.boxes if box.text in known and box.row_span == 1}

    def _head(self, box: Box) -> str:
        above = [
            each
            for each in self._form.boxes
            if each.style is BoxStyle.HEAD
            and each.row < box.row
            and each.column <= box.column < each.column + each.column_span
        ]
        return max(above, key=lambda each: each.row).text if above else ""

    def _spot(self, piece: int, box: Box, role: str, relations: set[str], total: bool = False) -> Iterator[Spot]:
        found = _NUMBER.search(box.text)
        if found is not None:
            yield Spot(
                self._paper, self._sheet, piece, found.start(), found.end(), box.text, role, frozenset(relations), total
            )

    def _of_level(self, piece: int, box: Box) -> Iterator[Spot]:
        """Yield the points of a branch that stand behind its name."""
        for top in self._evaluation.indicators:
            if box.style is BoxStyle.LABEL and box.text.startswith(f"{top.name}（"):
                yield from self._spot(piece, box, "points", {f"{self._at}:top:{top.name}:weight"}, total=True)

    def _of_leaf(self, piece: int, box: Box, leaf: IndicatorRow, head: str) -> Iterator[Spot]:
        field = _LEAF_COLUMNS.get(column_of(head))
        if field is None:
            return
        relations = _of_leaf(self._at, leaf, field)
        top = next(top for top in self._evaluation.indicators if leaf in tuple(top.leaves()))
        if field in ("weight", "score"):
            relations.add(f"{self._at}:top:{top.name}:{field}")
        most = leaf.weight if field == "score" else None
        for spot in self._spot(piece, box, _ROLES[field], relations):
            yield replace(spot, most=most, kin=f"{self._at}:{leaf.name}")

    def _of_fund(self, piece: int, box: Box, row: FundRow, field: str) -> Iterator[Spot]:
        relations = _of_fund(self._at, row, field, self._evaluation)
        total = row is self._evaluation.main_fund and len(self._evaluation.funds) > 1
        yield from self._spot(piece, box, _ROLES.get(field, "amount"), relations, total and field not in _ROLES)

    def _of_total(self, piece: int, box: Box, head: str) -> Iterator[Spot]:
        field = _LEAF_COLUMNS.get(column_of(head))
        if field in ("weight", "score"):
            relations = {f"{self._at}:sum of {field}", f"{self._at}:total {field}"}
            relations |= {f"{self._at}:grade"} if field == "score" else set()
            yield from self._spot(piece, box, "points", relations, total=True)

    def _of_grade(self, piece: int, box: Box) -> Iterator[Spot]:
        relations = frozenset({f"{self._at}:grade", f"{self._at}:grade word"})
        yield Spot(self._paper, self._sheet, piece, 0, len(box.text), box.text, "tick", relations)

    def _of_base(
        self, piece: int, box: Box, name: str, head: str, lines: Mapping[str, tuple[str, BudgetLine]]
    ) -> Iterator[Spot]:
        """Yield what stands in the base data table: staff and its rate, and the lines of money."""
        staff = {"编制数": "posts", "实际在职人数": "staff", "控制率": "rate"}.get(head)
        if staff is not None:
            role = "rate" if staff == "rate" else "number"
            yield from self._spot(piece, box, role, {"staff:rate:", f"staff:{staff}"})
            return
        field = next((field for words, field in (("上年", "last_year"),) if words in head), None)
        field = field or self._field_of_year(head)
        if name in lines and field is not None:
            group, line = lines[name]
            relations = _of_line(group, line, field) | ({f"base:{group}:{field}"} if group in _SUMS else set())
            relations |= {f"base:{name}:{field}"} if name in _SUMS else set()
            yield from self._spot(piece, box, "amount", relations, total=bool(line.parts) or name in _SUMS)

    def _field_of_year(self, head: str) -> str | None:
        year = self._evaluation.year or 0
        named = {f"{year - 1}年决算数": "last_year", f"{year}年预算数": "initial", f"{year}年决算数": "executed"}
        return named.get(head)


class _ReportSpots:
    """Finds the spots of one report by the words before its figures."""

    def __init__(self, evaluation: SelfEvaluation, at: int, paper: int, report: Report, dossier: Dossier) -> None:
        self._evaluation = evaluation
        self._at = at
        self._paper = paper
        self._texts = [paragraph.text for paragraph in report.paragraphs]
        self._dossier = dossier
        self._title = report.title

    def all(self) -> Iterator[Spot]:
        """Yield every spot."""
        if span := _year_in(self._title):
            yield Spot(self._paper, 0, TITLE, *span, self._title, "year", frozenset({"year"}))
        for piece, text in enumerate(self._texts):
            yield from self._told(piece, text)
            yield from self._funds(piece, text)
            yield from self._department(piece, text)
            yield from self._indicators(piece, text)
            yield from self._conclusion(piece, text)

    def _after(
        self, piece: int, text: str, lead: str, role: str, relations: set[str], total: bool = False, begin: int = 0
    ) -> Iterator[Spot]:
        """Yield the number right behind LEAD."""
        at = text.find(lead, begin)
        found = _NUMBER.match(text, at + len(lead)) if at >= 0 else None
        if found is not None:
            yield Spot(self._paper, 0, piece, found.start(), found.end(), text, role, frozenset(relations), total)

    def _told(self, piece: int, text: str) -> Iterator[Spot]:
        roles = {"rate": "rate", "word": "word", "count": "count"}
        for number, told in enumerate(self._dossier.sentences):
            if told.text == text:
                for start, end, name in told.figures:
                    # A count of what is listed stands in relation with the list.
                    relations = {f"told:{number}"}
                    role = roles.get(name, "number")
                    yield Spot(self._paper, 0, piece, start, end, text, role, frozenset(relations), name == "sum")

    def _funds(self, piece: int, text: str) -> Iterator[Spot]:
        for row in self._evaluation.funds:
            if re.match(rf"(?:\d+\.)?{re.escape(row.label)}：", text):
                for field, words in _FUND_WORDS.items():
                    relations = _of_fund(self._at, row, field, self._evaluation)
                    total = row is self._evaluation.main_fund and len(self._evaluation.funds) > 1 and field != "rate"
                    yield from self._after(piece, text, words, _ROLES.get(field, "amount"), relations, total)

    def _department(self, piece: int, text: str) -> Iterator[Spot]:
        for group, line in _lines(self._evaluation):
            if re.match(rf"(?:\d+\.)?{re.escape(line.label)}：", text):
                for field, words in _LINE_WORDS.items():
                    relations = _of_line(group, line, field)
                    yield from self._after(piece, text, words, "amount", relations, bool(line.parts))
        offices = len(self._evaluation.department.offices)
        if f"内设机构{offices}个" in text:
            if offices > 1:  # a single name behind a count is not set off as a list
                yield from self._after(piece, text, "内设机构", "count", {"offices"})
            yield from self._after(piece, text, "编制", "number", {"staff:posts", "staff:rate:"})
            yield from self._after(piece, text, "在职", "number", {"staff:staff", "staff:rate:"})

    def _indicators(self, piece: int, text: str) -> Iterator[Spot]:
        for leaf in self._evaluation.leaves():
            if not re.match(rf"\d+\.{re.escape(leaf.name)}（", text):
                continue
            for lead, field in (("（满分", "weight"), ("，得", "score")):
                for spot in self._after(piece, text, lead, "points", _of_leaf(self._at, leaf, field)):
                    yield replace(spot, most=leaf.weight if field == "score" else None, kin=f"{self._at}:{leaf.name}")
            for lead, field, told in (
                ("指标值", "target", joined_target(leaf)),
                ("实际完成值", "actual", joined_actual(leaf)),
            ):
                sign = re.match(r"\D*", told)
                lead += sign[0] if sign else ""
                for spot in self._after(piece, text, lead, "measure", _of_leaf(self._at, leaf, field)):
                    yield replace(spot, kin=f"{self._at}:{leaf.name}")
        for top in self._evaluation.indicators:
            if re.match(rf"（[一二三四五六七八九十]+）{re.escape(top.name)}（", text):
                for lead, field in (("（满分", "weight"), ("，得", "score")):
                    relations = {f"{self._at}:top:{top.name}:{field}"}
                    yield from self._after(piece, text, lead, "points", relations, total=True)

    def _conclusion(self, piece: int, text: str) -> Iterator[Spot]:
        if text.startswith("经自评，总分"):
            relations = {f"{self._at}:sum of score", f"{self._at}:total score", f"{self._at}:grade"}
            yield from self._after(piece, text, "总分", "points", relations, total=True)
            if self._evaluation.grade and f"等级为{self._evaluation.grade}" in text:
                start = text.index("等级为") + 3
                kept = frozenset({f"{self._at}:grade", f"{self._at}:grade word"})
                yield Spot(self._paper, 0, piece, start, start + len(self._evaluation.grade), text, "grade", kept)
        if text.startswith("其中：") and "分，得" in text:
            for top in self._evaluation.indicators:
                yield from self._part_of_conclusion(piece, text, top.name, {f"{self._at}:top:{top.name}:"})
            main = self._evaluation.main_fund
            if main is not None:
                yield from self._part_of_conclusion(piece, text, "预算执行率", {f"{self._at}:fund:{main.label}:"})

    def _part_of_conclusion(self, piece: int, text: str, name: str, leads: set[str]) -> Iterator[Spot]:
        found = re.search(rf"[：；]{re.escape(name)}(?P<weight>[\d.]+)分，得(?P<score>[\d.]+)分", text)
        if found is None:
            return
        for field in ("weight", "score"):
            relations = frozenset(f"{lead}{field}" for lead in leads)
            yield Spot(self._paper, 0, piece, *found.span(field), text, "points", relations, total=True)


def value_of(spot: Spot) -> Decimal:
    """Return the number of a spot, a rate without its sign."""
    return Decimal(spot.word.rstrip("%").replace(",", ""))
