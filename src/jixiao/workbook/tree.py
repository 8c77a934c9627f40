"""The rows of the sheet of indicators as a tree, with the deductions and the evidence from the sheets beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from jixiao.documents import Cell
from jixiao.evaluations import Attainment, Deduction, EvidenceReference, IndicatorRow, Mark
from jixiao.quantities import find_dates, stated_target
from jixiao.workbook.cells import text_of
from jixiao.workbook.grids import Book
from jixiao.workbook.levels import Levels
from jixiao.workbook.sheets import (
    CORE,
    DATE_NATURE,
    DEDUCTIONS,
    EVIDENCE,
    INDICATORS,
    LEVEL,
    NO_DEDUCTION,
    NO_LEVEL,
    Sheet,
)

_SIGNS = {"＞": ">", "＜": "<", "≥": "≥", "≤": "≤", "=": "="}
_NAMES = ("dimension", "category", "name")
_WHICH = re.compile(r"(.+)（第([2-9]|[1-9]\d)个）")


@dataclass
class _Node:
    """A node while the rows below it are still to come; ``path`` are the three columns of names that lead to it."""

    path: tuple[str, str, str]
    values: dict[str, object] = field(default_factory=dict)
    children: list[_Node] = field(default_factory=list)
    leaf: bool = False
    told: bool = False
    place: str | None = None
    evidence: list[EvidenceReference] = field(default_factory=list)
    deductions: list[Deduction] | None = None

    @property
    def name(self) -> str:
        """The name of the node itself."""
        return self.path[2] if self.leaf else self.path[1] or self.path[0]

    @property
    def holds(self) -> bool:
        """Tell whether it is an indicator or has any below it: a level whose rows are still empty is nothing yet."""
        return self.leaf or any(child.holds for child in self.children)

    def walk(self) -> Iterator[_Node]:
        """Yield the node and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def finished(self) -> IndicatorRow:
        """Return the node with all below it; a dimension of which nothing is told is worth what its rows are."""
        children = tuple(child.finished() for child in self.children if child.holds)
        if not self.leaf and not self.told and not self.path[1]:
            self.values["weight"] = _sum_of(children)
        return IndicatorRow.model_validate(
            {
                **self.values,
                "name": self.name,
                "place": self.place,
                "children": children,
                "evidence": tuple(self.evidence),
                "deductions": None if self.deductions is None else tuple(self.deductions),
            }
        )


_Attach = Callable[[_Node, Mapping[str, Cell], dict[str, object]], None]


def read_indicators(book: Book, pack: str | None) -> tuple[IndicatorRow, ...]:
    """Return the tree of indicators; PACK is the id of the rules whose names of levels it is compared with."""
    tree = _Tree(book, Levels(book, pack))
    tree.read()
    return tuple(node.finished() for node in tree.tops if node.holds)


