"""Targets of indicators (年度指标值): ≥95%, 不低于, 控制在…以内, 12月31日前完成, 有效缓解, 无."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from jixiao.quantities.dates import DateMention, DatePeriod, find_dates
from jixiao.quantities.folding import fold
from jixiao.quantities.interval import EXACT
from jixiao.quantities.quantity import Qualifier, Quantity
from jixiao.quantities.ranges import find_ranges
from jixiao.quantities.scanner import find_quantities, parse_quantity
from jixiao.quantities.units import ratio_between


class Direction(StrEnum):
    """On which side of the target value a result has to lie."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    EQUAL = "equal"
    BETWEEN = "between"
    BY_DATE = "by_date"
    QUALITATIVE = "qualitative"
    BLANK = "blank"
    NONE_STATED = "none_stated"
    NOT_APPLICABLE = "not_applicable"


_BEFORE: dict[Direction, tuple[str, ...]] = {
    Direction.AT_LEAST: (
        *("≥", ">=", "=>", "不低于", "不少于", "不小于", "大于等于", "大于或等于", "高于等于", "至少", "达到", "达"),
    ),
    Direction.MORE_THAN: (">", "大于", "高于", "多于", "超过", "超", "突破", "逾"),
    Direction.AT_MOST: (
        *(
            "≤",
            "<=",
            "=<",
            "不高于",
            "不超过",
            "不大于",
            "不多于",
            "小于等于",
            "小于或等于",
            "低于等于",
            "至多",
            "不超",
            "不超出",
        ),
        *("控制在", "控制于"),
    ),
    Direction.LESS_THAN: ("<", "小于", "低于", "少于", "不足", "不到"),
    Direction.EQUAL: ("=", "等于"),
}
_BEFORE_WORDS = sorted(
    ((word, side) for side, words in _BEFORE.items() for word in words), key=lambda pair: -len(pair[0])
)
_AFTER = re.compile(" {0,2}(?:(?P<at_least>及?以上)|(?P<at_most>及?以下|以内|之内|内))")
_SIGNS = "≥≤<>="
# A form may name the direction of an indicator in place of a sign.
_NATURES = {"正向": "≥", "正向指标": "≥", "反向": "≤", "反向指标": "≤"}
_SIGN = re.compile(r"[≥≤=<>]{1,2}|大于等于|小于等于|等于|大于|小于")
_DASHES = frozenset("-—/\\")
_LONGEST_TERM_WORDS = 10


@dataclass(frozen=True, slots=True)
class Target:
    """A target as printed and as read.

    ``operator`` holds the words that state the direction; it is empty for a bare quantity such as ``184.58``, whose
    ``direction`` is ``EQUAL``. ``upper`` is the high end of a ``BETWEEN``. ``kind`` is ``quantitative``, ``date``,
    ``qualitative`` or ``blank``; a dash is blank too, and ``text`` keeps it.
    """

    text: str
    direction: Direction
    quantity: Quantity | None = None
    upper: Quantity | None = None
    date: DateMention | None = None
    kind: str = "qualitative"
    operator: str = ""

    def met_by(self, actual: Quantity) -> bool | None:
        """Tell whether ``actual`` meets the target at its printed values.

        ``None`` when the target is not a number, when the units cannot be compared (人 and 人次), or when a bare target
        differs from the result, because nothing then says on which side it has to lie; and when 超过 or 不足 around the
        result leaves it open. Of two quantities one may lack its unit: it takes that of the other, and where that can
        be meant in two ways (0.96 beside 95%), both must agree.
        """
        if self.quantity is None:
            return None
        answers = {self._met(self.quantity.value, value) for value in comparable_values(self.quantity, actual)}
        return self._despite(actual.qualifier, answers.pop()) if len(answers) == 1 else None

    def _despite(self, qualifier: Qualifier, answer: bool | None) -> bool | None:
        """Keep an answer at the printed value only where 超过 or 不足 around the result cannot overturn it."""
        upwards = self.direction in (Direction.AT_LEAST, Direction.MORE_THAN)
        if qualifier not in (Qualifier.OVER, Qualifier.UNDER) or answer is None:
            return answer
        if self.direction in (Direction.EQUAL, Direction.BETWEEN):
            return None
        return answer if answer is (upwards == (qualifier is Qualifier.OVER)) else None

    def _met(self, target: Decimal, value: Decimal) -> bool | None:
        if self.direction is Direction.BETWEEN and self.upper is not None:
            return target <= value <= self.upper.value
        if self.direction is Direction.EQUAL:
            return True if value == target else False if self.operator else None
        return {
            Direction.AT_LEAST: value >= target,
            Direction.MORE_THAN: value > target,
            Direction.AT_MOST: value <= target,
            Direction.LESS_THAN: value < target,
        }.get(self.direction)


