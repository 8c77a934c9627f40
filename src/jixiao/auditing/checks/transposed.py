"""Digits swapped between a table and the words beside it, and units lost in the cells of a row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from jixiao.auditing.building import actual_of, label, target_of
from jixiao.auditing.checks.rates import operands_of, own_operands
from jixiao.auditing.checks.repeated import Mention, mentions, two_things
from jixiao.auditing.checks.targets import leaves
from jixiao.auditing.derivation import shared_words
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.prose import sentences_of
from jixiao.auditing.registry import check
from jixiao.documents import Excerpt
from jixiao.evaluations import Indicator
from jixiao.quantities import Quantity, parse_quantity
from jixiao.recognition import Dossier, Figure, clean_text

_LEAST_DIGITS = 4
_SHARED = 2
_MANY_DIGITS = 6
_PAIR = 2
_LARGE = 1000
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
        if len(digits) >= _LEAST_DIGITS and mention.quantity.unit not in ("", "分"):
            groups[(mention.quantity.unit, "".join(sorted(digits)))].append(mention)
    for group in groups.values():
        two = len({m.quantity.value for m in group}) == 2
        if two and not _of_different_rows(dossier, group) and not _each_follows(dossier, group):
            yield from _swapped(dossier, group)


def _each_follows(dossier: Dossier, group: Sequence[Mention]) -> bool:
    """Tell whether each number in prose is a rate that follows from figures of its own, or one of these figures."""
    figures = dossier.once("figures-by-excerpt", lambda: _by_excerpt(dossier))
    told = [figures.get(mention.excerpt) for mention in group]
    follows = own_operands if group[0].quantity.unit == "%" else _bears_a_rate
    return all(figure is not None and follows(figure) for figure in told)


def _bears_a_rate(figure: Figure) -> bool:
    """Tell whether a rate of the figure's own sentence follows from it."""
    for sentence in sentences_of(figure.passage):
        if sentence.start <= figure.start < sentence.end:
            rates = [each for each in sentence.figures if each.quantity.unit == "%"]
            return any(figure in operands_of(sentence, each) for each in rates)
    return False


def _by_excerpt(dossier: Dossier) -> dict[Excerpt, Figure]:
    return {figure.excerpt(): figure for recognition in dossier.recognitions for figure in recognition.figures()}


def _of_different_rows(dossier: Dossier, group: Sequence[Mention]) -> bool:
    """Tell whether the numbers stand in tables as two things: in one row, or in rows that are called differently.

    Budget and spending, target and actual value, the costs of two districts may well differ by two digits.
    """
    rows = [_row_of(dossier, mention.excerpt) if _alone(mention) else None for mention in group]
    known = [row for row in rows if row is not None]
    if len(set(known)) < len(known):
        return True
    return len(known) == len(rows) and len({mention.context for mention in group}) == len(group)


def _alone(mention: Mention) -> bool:
    """Tell whether a number stands in its cell without words."""
    return not any("\u4e00" <= char <= "\u9fa5" for char in mention.excerpt.text.replace(mention.quantity.text, ""))


def _row_of(dossier: Dossier, excerpt: Excerpt) -> tuple[int, str] | None:
    place = dossier.recognitions[excerpt.source].document.place_at(excerpt.start)
    table, _, cell = place.rpartition("!")
    return (excerpt.source, table + cell.partition("C")[0]) if table else None


def _digits(quantity: Quantity) -> str:
    return "".join(c for c in f"{quantity.number:f}" if c.isdigit())


def _swapped(dossier: Dossier, group: Sequence[Mention]) -> Iterator[Relation | Finding]:
    first = group[0]
    other = next((m for m in group if m.quantity.value != first.quantity.value), None)
    if other is None or first.quantity.scale != other.quantity.scale or not _neighbours(first.quantity, other.quantity):
        return
    counts = {
        value: sum(1 for m in group if m.quantity.value == value)
        for value in (first.quantity.value, other.quantity.value)
    }
    right, wrong = (first, other) if counts[first.quantity.value] >= counts[other.quantity.value] else (other, first)
    if not same_words(right, wrong) or (right.quantity.unit != "%" and two_things(dossier, right, wrong)):
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
    return a.decimals == b.decimals and neighbours_swapped(_digits(a), _digits(b))


def neighbours_swapped(left: str, right: str) -> bool:
    """Tell whether two rows of digits are the same but for two neighbours that changed places."""
    if len(left) != len(right):
        return False
    wrong = [i for i, (x, y) in enumerate(zip(left, right, strict=True)) if x != y]
    if len(wrong) != _PAIR or wrong[1] - wrong[0] != 1:
        return False
    return left[wrong[0]] == right[wrong[1]] and left[wrong[1]] == right[wrong[0]]