class _Tree:
    """The tree while its rows are read."""

    def __init__(self, book: Book, levels: Levels) -> None:
        self.tops: list[_Node] = []
        self._book = book
        self._reader = book.reader(INDICATORS.name)
        self._levels = levels
        self._cells: dict[int, Cell] = {}

    def read(self) -> None:
        """Read the rows of all three sheets."""
        dimension = category = ""
        for cells in self._book.records(INDICATORS):
            self._levels.check(cells)
            above = text_of(cells.get("dimension"))
            if above is not None:
                dimension, category = above, ""
            category = text_of(cells.get("category")) or category
            if any(name not in INDICATORS.preset for name in cells):
                self._row("" if dimension == NO_LEVEL else dimension, category, cells)
        self._attach(DEDUCTIONS, self._deduct)
        self._attach(EVIDENCE, self._prove)

    def _row(self, dimension: str, category: str, cells: Mapping[str, Cell]) -> None:
        name = text_of(cells.get("name"))
        if name is None:
            cell = next(cell for key, cell in cells.items() if key not in INDICATORS.preset)
            self._fault(cell, "这一行没有写三级指标的名称")
            return
        values = self._values(cells)
        place = self._book.sheets[INDICATORS.name].row_place_of(cells["name"])
        if name == LEVEL and dimension:
            self._level(dimension, category, cells, values, place)
            return
        above = self._above(dimension, category)
        double = next((node for node in above if node.leaf and (node.name, node.values) == (name, values)), None)
        if double is not None:
            other = self._cells[id(double)]
            self._fault(cells["name"], f"与第{other.row + 1}行的指标完全相同，请删去一行")
        leaf = _Node((dimension, category, name), values, leaf=True, place=place)
        leaf.evidence += _titles(cells.get("evidence"))
        self._cells[id(leaf)] = cells["name"]
        above.append(leaf)

    def _level(
        self, dimension: str, category: str, cells: Mapping[str, Cell], values: dict[str, object], place: str
    ) -> None:
        """Take what a row tells of the level above the indicators."""
        node = _inner(self.tops, (dimension, "", LEVEL))
        if category:
            node = _inner(node.children, (dimension, category, LEVEL))
        if node.told:
            # A second one begins another level of the same name.
            node = _Node(node.path)
            (_inner(self.tops, (dimension, "", LEVEL)).children if category else self.tops).append(node)
        node.values, node.told, node.place = values, True, place
        node.evidence += _titles(cells.get("evidence"))

    def _above(self, dimension: str, category: str) -> list[_Node]:
        """Return the nodes among which an indicator belongs."""
        nodes = self.tops
        if dimension:
            nodes = _inner(nodes, (dimension, "", LEVEL)).children
        if category:
            nodes = _inner(nodes, (dimension, category, LEVEL)).children
        return nodes

    def _values(self, cells: Mapping[str, Cell]) -> dict[str, object]:
        fields = [head for head in INDICATORS.heads if head.field not in (*_NAMES, "", "evidence")]
        values = {head.field: self._reader.read(head.kind, head.title, cells.get(head.field)) for head in fields}
        values["nature"] = _nature(text_of(cells.get("nature")))
        values["attainment"] = self._attainment(cells.get("attainment"))
        values["core"] = self._core(cells.get("core"))
        weight, score = values["weight"], values["score"]
        if isinstance(weight, Decimal) and isinstance(score, Decimal) and score > weight:
            self._fault(cells["score"], f"得分超过了分值{weight:f}")
        self._measured(cells)
        return values

    def _measured(self, cells: Mapping[str, Cell]) -> None:
        """Refuse words and dates beside a sign that asks for a number."""
        nature, unit = text_of(cells.get("nature")) or "", text_of(cells.get("unit")) or ""
        target, actual = text_of(cells.get("target")), text_of(cells.get("actual"))
        if nature not in _SIGNS:
            return
        if target is not None and nature != "=" and _is_no_number(target):
            self._fault(cells["target"], _due("指标值", nature, target))
        aim = stated_target(target, _SIGNS[nature], unit).quantity if target is not None else None
        if actual is not None and aim is not None and _is_no_number(actual):
            self._fault(cells["actual"], _due("实际完成值", nature, actual))

    def _attainment(self, cell: Cell | None) -> Attainment | None:
        text = text_of(cell)
        if cell is None or text is None or text in set(Attainment):
            return Attainment(text) if text is not None else None
        self._fault(cell, f"达成程度只能选 {'、'.join(Attainment)}")
        return None

    def _core(self, cell: Cell | None) -> bool:
        text = text_of(cell)
        if cell is not None and text not in (None, CORE, "否"):
            self._fault(cell, f"核心指标选“{CORE}”，不是的空着")
        return text == CORE

    def _fault(self, cell: Cell, told: str) -> None:
        self._book.faults.add(self._book.name_of(INDICATORS.name), cell, told)

    def _attach(self, sheet: Sheet, attach: _Attach) -> None:
        """Give the rows of SHEET to the indicators that they name; one that names none belongs to that above."""
        node: _Node | None = None
        reader = self._book.reader(sheet.name)
        for cells in self._book.records(sheet):
            name = text_of(cells.get("name"))
            if name is not None:
                node = self._named(sheet, cells, name)
            if all(key in _NAMES for key in cells):
                continue
            if name is None and node is None:
                cell = next(iter(cells.values()))
                self._book.faults.add(self._book.name_of(sheet.name), cell, "这一行没有写是哪个三级指标的")
            values = {
                head.field: reader.read(head.kind, head.title, cells.get(head.field))
                for head in sheet.heads
                if head.field and head.field not in _NAMES
            }
            if node is not None:
                attach(node, cells, values)

    def _named(self, sheet: Sheet, cells: Mapping[str, Cell], name: str) -> _Node | None:
        above = text_of(cells.get("dimension")), text_of(cells.get("category"))
        wanted = tuple("" if each == NO_LEVEL else each for each in above)
        found = self._called(name, wanted)
        if name == LEVEL:
            found = [node for node in found if node.path[1] == (wanted[1] or "")]
        which = _WHICH.fullmatch(name)
        if not found and which is not None:
            same = self._called(which[1], wanted)
            found = same[int(which[2]) - 1 : int(which[2])]
        elif len(found) > 1 and len({node.path for node in found}) == 1:
            # Of several with the very same names the first is meant, unless the number of another stands behind.
            found = found[:1]
        if len(found) == 1:
            return found[0]
        told = "“指标”表里没有这个指标，请照“指标”表写" if not found else "同名的指标不止一个，请写上一级、二级指标"
        self._book.faults.add(self._book.name_of(sheet.name), cells["name"], told)
        return None

    def _called(self, name: str, above: tuple[str | None, ...]) -> list[_Node]:
        """Return the nodes with this name, below the levels that are told."""
        return [
            node
            for top in self.tops
            for node in top.walk()
            if node.path[2] == name
            and (above[0] is None or node.path[0] == above[0])
            and (above[1] is None or node.path[1] == above[1])
        ]

    def _deduct(self, node: _Node, cells: Mapping[str, Cell], values: dict[str, object]) -> None:
        node.deductions = node.deductions or []
        name = self._book.name_of(DEDUCTIONS.name)
        cases = values["cases"]
        if values["reason"] == NO_DEDUCTION and values["each"] is None:
            return
        if values["reason"] is None or values["each"] is None:
            told = "没有写扣分事项" if values["reason"] is None else "没有写每项扣几分；没有扣分的只写“无”"
            self._book.faults.add(name, next(iter(cells.values())), told)
        elif isinstance(cases, Decimal) and cases != int(cases):
            self._book.faults.add(name, cells["cases"], "项数应是整数")
        else:
            given = {key: value for key, value in values.items() if value is not None}
            node.deductions.append(Deduction.model_validate(given))

    def _prove(self, node: _Node, cells: Mapping[str, Cell], values: dict[str, object]) -> None:
        if values["title"] is None:
            cell = next(iter(cells.values()))
            self._book.faults.add(self._book.name_of(EVIDENCE.name), cell, "没有写材料名称")
        else:
            node.evidence.append(EvidenceReference.model_validate(values))


