"""Columns of a table that follow from each other: what all rows but one bear out, the one row has wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, permutations

from jixiao.auditing.arithmetic import Formula, Verdict, judge, product, quotient, shown, total
from jixiao.auditing.misprint import slip_between
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.number_tables import Number, NumberRow, NumberTable, number_tables
from jixiao.auditing.registry import check
from jixiao.auditing.subjects import is_of_indicator
from jixiao.quantities import Interval
from jixiao.recognition import Dossier

_FAMILY = "合计与分项"
_FEWEST_HELD = 2
_WAN = Interval.point(Decimal(10**4))
_MOST_COLUMNS = 7


@dataclass(frozen=True, slots=True)
class _Rule:
    """A relation of columns: FORMULA over the columns ``operands`` gives the column ``result``."""

    sign: str
    formula: Formula
    operands: tuple[int, ...]
    result: int


@check(
    "column-relation",
    title="表中各列之间的关系逐行成立",
    family=_FAMILY,
    basis="同一张表各行的算法相同：其他行都成立的关系，这一行也应成立",
    severity=Severity.ERROR,
    explanation="预算、支付、支付率、结余等列，其他各行都能互相算出，只有一行算不出的，判这一行写错。",
)
def column_relation(dossier: Dossier) -> Iterator[Relation | Finding]:
    """What relates the columns of a table in all rows but one relates them in that one too."""
    for table in number_tables(dossier):
        width = len(table.rows[0].numbers)
        if width > _MOST_COLUMNS or any(len(row.numbers) != width for row in table.rows):
            continue
        # Target, result and points of an indicator are each of a kind of their own: sums of them are chance.
        if is_of_indicator(dossier, table.rows[0].numbers[0].excerpt):
            continue
        for rule in _rules(table.rows[0]):
            yield from _judge(table, rule)


def _rules(row: NumberRow) -> Iterator[_Rule]:
    """Yield the relations that the columns of a row like this can have."""
    rates = [at for at, n in enumerate(row.numbers) if n.quantity.unit == "%"]
    plain = [at for at, n in enumerate(row.numbers) if n.quantity.unit != "%"]
    for result in rates:
        yield from (_Rule("÷", quotient, pair, result) for pair in permutations(plain, 2))
    for result in plain:
        others = [at for at in plain if at != result]
        yield from (_Rule("＋", total, pair, result) for pair in combinations(others, 2))
        yield from (_Rule("×", product, pair, result) for pair in combinations(others, 2))
        yield from (_Rule("×", _in_wan, pair, result) for pair in combinations(others, 2))


def _in_wan(values: Sequence[Interval]) -> Interval:
    return values[0] * values[1] / _WAN


def _judge(table: NumberTable, rule: _Rule) -> Iterator[Relation | Finding]:
    judged = [(row, verdict) for row in table.rows if (verdict := _verdict(row, rule)) is not None]
    wrong = [(row, verdict) for row, verdict in judged if not verdict.holds]
    told = {
        tuple(row.numbers[at].quantity.value for at in (*rule.operands, rule.result)) for row, v in judged if v.holds
    }
    if len(wrong) > 1 or len(told) < _FEWEST_HELD or len(told) <= len(wrong) * _FEWEST_HELD:
        return
    for row, verdict in judged:
        if verdict.holds or slip_between(row.numbers[rule.result].quantity, verdict.computed) or _turned(row, rule):
            yield from _told(row, rule, verdict)


def _verdict(row: NumberRow, rule: _Rule) -> Verdict | None:
    operands = [row.numbers[at].quantity for at in rule.operands]
    result = row.numbers[rule.result].quantity
    if not all(q.value > 0 for q in (*operands, result)) or operands[0].value == operands[1].value:
        return None
    return judge(rule.formula, operands, result)


def _turned(row: NumberRow, rule: _Rule) -> bool:
    """Tell whether a slip of an operand explains why the row does not fit: the other two columns give it."""
    result = row.numbers[rule.result].quantity
    first, second = (row.numbers[at].quantity for at in rule.operands)
    if rule.sign == "＋":
        pairs = ((first, result.value - second.value), (second, result.value - first.value))
    elif rule.sign == "÷":
        pairs = ((first, result.value * second.value), (second, first.value / result.value))
    else:
        return False
    return any(slip_between(printed, right) is not None for printed, right in pairs)


def _told(row: NumberRow, rule: _Rule, verdict: Verdict) -> Iterator[Relation | Finding]:
    numbers = [row.numbers[rule.result], *(row.numbers[at] for at in rule.operands)]
    expression = f" {rule.sign} ".join(str(n.quantity) for n in numbers[1:])
    yield from _result("column-relation", row.label, numbers, expression, verdict)


def _result(
    check_id: str, label: str, numbers: Sequence[Number], expression: str, verdict: Verdict
) -> Iterator[Relation | Finding]:
    reported = numbers[0].quantity
    computed = shown(verdict.computed, reported, max(reported.decimals, 0))
    excerpts = tuple(n.excerpt for n in numbers)
    yield Relation(
        check_id, expression, reported.text, verdict.holds, verdict.match, excerpts, verdict.interval, computed
    )
    if not verdict.holds:
        yield Finding(
            check_id,
            Severity.ERROR,
            f"“{label[:16]}”行{expression.replace(' ', '')}应为{computed}，写的是{reported.text}，表中其他各行都相符",
            excerpts,
            expected=computed,
            reported=reported.text,
            interval=verdict.interval,
            working=f"{expression} = {computed}",
        )


@check(
    "column-total",
    title="表中各列的合计等于各行之和",
    family=_FAMILY,
    basis="同一张表合计行的各列算法相同：有一列等于各行之和，其余各列也应等于",
    severity=Severity.ERROR,
    explanation="合计行有一列与各行之和相等，另一列只差一位数字、两位颠倒或小数点错位的，判为写错。",
)
def column_total(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Where one column of a total is the sum of the rows, a column that is a slip away from it is wrong."""
    for table in number_tables(dossier):
        if table.total is None or any(len(row.numbers) != len(table.total.numbers) for row in table.rows):
            continue
        judged = [
            (at, verdict)
            for at in range(len(table.total.numbers))
            if (
                verdict := judge(
                    total, [row.numbers[at].quantity for row in table.body], table.total.numbers[at].quantity
                )
            )
        ]
        if not any(verdict.holds for _, verdict in judged):
            continue
        for at, verdict in judged:
            printed = table.total.numbers[at].quantity  # rates of rows do not add up
            if verdict.holds or (printed.unit != "%" and slip_between(printed, verdict.computed) is not None):
                numbers = [table.total.numbers[at], *(row.numbers[at] for row in table.body)]
                expression = "＋".join(str(n.quantity) for n in numbers[1:])
                yield from _result("column-total", table.total.label, numbers, expression, verdict)