def same_words(a: Mention, b: Mention) -> bool:
    """Tell whether both contexts share two characters that name a thing."""
    words = [c for c in a.context if "\u4e00" <= c <= "\u9fa5"]
    shared = sum(1 for x, y in pairwise(words) if x + y in b.context)
    sure = len(_digits(a.quantity)) >= _MANY_DIGITS or shared_words(_name(a), _name(b))
    return shared >= _SHARED and sure


def _name(mention: Mention) -> str:
    """Return the words right before a number; a cell that holds the number alone takes the name of its row."""
    words = mention.excerpt.text.replace(mention.quantity.text, "")
    return words if any("\u4e00" <= c <= "\u9fa5" for c in words) else mention.context


_NOUN_BEHIND = re.compile(r"的?(?P<noun>[\u4e00-\u9fa5]{3,6})")
_SUBJECT_END = re.compile(r"(?:为|有|共|是|：)+$")
_LEAST_NAMED = 3
_MOST_ALIKE = 12


@check(
    "noun-count-swapped",
    title="“特困人员736人”与“763名特困人员”应当一致",
    family="前后一致",
    basis="同一材料对同一事项的数字应当一致",
    severity=Severity.ERROR,
    explanation="名称写在数后面的（763名特困人员），与名称写在数前面的（特困人员736人）核对；只有相邻两位对调的判错。",
)
def noun_count_swapped(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A count told before its noun and the count told behind the same noun are one number."""
    for recognition in dossier.recognitions:
        told: dict[tuple[str, str], list[Figure]] = defaultdict(list)
        behind: list[tuple[Figure, str]] = []
        for figure in recognition.figures():
            if figure.quantity.unit in ("", "分", "%") or len(_digits(figure.quantity)) < _LEAST_NAMED:
                continue
            if len(told[_digit_key(figure)]) < _MOST_ALIKE:
                told[_digit_key(figure)].append(figure)
            found = _NOUN_BEHIND.match(figure.passage.clean, figure.end)
            if found is not None:
                behind.append((figure, found["noun"]))
        for figure, noun in behind:
            other = next((f for f in told[_digit_key(figure)] if _is_swapped(figure, f) and _ends_with(f, noun)), None)
            if other is not None:
                yield from _swapped_nouns(figure, other, noun)


def _digit_key(figure: Figure) -> tuple[str, str]:
    return figure.quantity.unit, "".join(sorted(_digits(figure.quantity)))


def _is_swapped(one: Figure, other: Figure) -> bool:
    return one.quantity.scale == other.quantity.scale and _neighbours(one.quantity, other.quantity)


def _ends_with(figure: Figure, noun: str) -> bool:
    subject = _SUBJECT_END.sub("", figure.subject)
    return any(subject.endswith(noun[:length]) for length in range(3, len(noun) + 1))


def _swapped_nouns(figure: Figure, other: Figure, noun: str) -> Iterator[Relation | Finding]:
    excerpts = (figure.number(), other.excerpt())
    expression = f"{other.quantity} ＝ {figure.quantity}"
    yield Relation("noun-count-swapped", expression, figure.quantity.text, False, Match.NONE, excerpts)
    yield Finding(
        "noun-count-swapped",
        Severity.ERROR,
        f"“{figure.quantity.text}{noun}”与前文“{other.subject[-8:]}{other.quantity.text}”不一致，疑为数字颠倒",
        excerpts,
        expected=other.quantity.text,
        reported=figure.quantity.text,
    )


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


@check(
    "unit-column-scale",
    title="度量单位栏没有多写“万”",
    family="单位",
    basis="同一行的数与其度量单位合在一起，应与材料别处的同一个数一致",
    severity=Severity.ERROR,
    explanation="度量单位写“万人”，数却是20413；别处写的是20413人，单位栏多写了“万”。",
)
def unit_column_scale(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A number in a row measured in 万人 that the prose tells in 人 has a unit too large."""
    plain = {
        (f.quantity.number, f.quantity.unit): f
        for recognition in dossier.recognitions
        for f in recognition.figures()
        if f.quantity.scale == 1 and f.quantity.number >= _LARGE and f.quantity.unit
    }
    for form in dossier.forms():
        for leaf in form.evaluation.leaves():
            yield from _too_large(leaf, plain)


def _too_large(leaf: Indicator, plain: Mapping[tuple[Decimal, str], Figure]) -> Iterator[Finding]:
    unit = clean_text(leaf.unit.text) if leaf.unit is not None else ""
    if leaf.unit is None or leaf.actual is None or not unit.startswith("万"):
        return
    actual = parse_quantity(clean_text(leaf.actual.text))
    told = plain.get((actual.number, unit[1:])) if actual is not None and not actual.unit else None
    if told is not None:
        yield Finding(
            "unit-column-scale",
            Severity.ERROR,
            f"“{label(leaf)}”的度量单位写“{unit}”，完成值{clean_text(leaf.actual.text)}在别处是{told.quantity.text}，多写了“万”",
            (leaf.unit, leaf.actual, told.excerpt()),
            expected=unit[1:],
            reported=unit,
        )
