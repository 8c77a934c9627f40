"""Laying out the fill-in workbook of a pack: sheets, drop-down lists, comments, locked formulas with live scores."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from pydantic import BaseModel
from xlsxwriter import Workbook  # type: ignore[import-untyped]  # the library ships no types
from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

from jixiao.evaluations import BudgetLine, FundRow, Procurement, ReportSection, SelfEvaluation, Subject
from jixiao.packs import Denominator, Fact, Method, Pack
from jixiao.workbook.formulas import budget_cell
from jixiao.workbook.front import write_help, write_overview
from jixiao.workbook.indicator_sheet import IndicatorSheet
from jixiao.workbook.looks import Looks, entry
from jixiao.workbook.page import FIRST_ROW, Page
from jixiao.workbook.rows import empty_rows, filled_rows, has_plain_evidence, referred_rows
from jixiao.workbook.sheets import (
    ALONE,
    BASICS,
    BOUGHT,
    BOUGHT_BEFORE,
    BUILDINGS,
    DEDUCTIONS,
    DEPARTMENT,
    EDITION,
    EVIDENCE,
    FUNDS,
    GOALS,
    GRADE,
    HELP,
    IMPLEMENTING,
    INDICATORS,
    LABELS,
    LEFT_BLANK,
    LINE_KINDS,
    LINES,
    NO_DEDUCTION,
    OFFICES,
    OVERVIEW,
    PACK,
    PART,
    PLACE,
    PLANNED,
    POSTS,
    PROJECT,
    REPORTED,
    RESPONSIBLE,
    RESULT,
    SAVINGS,
    SECTIONS,
    SIGNATURES,
    SMALL_FIRMS,
    STAFF,
    SUBJECT,
    SUBJECT_WORDS,
    SUPERVISING,
    TEXTS,
    TOTAL,
    UNITS,
    UNNUMBERED,
    WHOLE,
    YEAR,
    Sheet,
)

_SPARE_ROWS = 12
_SPARE_LINES = 3
_TABS = ("#9C6ADE", "#2E7D32", "#1565C0", "#EF6C00", "#00838F", "#AD1457")
_Values = Mapping[str, object]
_ASKED_FOR = {Fact.SUPERVISING: SUPERVISING, Fact.IMPLEMENTING: IMPLEMENTING, Fact.UNITS: UNITS}


def new_workbook(pack: Pack, evaluation: SelfEvaluation | None = None, subject: Subject | None = None) -> bytes:
    """Return the fill-in workbook of PACK as an .xlsx file, filled with EVALUATION as far as it goes.

    SUBJECT chooses between department and project where the pack is for both.
    Raises :class:`~jixiao.workbook.TooLongError`.
    """
    about = subject or (evaluation.subject if evaluation is not None else pack.subjects[0])
    given = evaluation or SelfEvaluation(subject=about)
    return joint_workbook([(pack, given.model_copy(update={"subject": about}))])


def joint_workbook(parts: Sequence[tuple[Pack, SelfEvaluation]]) -> bytes:
    """Return one workbook for several evaluations, each with its pack: a department with its projects.

    The sheets of each bear its number behind their names; a sheet before them shows all totals.
    Raises :class:`~jixiao.workbook.TooLongError`.
    """
    page = io.BytesIO()
    with Workbook(page, {"in_memory": True}) as book:
        looks = Looks(book)
        numbers = [str(at) if len(parts) > 1 else "" for at in range(1, len(parts) + 1)]
        write_help(Page(book, looks, HELP, "填写说明"), [pack for pack, _ in parts])
        overview = Page(book, looks, OVERVIEW, "各份自评的得分（自动计算）") if len(parts) > 1 else None
        writers = [_Writer(book, looks, *part, number) for part, number in zip(parts, numbers, strict=True)]
        pages = [writer.write() for writer in writers]
        if overview is not None:
            write_overview(overview, [writer.summary for writer in writers])
        (overview or pages[0]).sheet.activate()
    return page.getvalue()


class _Writer:
    """The sheets of one evaluation on their way into the file; NUMBER tells them from those of others in the book.

    ``summary`` holds the cells of what the evaluation is about and what its results are, by their labels.
    """

    def __init__(self, book: Workbook, looks: Looks, pack: Pack, evaluation: SelfEvaluation, number: str) -> None:
        self._book = book
        self._pack = pack
        self._evaluation = evaluation
        self._looks = looks
        self._number = number
        self.summary: dict[str, str] = {}

    def _page(self, name: str, title: str, *, insert_rows: bool = False) -> Page:
        whose = self._evaluation.project or self._evaluation.department.name or self._pack.title
        about = f"{self._number}、{whose}：" if self._number else ""
        page = Page(self._book, self._looks, f"{name}{self._number}", f"{about}{title}", insert_rows=insert_rows)
        if self._number:
            page.sheet.set_tab_color(_TABS[int(self._number) % len(_TABS)])
        return page

    def write(self) -> Page:
        """Write all sheets; return the first."""
        basics, year = self._basics()
        funds = self._funds()
        self._table(GOALS, map(_fields, self._evaluation.goals), _SPARE_LINES)
        rows = list(filled_rows(self._evaluation.indicators)) or list(empty_rows(self._pack))
        rows += [{} for _ in range(_SPARE_ROWS)]
        page = self._page(INDICATORS.name, INDICATORS.title)
        indicators = IndicatorSheet(page, self._pack, rows, funds, year)
        indicators.write(self._deductions())
        self._evidence()
        self._texts()
        self._sections()
        self._department()
        self._signatures()
        self.summary |= indicators.result(self._page(RESULT, "得分（自动计算）"))
        return basics

    def _table(self, sheet: Sheet, rows: Iterable[_Values], spare: int) -> tuple[Page, int]:
        """Write ROWS below the heads of SHEET with SPARE blank ones behind them; return the page and its last row."""
        page = self._page(sheet.name, sheet.title, insert_rows=True)
        page.heads(sheet.heads)
        filled = [*rows, *({} for _ in range(spare))]
        for row, values in enumerate(filled, FIRST_ROW):
            page.fill(row, sheet, values)
        last = FIRST_ROW + len(filled) - 1
        page.check_numbers(sheet, last)
        return page, last

    def _basics(self) -> tuple[Page, str]:
        """Write the sheet of labels; return it with the cell of the year."""
        page = self._page(BASICS, self._pack.title)
        page.sheet.set_column(0, 0, 24)
        page.sheet.set_column(1, 1, 60)
        years = {"validate": "integer", "criteria": "between", "minimum": 1990, "maximum": 2100}
        years["error_message"] = "请填四位数的年份，如 2024"
        year = ""
        for row, (label, kind, value) in enumerate(self._labelled(), FIRST_ROW):
            page.sheet.write_string(row, 0, label, self._looks.label)
            if label == PACK:
                page.sheet.write_string(row, 1, entry(value), self._looks.label)
                continue
            page.put(row, 1, kind, value, label)
            self.summary[label] = page.cell(row, 1)
            if label == SUBJECT:
                page.sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": list(SUBJECT_WORDS)})
            if label == YEAR:
                page.sheet.data_validation(row, 1, row, 1, years)
                year = page.cell(row, 1)
        return page, year

    def _labelled(self) -> Iterator[tuple[str, str, object]]:
        """Yield the labels of the first sheet with kind and value; some come only where there is a value."""
        given, department = self._evaluation, self._evaluation.department
        bought = department.procurement or Procurement()
        words = {value: word for word, value in SUBJECT_WORDS.items()}
        values: dict[str, tuple[str, object]] = {
            PACK: ("text", self._pack.id),
            SUBJECT: ("text", words[given.subject.value]),
            YEAR: ("number", given.year or self._only_year()),
            PLACE: ("text", given.place),
            DEPARTMENT: ("text", department.name),
            EDITION: ("text", given.edition),
            PROJECT: ("text", given.project),
            SUPERVISING: ("text", _or_left_blank(given.supervising)),
            IMPLEMENTING: ("text", _or_left_blank(given.implementing)),
            UNITS: ("count", department.units),
            BOUGHT_BEFORE: ("amount", bought.last_year),
            REPORTED: ("text", given.reported),
            RESPONSIBLE: ("text", given.responsible),
            POSTS: ("count", department.posts),
            STAFF: ("count", department.staff),
            PLANNED: ("amount", bought.planned),
            BOUGHT: ("amount", bought.actual),
            SMALL_FIRMS: ("amount", bought.for_small_firms),
            SAVINGS: ("text", department.saving_measures),
            TOTAL: ("points", given.total),
            GRADE: ("text", given.grade),
        }
        optional = {TOTAL, GRADE, REPORTED} | ({EDITION, SUPERVISING, IMPLEMENTING, UNITS} - self._asked())
        if not self._of_department():
            optional |= {BOUGHT_BEFORE, PLANNED, BOUGHT, SMALL_FIRMS, SAVINGS, POSTS, STAFF}
        for label in LABELS:
            kind, value = values[label]
            if value is not None or label not in optional:
                yield label, kind, value

    def _asked(self) -> set[str]:
        """Return the labels of what only some forms ask for, as far as a form of the subject does."""
        forms = [form for form in self._pack.forms if self._evaluation.subject in form.subjects]
        free = [form.head_for(self._evaluation.subject) for form in forms if form.indicator_columns]
        facts = {cell.fact for rows in free for row in rows for cell in row}
        asked = {_ASKED_FOR[fact] for fact in _ASKED_FOR if fact in facts}
        return asked | ({EDITION} if any(form.edition is not None for form in forms) else set())

    def _of_department(self) -> bool:
        """Tell whether form or report ask for what a department is and spends."""
        forms = (form for form in self._pack.forms if self._evaluation.subject in form.subjects)
        asked = any(not form.indicator_columns for form in forms)
        outlined = self._pack.outline_for(self._evaluation.subject) is not None
        return self._evaluation.subject is Subject.DEPARTMENT and (asked or outlined)

    def _only_year(self) -> int | None:
        """Return the year of a pack that is for one year; of several none may be taken for granted."""
        years = self._pack.years
        return years.first if years.first == years.last else None

    def _funds(self) -> dict[str, str]:
        """Write the fund table; return the cells of its total, by field."""
        form = next((form for form in self._pack.forms if form.fund_rows and form.indicator_columns), None)
        scored = ("年度资金总额",) if self._pack.execution is not None else ()
        names = form.fund_rows if form is not None else scored
        rows = list(self._evaluation.funds) or [FundRow(label=name, part=at > 0) for at, name in enumerate(names)]
        told = [_fields(row) | {"part": PART if row.part else WHOLE} for row in rows]
        page, last = self._table(FUNDS, told, _SPARE_LINES - 1)
        page.choose(FUNDS.column("part"), last, (WHOLE, PART))
        rate = FUNDS.column_called("执行率")
        for row in range(FIRST_ROW, last + 1):
            cells = {head.field: xl_rowcol_to_cell(row, at) for at, head in enumerate(FUNDS.heads) if head.field}
            rule = self._pack.execution
            budget = budget_cell(rule.denominator if rule is not None else Denominator.ADJUSTED, cells)
            amounts = f"AND(ISNUMBER({cells['executed']}),N({budget})>0)"
            page.sheet.write_formula(
                row, rate, f'=IF({amounts},{cells["executed"]}/{budget},"")', self._looks.percent, ""
            )
        chief = next((row for row in rows if row is self._evaluation.main_fund), None)
        at = next((at for at, row in enumerate(rows) if row is chief), 0)
        return {head.field: page.cell(FIRST_ROW + at, column) for column, head in enumerate(FUNDS.heads) if head.field}

    def _deductions(self) -> str | None:
        """Write the sheet of deductions where there are any, or rules that ask for them.

        Returns the template of three formulas, parted by ``|``: how many rows an indicator has there, by its
        ``{name}``, how many others of the same name have, and how many points the rows take off.
        """
        named = [each for each in referred_rows(self._evaluation.indicators) if each.row.deductions is not None]
        if not named and all(rule.method is not Method.DEDUCT for rule in self._pack.rules):
            return None
        rows: list[_Values] = []
        for each in named:
            told = [_fields(deduction) for deduction in each.row.deductions or ()]
            rows += [each.names | values for values in told or [{"reason": NO_DEDUCTION}]]
        page, last = self._table(DEDUCTIONS, rows, _SPARE_ROWS)
        name, points, cases = (page.column_range(DEDUCTIONS.column(field), last) for field in ("name", "each", "cases"))
        taken = f'SUMPRODUCT(({name}={{name}})*{points}*({cases}+({cases}="")))'
        return f'COUNTIF({name},{{name}})|COUNTIF({name},{{name}}&"（第*")|{taken}'

    def _evidence(self) -> None:
        rows = [
            each.names | _fields(paper)
            for each in referred_rows(self._evaluation.indicators)
            if not has_plain_evidence(each.row)
            for paper in each.row.evidence
        ]
        self._table(EVIDENCE, rows, _SPARE_ROWS)

    def _texts(self) -> None:
        self._table(TEXTS, _side_by_side(self._evaluation, ("problems", "measures")), _SPARE_ROWS)

    def _sections(self) -> None:
        """Write a row for each section of the report; a pack without an outline has no such sheet."""
        outline = self._pack.outline_for(self._evaluation.subject)
        titles = outline.sections if outline is not None else ()
        own = self._evaluation.sections
        if not titles and not own:
            return
        rows: list[_Values] = []
        for title in titles:
            here = [_section(section) for section in own if section.title == title]
            rows += here or [{"title": title}]
        rows += [_section(section) for section in own if section.title not in titles]
        page, last = self._table(SECTIONS, rows, _SPARE_LINES)
        page.choose(SECTIONS.column("alone"), last, (ALONE,))
        for row, values in enumerate(rows, FIRST_ROW):
            page.lock(row, SECTIONS.column("title"), entry(values["title"]))

    def _signatures(self) -> None:
        """Write what the line below the form is to say; without such a line there is no such sheet."""
        forms = [form for form in self._pack.forms if self._evaluation.subject in form.subjects]
        given = {each.label: each.value for each in self._evaluation.signatures}
        labels = dict.fromkeys((*(word for form in forms for word in form.signatures), *given))
        if labels:
            rows = [{"label": label, "value": given.get(label)} for label in labels]
            self._table(SIGNATURES, rows, _SPARE_LINES)

    def _department(self) -> None:
        """Write the sheets of what a department is and spends, where they are asked for or hold something."""
        department, asked = self._evaluation.department, self._of_department()
        if asked or department.functions or department.offices:
            offices = [_fields(office) for office in department.offices]
            self._table(OFFICES, _merged(_column("functions", department.functions), offices), _SPARE_LINES)
        lines = [row for word, name in LINE_KINDS.items() for row in _lines(word, getattr(department, name))]
        if asked or lines:
            spare = [{"kind": word, "level": 1} for word in LINE_KINDS for _ in range(_SPARE_LINES)] if asked else []
            page, last = self._table(LINES, [*lines, *spare], _SPARE_LINES)
            page.choose(LINES.column("kind"), last, tuple(LINE_KINDS))
        if asked or department.buildings:
            self._table(BUILDINGS, map(_fields, department.buildings), _SPARE_LINES)


def _fields(record: BaseModel) -> dict[str, object]:
    return {name: getattr(record, name) for name in type(record).model_fields}


def _or_left_blank(word: str | None) -> str | None:
    return LEFT_BLANK if word == "" else word


def _section(section: ReportSection) -> _Values:
    number = UNNUMBERED if section.number == "" else section.number
    return _fields(section) | {"alone": ALONE if section.alone else None, "number": number}


def _column(name: str, values: Sequence[str]) -> list[_Values]:
    return [{name: value} for value in values]


def _merged(*columns: Sequence[_Values]) -> Iterator[_Values]:
    """Yield rows that hold the records of several lists side by side."""
    for row in zip_longest(*columns, fillvalue={}):
        yield {name: value for values in row for name, value in values.items()}


def _side_by_side(evaluation: SelfEvaluation, names: Sequence[str]) -> Iterator[_Values]:
    return _merged(*(_column(name, getattr(evaluation, name)) for name in names))


def _lines(kind: str, lines: Sequence[BudgetLine], level: int = 1) -> Iterator[_Values]:
    for line in lines:
        yield _fields(line) | {"kind": kind, "level": level}
        yield from _lines(kind, line.parts, level + 1)
