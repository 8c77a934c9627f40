"""The tree of indicators as rows of the workbook: levels beside the indicators, targets parted into columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jixiao.evaluations import IndicatorRow, joined_actual, joined_target, parted
from jixiao.packs import IndicatorRule, Method, Pack
from jixiao.quantities import Direction, Target, comparable_values, fold, parse_target, stated_actual
from jixiao.workbook.sheets import CORE, DATE_NATURE, LEVEL, NO_LEVEL, WORDS_NATURE

_ROWS_EACH = 2
_CHOICES = {">": "＞", "<": "＜", "＝": "="}
_JUDGED = (Method.MANUAL, Method.DEDUCT, Method.QUALITATIVE_BANDS)
_VERBATIM = ("last_year", "weight", "attainment", "score", "reason", "measure", "explanation", "meaning", "label")


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A node of the tree with the words of the three columns of names that lead to it."""

    dimension: str
    category: str
    name: str
    row: IndicatorRow

    @property
    def names(self) -> dict[str, object]:
        """The three columns by field."""
        return {"dimension": self.dimension, "category": self.category, "name": self.name}


def named_rows(indicators: Sequence[IndicatorRow]) -> Iterator[NamedRow]:
    """Yield the nodes that get a row: the lowest ones, and those above of which something is told.

    What lies below the third level is put under the second.
    """
    for top in indicators:
        if not top.children:
            yield NamedRow(NO_LEVEL, "", top.name, top)
            continue
        if _tells(top, _sum_of(top)):
            yield NamedRow(top.name, "", LEVEL, top)
        for middle in top.children:
            if not middle.children:
                yield NamedRow(top.name, "", middle.name, middle)
                continue
            if _tells(middle, None):
                yield NamedRow(top.name, middle.name, LEVEL, middle)
            for leaf in middle.leaves():
                yield NamedRow(top.name, middle.name, leaf.name, leaf)


def referred_rows(indicators: Sequence[IndicatorRow]) -> Iterator[NamedRow]:
    """Yield what :func:`named_rows` does, by names that no two share: the second of a name is 名称（第2个）."""
    count: Counter[tuple[str, str, str]] = Counter()
    for each in named_rows(indicators):
        key = (each.dimension, each.category, each.name)
        count[key] += 1
        which = f"（第{count[key]}个）" if count[key] > 1 else ""
        yield replace(each, name=f"{each.name}{which}")


def _tells(node: IndicatorRow, weight: Decimal | None) -> bool:
    """Tell whether more is known of an inner NODE than its name and the WEIGHT that its rows make."""
    bare = IndicatorRow(name=node.name, weight=node.weight)
    return node.weight != weight or node.model_copy(update={"children": (), "place": None}) != bare


def _sum_of(node: IndicatorRow) -> Decimal | None:
    known = [leaf.weight for leaf in node.leaves()]
    return sum((each for each in known if each is not None), Decimal(0)) if None not in known else None


def filled_rows(indicators: Sequence[IndicatorRow]) -> Iterator[dict[str, object]]:
    """Yield the rows of the sheet of indicators that hold INDICATORS, by field."""
    for named in named_rows(indicators):
        row = named.row
        values = {name: getattr(row, name) for name in _VERBATIM}
        evidence = "；".join(each.title for each in row.evidence) if has_plain_evidence(row) else None
        core = CORE if row.core else None
        yield named.names | _target(row, inner=bool(row.children)) | values | {"core": core, "evidence": evidence}


def has_plain_evidence(row: IndicatorRow) -> bool:
    """Tell whether titles alone, in one cell, say all that is known of the evidence of ROW."""
    return all(each.location is None and not set(each.title) & set("；;\n") for each in row.evidence)


def _target(row: IndicatorRow, *, inner: bool) -> dict[str, object]:
    nature, target, unit, actual = _parted(row)
    if not nature and not inner:
        nature = _nature_in_words(row, unit)
    return {"nature": _CHOICES.get(nature, nature), "target": target, "unit": unit, "actual": actual}


def _parted(row: IndicatorRow) -> tuple[str, str | None, str | None, str | None]:
    """Return sign, target, unit and actual value, parted where nothing that was written is lost by it."""
    whole = (row.nature or "", row.target, row.unit, row.actual)
    if row.nature is not None or row.unit is not None or not row.target:
        return whole
    told = parted(row)
    read = parse_target(row.target)
    if not told.sign or not _says_no_more(row.target, read):
        return whole
    sign = told.sign if read.operator else ""
    apart = row.model_copy(
        update={"nature": sign or None, "target": told.target, "unit": told.unit or None, "actual": told.actual or None}
    )
    return (sign, apart.target, apart.unit, apart.actual) if _means_the_same(row, apart) else whole


def _says_no_more(target: str, read: Target) -> bool:
    """Tell whether a target holds nothing but sign, number and unit; other words would be lost by parting it."""
    quantity = read.quantity
    if quantity is None:
        return False
    rest = fold(target.replace(quantity.text, "", 1)).replace(read.operator, "", 1)
    return not rest.strip()


def _means_the_same(row: IndicatorRow, apart: IndicatorRow) -> bool:
    one, other = parse_target(row.target or ""), parse_target(joined_target(apart))
    if one.quantity is None or other.quantity is None or one.direction is not other.direction:
        return False
    if (one.quantity.value, one.quantity.unit) != (other.quantity.value, other.quantity.unit):
        return False
    before, after = stated_actual(row.actual or ""), stated_actual(joined_actual(apart))
    if before is None or after is None:
        return row.actual == (apart.actual if row.actual is not None else None)
    return comparable_values(one.quantity, before) == comparable_values(other.quantity, after)


def _nature_in_words(row: IndicatorRow, unit: str | None) -> str:
    """Return 期限 for a target that is a date, 定性 for one in words; a number without a sign stays without."""
    if not row.target:
        return WORDS_NATURE if row.score is not None else ""
    read = parse_target(row.target + (unit or "") if row.target[-1:].isdigit() else row.target)
    if read.quantity is not None:
        return ""
    return DATE_NATURE if read.direction is Direction.BY_DATE else WORDS_NATURE


def empty_rows(pack: Pack) -> Iterator[dict[str, object]]:
    """Yield the rows of the pack's tree, with room for indicators below each category."""
    for top in pack.indicators:
        if top.weight is not None and top.children:
            yield {"dimension": top.name, "name": LEVEL, "weight": top.weight}
        for child in top.children:
            yield from _empty_below({"dimension": top.name, "category": child.name}, child)
        if not top.children:
            yield from _empty_below({"dimension": top.name}, top)


def _empty_below(above: dict[str, object], child: IndicatorRule) -> Iterator[dict[str, object]]:
    fixed = [leaf for leaf in child.children if not leaf.children]
    room: list[IndicatorRule | None] = [*fixed] or [None] * _ROWS_EACH
    for leaf in room:
        values = dict(above)
        if leaf is not None:
            values |= {"name": leaf.name, "weight": leaf.weight, "nature": _fixed_nature(leaf)}
        yield values


def _fixed_nature(node: IndicatorRule) -> str | None:
    return WORDS_NATURE if node.rule is None or node.rule.method in _JUDGED else None