def comparable_values(target: Quantity, actual: Quantity) -> list[Decimal]:
    """Return what ``actual`` can amount to in the base unit of ``target``; nothing when they cannot be compared.

    A number without unit has two readings where both are usual: 0.96 may be 96% or 0.96%, 630000 beside 60万 may be
    counted in ones.
    """
    if actual.unit and target.unit:
        ratio = ratio_between(actual.unit, target.unit)
        return [] if ratio is None else [EXACT.divide(EXACT.multiply(actual.value, ratio[0]), ratio[1])]
    bare, other = (target, actual) if actual.unit else (actual, target)
    if bare.scale != 1:
        return [actual.value]
    in_unit, plain = (actual.number, actual.value) if bare is target else (actual.number * target.scale, actual.number)
    ambiguous = abs(bare.number) <= 1 if other.scale < 1 else abs(bare.number) >= other.scale > 1
    return [in_unit, plain] if ambiguous else [in_unit]


@lru_cache(maxsize=4096)
def stated_target(value: str, nature: str = "", unit: str = "") -> Target:
    """Read a target that its form parts into nature (``≥``), value (``95``) and unit (``%``)."""
    said = fold(nature).strip()
    sign = _NATURES.get(said, said if _SIGN.fullmatch(said) else "")
    text = value if fold(value[:1]) in _SIGNS else sign + value
    if unit and text[-1:].isdigit() and not text.endswith(unit):
        text += unit
    return parse_target(text)


def stated_actual(value: str, unit: str = "") -> Quantity | None:
    """Read an actual value, whose unit may stand in a column of its own; ``None`` when it is told in words."""
    text = value.lstrip("=")
    quantity = parse_quantity(text)
    if quantity is not None and not quantity.unit and unit:
        return parse_quantity(text + unit) or quantity
    return quantity


@lru_cache(maxsize=2048)
@lru_cache(maxsize=4096)
def parse_target(text: str) -> Target:
    """Read the target of an indicator; every text gives one, at worst ``QUALITATIVE`` or ``BLANK``."""
    stripped = fold(text).strip()
    if not stripped or set(stripped) <= _DASHES:
        return Target(text, Direction.BLANK, kind="blank")
    if stripped == "无":
        return Target(text, Direction.NONE_STATED)
    if stripped in ("不适用", "不涉及"):
        return Target(text, Direction.NOT_APPLICABLE, kind="blank")
    return _between(text) or _compared(text) or _dated(text) or _bare(text) or Target(text, Direction.QUALITATIVE)


def _between(text: str) -> Target | None:
    ranges = find_ranges(text)
    if len(ranges) != 1 or len(find_quantities(text)) != 2:
        return None
    operator = text[ranges[0].low.end : ranges[0].high.start].strip()
    return Target(text, Direction.BETWEEN, ranges[0].low, ranges[0].high, None, "quantitative", operator)


def _compared(text: str) -> Target | None:
    """Read the first quantity that an operator stands before or after; ≥90%且≤95% has two and is a range."""
    folded, found = fold(text), []
    for quantity in find_quantities(text):
        direction, operator = _operator(folded, quantity)
        if direction:
            found.append((direction, quantity, operator))
    if not found:
        return None
    direction, quantity, operator = found[0]
    upper = None
    if [side for side, _, _ in found] == [Direction.AT_LEAST, Direction.AT_MOST] and quantity.unit == found[1][1].unit:
        direction, upper, operator = Direction.BETWEEN, found[1][1], operator + found[1][2]
    return Target(text, direction, quantity, upper, kind="quantitative", operator=operator)


def _operator(folded: str, quantity: Quantity) -> tuple[Direction | None, str]:
    before, after = folded[: quantity.start].rstrip(" "), _AFTER.match(folded, quantity.end)
    for word, direction in _BEFORE_WORDS:
        # 控制在90%以上 is said too: there the words behind decide.
        if before.endswith(word) and not (after and word.startswith("控制")):
            return direction, word
    return (Direction(after.lastgroup or ""), after[0].strip()) if after else (None, "")


def _dated(text: str) -> Target | None:
    """Read a term: 12月31日前完成 whatever else is said, and a date with few words beside it, as in 全年贯彻执行."""
    dates = find_dates(text)
    if len(dates) != 1 or find_quantities(text):
        return None
    date, rest = dates[0], len(text.strip()) - len(dates[0].text)
    precise = date.end_of or date.precision != "year" or isinstance(date, DatePeriod)
    if date.relation != "by" and not (precise and rest <= _LONGEST_TERM_WORDS):
        return None
    return Target(text, Direction.BY_DATE, date=date, kind="date")


def _bare(text: str) -> Target | None:
    """Read a quantity without operator; a numeral in words counts only when nothing else stands there."""
    found = find_quantities(text)
    if len(found) != 1 or (found[0].form == "chinese" and parse_quantity(text) is None):
        return None
    return Target(text, Direction.EQUAL, found[0], kind="quantitative")
