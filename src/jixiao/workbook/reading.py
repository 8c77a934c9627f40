"""From a filled-in workbook back to the evaluation; every cell that cannot be used is named, all of them at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jixiao.documents import Cell, Document, Table
from jixiao.evaluations import (
    Attainment,
    Department,
    EvidenceReference,
    FundRow,
    IndicatorRow,
    Mark,
    OverallGoal,
    ReportSection,
    SelfEvaluation,
    Subject,
)
from jixiao.quantities import parse_number
from jixiao.workbook.sheets import (
    BASICS,
    DATE_NATURE,
    DEPARTMENT,
    FUND_HEADS,
    FUNDS,
    GOAL_HEADS,
    GOALS,
    INDICATOR_HEADS,
    INDICATORS,
    PACK,
    PLACE,
    POSTS,
    PROJECT,
    SECTION_HEADS,
    SECTIONS,
    STAFF,
    SUBJECT,
    SUBJECT_WORDS,
    TEXT_HEADS,
    TEXTS,
    WORDS_NATURE,
    YEAR,
    Head,
)

_NEEDED = frozenset({BASICS, FUNDS, INDICATORS})
_AMOUNTS = ("initial", "adjusted", "arrived", "executed")
_SIGNS = {"＞": ">", "＜": "<"}


class WorkbookError(Exception):
    """Cells of a workbook that cannot be used: one line each, with file, sheet, cell and what to do."""


@dataclass
class _Faults:
    """The faults found so far; reading goes on after each."""

    source: str
    lines: list[str] = field(default_factory=list)

    def add(self, sheet: str, cell: Cell, told: str) -> None:
        """Note that CELL of SHEET is wrong."""
        place = f"{_letters(cell.column)}{cell.row + 1}"
        self.lines.append(f"{self.source}“{sheet}”表{place}：{told}，现在写的是“{cell.text.strip()}”。")


def is_workbook(document: Document) -> bool:
    """Tell whether DOCUMENT is a fill-in workbook: it has the sheets of one."""
    return document.format == "xlsx" and {_sheet_name(table) for table in document.tables()} >= _NEEDED


def read_workbook(document: Document) -> SelfEvaluation:
    """Return the evaluation in the workbook that DOCUMENT is. Raises :class:`WorkbookError` with all faults at once."""
    sheets = {_sheet_name(table): table for table in document.tables()}
    faults = _Faults(document.source)
    basics = _labelled(sheets[BASICS])
    evaluation = SelfEvaluation(
        subject=_subject(basics, faults),
        year=_year(basics, faults),
        place=_text(basics.get(PLACE)),
        pack=_text(basics.get(PACK)),
        source=document.source,
        department=Department(
            name=_text(basics.get(DEPARTMENT)),
            posts=_amount(basics.get(POSTS), BASICS, faults),
            staff=_amount(basics.get(STAFF), BASICS, faults),
        ),
        project=_text(basics.get(PROJECT)),
        funds=tuple(_funds(sheets[FUNDS], faults)),
        goals=tuple(_goals(sheets.get(GOALS))),
        indicators=_tree(sheets[INDICATORS], faults),
        problems=_texts(sheets.get(TEXTS), "problems"),
        measures=_texts(sheets.get(TEXTS), "measures"),
        sections=tuple(_sections(sheets.get(SECTIONS))),
    )
    if faults.lines:
        raise WorkbookError("\n".join(faults.lines))
    return evaluation


def _sheet_name(table: Table) -> str:
    """Return the name of the sheet that TABLE stands on: the words in the brackets of ``表3（资金）``."""
    return table.place.partition("（")[2].removesuffix("）")


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _text(cell: Cell | None) -> str | None:
    return (cell.text.strip() or None) if cell is not None else None


def _labelled(table: Table) -> dict[str, Cell]:
    """Return the cells beside the labels of the first sheet."""
    found: dict[str, Cell] = {}
    for row in table.by_row():
        if len(row) >= 2 and row[0].text.strip():
            found[row[0].text.strip()] = row[1]
    return found


def _records(table: Table, heads: Sequence[Head]) -> Iterator[dict[str, Cell]]:
    """Yield the rows below the heads as cells by field; rows in which nothing was filled in are left out."""
    titles = {head.title: head for head in heads}
    columns: dict[int, Head] = {}
    for row in table.by_row():
        if not columns:
            named = {cell.column: titles[cell.text.strip()] for cell in row if cell.text.strip() in titles}
            columns = named if len(named) >= 2 else {}
            continue
        cells = {
            columns[cell.column].field: cell
            for cell in row
            if cell.column in columns and columns[cell.column].field and cell.text.strip()
        }
        if cells:
            yield cells


def _subject(basics: Mapping[str, Cell], faults: _Faults) -> Subject:
    cell = basics.get(SUBJECT)
    word = _text(cell) or ""
    if word in SUBJECT_WORDS:
        return Subject(SUBJECT_WORDS[word])
    if cell is not None:
        faults.add(BASICS, cell, f"{SUBJECT}只能选 {'、'.join(SUBJECT_WORDS)}")
    else:
        faults.lines.append(f"{faults.source}“{BASICS}”表没有“{SUBJECT}”一行，请不要删改左边的名称。")
    return Subject.PROJECT


def _year(basics: Mapping[str, Cell], faults: _Faults) -> int | None:
    cell = basics.get(YEAR)
    text = (_text(cell) or "").removesuffix("年度").removesuffix("年")
    if not text or cell is None:
        return None
    if text.isdecimal() and 1990 <= int(text) <= 2100:
        return int(text)
    faults.add(BASICS, cell, f"{YEAR}应是四位数的年份，如 2024")
    return None


def _amount(cell: Cell | None, sheet: str, faults: _Faults) -> Decimal | Mark | None:
    text = _text(cell)
    if cell is None or text is None:
        return None
    if text in set(Mark):
        return Mark(text)
    number = parse_number(text)
    if number is None:
        faults.add(sheet, cell, "应是数，或者“—”“无”“不适用”")
        return None
    return number[0]


def _number(cell: Cell | None, sheet: str, what: str, faults: _Faults) -> Decimal | None:
    text = _text(cell)
    if cell is None or text is None:
        return None
    number = parse_number(text)
    if number is None or number[0] < 0:
        faults.add(sheet, cell, f"{what}应是不小于0的数")
        return None
    return number[0]


def _funds(table: Table, faults: _Faults) -> Iterator[FundRow]:
    for at, cells in enumerate(_records(table, FUND_HEADS)):
        amounts = {name: _amount(cells.get(name), FUNDS, faults) for name in _AMOUNTS}
        if all(value is None for value in amounts.values()):
            continue
        label = _text(cells.get("label"))
        if label is None:
            faults.add(FUNDS, next(iter(cells.values())), "这一行没有写资金来源")
            continue
        place = table.row_place_of(cells["label"])
        score = _number(cells.get("score"), FUNDS, "评定得分", faults)
        reason = _text(cells.get("reason"))
        yield FundRow(label=label, part=at > 0, score=score, reason=reason, place=place, **amounts)


def _goals(table: Table | None) -> Iterator[OverallGoal]:
    for cells in _records(table, GOAL_HEADS) if table is not None else ():
        yield OverallGoal(expected=_text(cells.get("expected")), reached=_text(cells.get("reached")))


def _texts(table: Table | None, name: str) -> tuple[str, ...]:
    if table is None:
        return ()
    return tuple(text for cells in _records(table, TEXT_HEADS) if (text := _text(cells.get(name))) is not None)


def _sections(table: Table | None) -> Iterator[ReportSection]:
    for cells in _records(table, SECTION_HEADS) if table is not None else ():
        title, text = _text(cells.get("title")), _text(cells.get("text"))
        if title is not None and text is not None:
            yield ReportSection(title=title, text=text)


def _tree(table: Table, faults: _Faults) -> tuple[IndicatorRow, ...]:
    """Build the tree from rows that name their levels; a level left blank is that of the row above."""
    tops: dict[str, dict[str, list[IndicatorRow]]] = {}
    dimension = category = ""
    for cells in _records(table, INDICATOR_HEADS):
        if _text(cells.get("dimension")) is not None:
            dimension, category = _text(cells["dimension"]) or "", _text(cells.get("category")) or ""
        category = _text(cells.get("category")) or category
        if _text(cells.get("name")) is None:
            _refuse_nameless(cells, faults)
            continue
        tops.setdefault(dimension, {}).setdefault(category, []).append(_indicator(table, cells, faults))
    return tuple(row for name, groups in tops.items() for row in _dimension(name, groups))


def _refuse_nameless(cells: Mapping[str, Cell], faults: _Faults) -> None:
    filled = [cell for name, cell in cells.items() if name not in ("dimension", "category", "nature", "weight")]
    if filled:
        faults.add(INDICATORS, filled[0], "这一行没有写三级指标的名称")


def _dimension(name: str, groups: Mapping[str, list[IndicatorRow]]) -> Iterator[IndicatorRow]:
    children = tuple(
        row
        for category, rows in groups.items()
        for row in ((IndicatorRow(name=category, children=tuple(rows)),) if category else rows)
    )
    if not name:
        yield from children
        return
    leaves = [leaf.weight for child in children for leaf in child.leaves()]
    known = [weight for weight in leaves if weight is not None]
    weight = sum(known, Decimal(0)) if len(known) == len(leaves) else None
    yield IndicatorRow(name=name, weight=weight, children=children)


def _indicator(table: Table, cells: Mapping[str, Cell], faults: _Faults) -> IndicatorRow:
    nature = _text(cells.get("nature"))
    words = nature in (DATE_NATURE, WORDS_NATURE)
    return IndicatorRow(
        name=_text(cells["name"]) or "",
        weight=_number(cells.get("weight"), INDICATORS, "分值", faults),
        nature=None if words or nature is None else _SIGNS.get(nature, nature),
        target=_text(cells.get("target")),
        unit=None if words else _text(cells.get("unit")),
        actual=_text(cells.get("actual")),
        last_year=_text(cells.get("last_year")),
        attainment=_attainment(cells.get("attainment"), faults),
        score=_number(cells.get("score"), INDICATORS, "评定得分", faults),
        reason=_text(cells.get("reason")),
        measure=_text(cells.get("measure")),
        evidence=tuple(_evidence(cells.get("evidence"))),
        place=table.row_place_of(cells["name"]),
    )


def _attainment(cell: Cell | None, faults: _Faults) -> Attainment | None:
    text = _text(cell)
    if cell is None or text is None:
        return None
    if text in set(Attainment):
        return Attainment(text)
    faults.add(INDICATORS, cell, f"达成程度只能选 {'、'.join(Attainment)}")
    return None


def _evidence(cell: Cell | None) -> Iterator[EvidenceReference]:
    for title in (_text(cell) or "").replace(";", "；").split("；"):
        if title.strip():
            yield EvidenceReference(title=title.strip())
