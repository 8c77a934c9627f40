"""Tables exported from a finance system: what stands where is told by the heads, in whatever order they come.

Codes, units and departments may stand before the names, heads may take two lines, cells may be merged, and amounts
may be in 元 or 万元; they are given in 万元, converted exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jixiao.documents import Cell, Document, Layout, Table
from jixiao.evaluations import BudgetLine
from jixiao.quantities import EXACT, parse_number, parse_quantity
from jixiao.recognition.passages import clean_text

_SCALES = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_TEN_THOUSAND = Decimal(10_000)
_AMOUNTS = (
    ("", re.compile(r"率|比例|余额|结余|占比|增减|增幅")),
    ("last_year", re.compile(r"^上(?:一)?年.*(?:决算|执行|支出)|^上年数")),
    ("initial", re.compile(r"年初.*(?:预算|批复|安排)|年初数|批复数")),
    (
        "adjusted",
        re.compile(r"调整(?:后)?.{0,2}预算|预算调整后|全年预算|调整后|指标(?:金额|数)|预算(?:金额|数|指标)$|可用指标"),
    ),
    (
        "executed",
        re.compile(r"执行(?:数|金额)|(?:累计|实际|本年)?(?:支出|支付)(?:数|金额|合计)?$|已(?:支付|支出|执行)|决算"),
    ),
)
# The name of the thing comes before that of its department, which comes before any other column of names.
_NAMES = (
    re.compile(r"^(?:项目|资金|支出项目|经费)(?:支出)?(?:名称|项目|来源)$|^预算项目|^项目$|^资金来源|^经费项目"),
    re.compile(r"(?:科目|指标|功能分类|经济分类|摘要|名目).*名称$|^(?:支出功能分类)?科目$|^名称$"),
    re.compile(r"名称$"),
)
_OWNER = re.compile(r"(?:单位|部门|机构)(?:名称)?$")
_CODE_HEAD = re.compile(r"编码|代码|编号|序号")
_CODE = re.compile(r"^[A-Za-z]{0,4}\d{3,}(?:[A-Za-z0-9]*)(?:[-—_、.:： ]+|(?=[\u4e00-\u9fff]))")
_TOTAL = re.compile(r"^(?:合计|总计|小计|总额|本页小计|年度资金总额)[：:]?$")
_UNIT = re.compile(r"(?:单位|计量单位|金额单位)[：:]?(亿元|万元|元)|[（(](亿元|万元|元)[)）]")
_YEAR = re.compile(r"(20\d\d)年")
_HEADS_WITHIN = 12


@dataclass(frozen=True, slots=True)
class FinanceTable:
    """A table of money: a line for each named row, in 万元, its total where it has one, and what was found beside.

    ``unit`` is that in which the table prints its amounts; ``faults`` say what could not be taken, and why.
    """

    place: str
    unit: str
    year: int | None
    department: str | None
    lines: tuple[BudgetLine, ...]
    total: BudgetLine | None
    faults: tuple[str, ...] = ()


def finance_tables(document: Document) -> tuple[FinanceTable, ...]:
    """Return the tables of money in DOCUMENT; others are left out."""
    found = (_read(table, _before(document, table)) for table in document.tables() if table.layout is not Layout.FLAT)
    return tuple(table for table in found if table is not None)


def _before(document: Document, table: Table) -> str:
    """Return the words shortly before TABLE, among which its title and its unit may stand."""
    return document.text[max(0, table.span.start - 200) : table.span.start]


@dataclass(frozen=True, slots=True)
class _Heads:
    """Where the heads of a table end, and which column holds what."""

    last: int
    name: int
    owner: int | None
    amounts: dict[int, str]
    units: dict[int, str]


def _read(table: Table, before: str) -> FinanceTable | None:
    rows = [row for row in _covered(table) if any(row.values())]
    heads = _find_heads(rows)
    if heads is None:
        return None
    above = before + " ".join(text for row in rows[: heads.last + 1] for text in dict.fromkeys(row.values()))
    told = _UNIT.search(above)
    unit = next(iter(heads.units.values()), "") or ((told[1] or told[2]) if told else "")
    year = _YEAR.search(above)
    body = rows[heads.last + 1 :]
    owner = next((row[heads.owner] for row in body if heads.owner is not None and row.get(heads.owner)), None)
    empty = FinanceTable(table.place, unit, int(year[1]) if year else None, owner, (), None)
    if not unit:
        return replace(empty, faults=(f"{table.place}没有写金额单位，请在表上方写“单位：元”或“单位：万元”",))
    return _filled(empty, body, heads)


def _filled(table: FinanceTable, body: Sequence[dict[int, str]], heads: _Heads) -> FinanceTable:
    lines: list[BudgetLine] = []
    faults: list[str] = []
    total = None
    for row in body:
        words = [text for at, text in row.items() if at not in heads.amounts]
        name = row.get(heads.name, "")
        summed = next((text for text in words if _TOTAL.match(text)), None)
        label = summed or _CODE.sub("", name)
        amounts = dict(_amounts(row, heads, table.unit, label, faults))
        if not label or not any(value is not None for value in amounts.values()):
            continue
        line = BudgetLine.model_validate({"label": label, **amounts})
        if summed is None:
            lines.append(line)
        elif total is None or summed != "小计":
            total = line
    return replace(table, lines=tuple(lines), total=total, faults=tuple(faults))


def _amounts(
    row: dict[int, str], heads: _Heads, unit: str, label: str, faults: list[str]
) -> Iterator[tuple[str, Decimal | None]]:
    for at, name in heads.amounts.items():
        text = row.get(at, "")
        if not text or text in "—-/":
            continue
        amount = in_ten_thousands(text, heads.units.get(at, unit))
        if amount is None:
            faults.append(f"“{label}”的“{text}”不是金额")
        yield name, amount


def in_ten_thousands(text: str, unit: str) -> Decimal | None:
    """Return an amount in 万元: 17073100 under 元 is 1707.31, to the last cent."""
    number = parse_number(text)
    if number is not None:
        return number[0] if unit == "万元" else _plain(EXACT.divide(number[0] * _SCALES[unit], _TEN_THOUSAND))
    quantity = parse_quantity(text)
    if quantity is None or quantity.unit != "元":
        return None
    return _plain(EXACT.divide(quantity.value, _TEN_THOUSAND))


def _plain(amount: Decimal) -> Decimal:
    """Return AMOUNT without the zeros at its end that come from dividing."""
    shown = amount.normalize()
    return shown if shown.as_tuple().exponent in range(-20, 1) else Decimal(f"{amount:f}")


def _find_heads(rows: Sequence[dict[int, str]]) -> _Heads | None:
    """Return the heads: the row that names most amounts, with the row below it where that spells out more."""
    best: _Heads | None = None
    for at, row in enumerate(rows[:_HEADS_WITHIN]):
        headed = any(map(_kind, row.values())) and at + 1 < len(rows) and not _holds_numbers(rows[at + 1])
        below = rows[at + 1] if headed else {}
        for last, words in ((at, row), *(((at + 1, _joined(row, below)),) if below else ())):
            heads = _heads(last, words)
            # Of one row of heads and the same with the words below it, the fuller one tells more of the names.
            fuller = best is not None and last == best.last + 1 == at + 1
            if heads is not None and (best is None or len(heads.amounts) + fuller > len(best.amounts)):
                best = heads
    return best


def _kind(head: str) -> str:
    """Return which amount stands under HEAD; an empty text where none does."""
    bare = _UNIT.sub("", head)
    return next((name for name, pattern in _AMOUNTS if pattern.search(bare)), "")


def _heads(last: int, words: dict[int, str]) -> _Heads | None:
    amounts: dict[int, str] = {}
    units: dict[int, str] = {}
    for at, text in words.items():
        kind = _kind(text)
        if kind and kind not in amounts.values():
            amounts[at] = kind
            told = _UNIT.search(text)
            if told is not None:
                units[at] = told[1] or told[2]
    free = {at: text for at, text in words.items() if at not in amounts and not _CODE_HEAD.search(text)}
    owner = next((at for at, text in free.items() if _OWNER.search(text.removesuffix("名称"))), None)
    names = [at for pattern in _NAMES for at, text in free.items() if at != owner and pattern.search(text)]
    if not names or not {"adjusted", "executed", "initial"} & set(amounts.values()):
        return None
    return _Heads(last, names[0], owner, amounts, units)


def _joined(upper: dict[int, str], lower: dict[int, str]) -> dict[int, str]:
    """Return two lines of heads as one: below a head that spans several columns, the lower words come first."""
    wide = [text for text in set(upper.values()) if list(upper.values()).count(text) > 1]
    joined = dict(upper)
    for at, text in lower.items():
        if text:
            joined[at] = text if upper.get(at) in wide else upper.get(at, "") or text
    return joined


def _holds_numbers(row: dict[int, str]) -> bool:
    return any(parse_number(text) is not None for text in row.values())


def _covered(table: Table) -> list[dict[int, str]]:
    """Return the rows of TABLE as text by column; a merged cell counts in every row and column that it covers."""
    rows: list[dict[int, str]] = [{} for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            for column in range(cell.column, cell.column + cell.column_span):
                rows[row][column] = _words(cell)
    return rows


def _words(cell: Cell) -> str:
    return clean_text(cell.text).strip()
