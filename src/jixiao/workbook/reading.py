"""From a filled-in workbook back to the evaluation; every cell that cannot be used is named, all of them at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from jixiao.documents import Cell, Document
from jixiao.evaluations import (
    BudgetLine,
    Building,
    Department,
    FundRow,
    Mark,
    Office,
    OverallGoal,
    Procurement,
    ReportSection,
    SelfEvaluation,
    Signature,
    Subject,
)
from jixiao.workbook.cells import Faults, WorkbookError, text_of
from jixiao.workbook.grids import Book, kind_of, number_of, numbers_in, sheet_name
from jixiao.workbook.sheets import (
    ALONE,
    BASICS,
    BOUGHT,
    BOUGHT_BEFORE,
    BUILDINGS,
    DEPARTMENT,
    EDITION,
    FUNDS,
    GOALS,
    GRADE,
    IMPLEMENTING,
    LEFT_BLANK,
    LINE_KINDS,
    LINES,
    OFFICES,
    PACK,
    PART,
    PLACE,
    PLANNED,
    POSTS,
    PROJECT,
    REPORTED,
    RESPONSIBLE,
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
from jixiao.workbook.tree import read_indicators

_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def read_workbook(document: Document) -> tuple[SelfEvaluation, ...]:
    """Return the evaluations in the workbook that DOCUMENT is, in order.

    Raises :class:`WorkbookError` with all faults at once.
    """
    faults = Faults(document.source)
    numbers = numbers_in(document)
    if numbers != [""]:
        for table in document.tables():
            if kind_of(table) is not None and not number_of(table):
                faults.add_line(f"“{sheet_name(table)}”表看不出是第几份自评的，请把表名末尾的数字改回来。")
    evaluations = tuple(_Reading(Book(document, faults, number)).evaluation() for number in numbers)
    if faults.lines:
        raise WorkbookError("\n".join(faults.lines))
    return evaluations


class _Reading:
    """One workbook on its way to an evaluation."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._faults = book.faults
        self._basics = book.labelled()

    def evaluation(self) -> SelfEvaluation:
        """Return what was filled in; where a cell cannot be used its field stays blank."""
        return SelfEvaluation(
            subject=self._subject(),
            year=self._year(),
            place=self._word(PLACE),
            pack=self._word(PACK),
            source=self._faults.source,
            edition=self._word(EDITION),
            department=self._department(),
            project=self._word(PROJECT),
            supervising=self._unless_blank(SUPERVISING),
            implementing=self._unless_blank(IMPLEMENTING),
            responsible=self._word(RESPONSIBLE),
            funds=tuple(self._funds()),
            goals=tuple(OverallGoal.model_validate(values) for _, values in self._rows(GOALS)),
            indicators=read_indicators(self._book, self._word(PACK)),
            total=self._points(TOTAL),
            grade=self._word(GRADE),
            problems=tuple(str(each["problems"]) for _, each in self._rows(TEXTS) if "problems" in each),
            measures=tuple(str(each["measures"]) for _, each in self._rows(TEXTS) if "measures" in each),
            sections=tuple(self._sections()),
            signatures=tuple(self._signatures()),
            reported=self._word(REPORTED),
        )

    def _rows(self, sheet: Sheet) -> Iterator[tuple[dict[str, Cell], dict[str, object]]]:
        """Yield the rows of SHEET as cells and as values, by field; what is blank or cannot be used is left out."""
        reader = self._book.reader(sheet.name)
        for cells in self._book.records(sheet):
            if all(name in sheet.preset for name in cells):
                continue
            values = {name: reader.read(sheet.head(name).kind, sheet.head(name).title, cells[name]) for name in cells}
            yield cells, {name: value for name, value in values.items() if value is not None}

    def _word(self, label: str) -> str | None:
        return text_of(self._basics.get(label))

    def _unless_blank(self, label: str) -> str | None:
        """Return the words beside LABEL; empty ones for a box of the form that is to stay blank."""
        word = self._word(label)
        return "" if word == LEFT_BLANK else word

    def _entry(self, label: str, kind: str) -> Decimal | Mark | None:
        cell = self._basics.get(label)
        if cell is None or text_of(cell) is None:
            return None
        return self._book.reader(BASICS).entry(kind, cell)

    def _points(self, label: str) -> Decimal | None:
        cell = self._basics.get(label)
        return self._book.reader(BASICS).points(label, cell) if cell is not None and text_of(cell) else None

    def _subject(self) -> Subject:
        cell, word = self._basics.get(SUBJECT), self._word(SUBJECT) or ""
        if word in SUBJECT_WORDS:
            return Subject(SUBJECT_WORDS[word])
        if cell is not None:
            self._faults.add(self._book.name_of(BASICS), cell, f"{SUBJECT}只能选 {'、'.join(SUBJECT_WORDS)}")
        elif self._basics:
            name = self._book.name_of(BASICS)
            self._faults.add_line(f"“{name}”表没有“{SUBJECT}”一行，请不要删改左边的名称。")
        return Subject.PROJECT

    def _year(self) -> int | None:
        cell = self._basics.get(YEAR)
        text = "".join((self._word(YEAR) or "").split()).removesuffix("年度").removesuffix("年")
        if not text or cell is None:
            return None
        if text.isdecimal() and _FIRST_YEAR <= int(text) <= _LAST_YEAR:
            return int(text)
        self._faults.add(self._book.name_of(BASICS), cell, f"{YEAR}应是四位数的年份，如 2024")
        return None

    def _department(self) -> Department:
        functions: list[str] = []
        offices: list[Office] = []
        for cells, values in self._rows(OFFICES):
            if "functions" in values:
                functions.append(str(values.pop("functions")))
            if "name" in values:
                offices.append(Office.model_validate(values))
            elif values:
                self._nameless(OFFICES, cells, "机构名称")
        lines = self._lines()
        return Department(
            name=self._word(DEPARTMENT),
            functions=tuple(functions),
            offices=tuple(offices),
            units=self._entry(UNITS, "count"),
            posts=self._entry(POSTS, "count"),
            staff=self._entry(STAFF, "count"),
            by_nature=lines["by_nature"],
            by_source=lines["by_source"],
            three_public=lines["three_public"],
            operating=lines["operating"],
            projects=lines["projects"],
            procurement=self._procurement(),
            buildings=tuple(self._buildings()),
            saving_measures=self._word(SAVINGS),
        )

    def _nameless(self, sheet: Sheet, cells: Mapping[str, Cell], what: str) -> None:
        cell = next(cell for name, cell in cells.items() if name not in sheet.preset)
        self._faults.add(self._book.name_of(sheet.name), cell, f"这一行没有写{what}")

    def _procurement(self) -> Procurement | None:
        labels = {"last_year": BOUGHT_BEFORE, "planned": PLANNED, "actual": BOUGHT, "for_small_firms": SMALL_FIRMS}
        entries = {name: self._entry(label, "amount") for name, label in labels.items()}
        filled = any(value is not None for value in entries.values())
        return Procurement.model_validate(entries) if filled else None

    def _buildings(self) -> Iterator[Building]:
        for _, values in self._rows(BUILDINGS):
            yield Building.model_validate({"name": "", **values})

    def _funds(self) -> Iterator[FundRow]:
        for at, (cells, values) in enumerate(self._rows(FUNDS)):
            if "label" not in values:
                self._nameless(FUNDS, cells, "资金来源")
                continue
            part = values.get("part")
            if part not in (None, WHOLE, PART):
                self._faults.add(self._book.name_of(FUNDS.name), cells["part"], f"只能选 {WHOLE}、{PART}")
            # Where nothing is chosen the total stands first.
            values["part"] = at > 0 if part is None else part == PART
            place = self._book.sheets[FUNDS.name].row_place_of(cells["label"])
            yield FundRow.model_validate({**values, "place": place})

    def _sections(self) -> Iterator[ReportSection]:
        for cells, values in self._rows(SECTIONS):
            alone, number = values.pop("alone", None), values.get("number")
            if alone not in (None, ALONE, "否"):
                self._faults.add(self._book.name_of(SECTIONS.name), cells["alone"], f"选“{ALONE}”，不是的空着")
            if "title" in values:
                values["number"] = "" if number == UNNUMBERED else number
                yield ReportSection.model_validate({"text": "", **values, "alone": alone == ALONE})
            else:
                self._nameless(SECTIONS, cells, "章节的名称")

    def _signatures(self) -> Iterator[Signature]:
        for cells, values in self._rows(SIGNATURES):
            if "label" in values:
                yield Signature.model_validate(values)
            else:
                self._nameless(SIGNATURES, cells, "栏目")

    def _lines(self) -> Mapping[str, tuple[BudgetLine, ...]]:
        """Return the lists of money of the department; a row of a lower level is a part of the row above it."""
        found: dict[str, list[_Line]] = {name: [] for name in LINE_KINDS.values()}
        kind = ""
        for cells, values in self._rows(LINES):
            kind = str(values.pop("kind", kind))
            level = values.pop("level", 1)
            if "label" not in values:
                self._nameless(LINES, cells, "名称")
            elif kind not in LINE_KINDS:
                cell = cells.get("kind", cells["label"])
                self._faults.add(self._book.name_of(LINES.name), cell, f"类别只能选 {'、'.join(LINE_KINDS)}")
            elif not _put(found[LINE_KINDS[kind]], values, int(str(level))):
                cell = cells.get("level", cells["label"])
                self._faults.add(self._book.name_of(LINES.name), cell, f"上面没有层级{int(str(level)) - 1}的经费")
        return {name: tuple(line.finished() for line in lines) for name, lines in found.items()}


class _Line:
    """A line of money while its parts are still to come."""

    def __init__(self, values: dict[str, object]) -> None:
        self.values = values
        self.parts: list[_Line] = []

    def finished(self) -> BudgetLine:
        """Return the line with its parts."""
        return BudgetLine.model_validate({**self.values, "parts": tuple(part.finished() for part in self.parts)})


def _put(lines: list[_Line], values: dict[str, object], level: int) -> bool:
    """Put a line at LEVEL, from 1, behind LINES; ``False`` where there is no line that it could be a part of."""
    for _ in range(level - 1):
        if not lines:
            return False
        lines = lines[-1].parts
    lines.append(_Line(values))
    return True