def _inner(nodes: list[_Node], path: tuple[str, str, str]) -> _Node:
    """Return the level with PATH among NODES; it is put behind them where it is new."""
    found = next((node for node in reversed(nodes) if not node.leaf and node.path == path), None)
    if found is None:
        found = _Node(path)
        nodes.append(found)
    return found


def _sum_of(rows: tuple[IndicatorRow, ...]) -> Decimal | None:
    weights = [leaf.weight for row in rows for leaf in row.leaves()]
    known = [weight for weight in weights if weight is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(weights) else None


def _nature(text: str | None) -> str | None:
    return None if text == DATE_NATURE else _SIGNS.get(text or "", text)


def _is_no_number(text: str) -> bool:
    """Tell whether TEXT can be no number: words without any digit, or nothing but a date. A dash says so itself."""
    if text in set(Mark):
        return False
    return not any(map(str.isdigit, text)) or any(date.text == text for date in find_dates(text))


def _due(what: str, nature: str, text: str) -> str:
    if find_dates(text):
        return f"{what}成了日期（可能是 Excel 自动改的），指标性质是“{nature}”，应填数"
    return f"指标性质是“{nature}”，{what}应填数；用文字说明的请把性质改为“定性”"


def _titles(cell: Cell | None) -> Iterator[EvidenceReference]:
    for title in (text_of(cell) or "").replace(";", "；").replace("\n", "；").split("；"):
        if title.strip():
            yield EvidenceReference(title=title.strip())
