"""Digits swapped between a table and the words beside it, and units lost in the cells of a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from jixiao.auditing.building import actual_of, label, target_of
from jixiao.auditing.checks.repeated import Mention, mentions
from jixiao.auditing.checks.targets import leaves
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.quantities import Quantity
from jixiao.recognition import Dossier, clean_text

_LEAST_DIGITS = 4
_TENTHOUSAND = Decimal(10**4)


@check(
    "digits-swapped",
    title="同一事项的数字没有颠倒",
    family="前后一致",
    basis="同一材料对同一事项的数字应当一致",
    severity=Severity.ERROR,
    explanation="两处字句相同、单位相同，数字只有相邻两位对调，多半是抄错。",
)
def digits_swapped(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Two numbers of one unit and one subject that differ by a swap of neighbouring digits are one number."""
    groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions(dossier):
        digits = _digits(mention.quantity)
        if len(digits) >= _LEAST_DIGITS and mention.quantity.unit not in ("", "分", "%"):
            groups[(mention.quantity.unit, "".join(sorted(digits)))].append(mention)
    for group in groups.values():
        if len({m.quantity.value for m in group}) == 2:
            yield from _swapped(group)


def _digits(quantity: Quantity) -> str:
    return "".join(c for c in f"{quantity.number:f}" if c.isdigit())


def _swapped(group: Sequence[Mention]) -> Iterator[Relation | Finding]:
    first = group[0]
    other = next((m for m in group if m.quantity.value != first.quantity.value), None)
    if other is None or first.quantity.scale != other.quantity.scale or not _neighbours(first.quantity, other.quantity):
        return
    counts = {
        value: sum(1 for m in group if m.quantity.value == value)
        for value in (first.quantity.value, other.quantity.value)
    }
    right, wrong = (first, other) if counts[first.quantity.value] >= counts[other.quantity.value] else (other, first)
    if not _same_words(right, wrong):
        return
    excerpts = (wrong.excerpt, right.excerpt)
    expression = f"{right.quantity} ＝ {wrong.quantity}"
    yield Relation("digits-swapped", expression, wrong.quantity.text, False, Match.NONE, excerpts)
    yield Finding(
        "digits-swapped",
        Severity.ERROR,
        f"一处写{right.quantity.text}，一处写{wrong.quantity.text}，疑为数字颠倒",
        excerpts,
        expected=right.quantity.text,
        reported=wrong.quantity.text,
    )


def _neighbours(a: Quantity, b: Quantity) -> bool:
    left, right = _digits(a), _digits(b)
    if len(left) != len(right) or a.decimals != b.decimals:
        return False
    wrong = [i for i, (x, y) in enumerate(zip(left, right, strict=True)) if x != y]
    return len(wrong) == 2 and wrong[1] - wrong[0] == 1


def _same_words(a: Mention, b: Mention) -> bool:
    """Tell whether both contexts share two characters that name a thing."""
    words = [c for c in a.context if "\u4e00" <= c <= "\u9fa5"]
    return sum(1 for x, y in pairwise(words) if x + y in b.context) >= 2


@check(
    "cell-scale",
    title="完成值与目标值单位一致",
    family="单位",
    basis="同一行的目标值与完成值应用同一单位",
    severity=Severity.ERROR,
    explanation="目标值以万元计，完成值的数字相近却写成了元（或相反），多半漏了“万”。",
)
def cell_scale(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A target in 万 and an actual of like digits without 万: the 万 was lost."""
    for node in leaves(dossier):
        target, actual = target_of(node), actual_of(node)
        if target is None or target.quantity is None or actual is None or node.actual is None or node.target is None:
            continue
        aim = target.quantity
        if not aim.unit or aim.unit != actual.unit or aim.scale != actual.scale * _TENTHOUSAND or not aim.number:
            continue
        if Decimal("0.3") <= actual.number / aim.number <= Decimal(3):
            right = f"{actual.number:f}万{actual.unit}"
            yield Finding(
                "cell-scale",
                Severity.ERROR,
                f"“{label(node)}”目标{clean_text(node.target.text)}，完成值写{clean_text(node.actual.text)}，漏了“万”",
                (node.actual, node.target),
                expected=right,
                reported=clean_text(node.actual.text),
            )
