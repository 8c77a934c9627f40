"""Where a printed figure comes from when its own sentence does not tell: figures of the sentences before it.

Operands far away are only believed where the digits prove them: the result is met exactly in four digits or more, or
in all of them but one, and then the operands must be named with the same words as the result.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from jixiao.auditing.arithmetic import Verdict, judge
from jixiao.auditing.prose import exact_enough, is_level
from jixiao.quantities import Interval, Quantity
from jixiao.recognition import Dossier, Figure, Recognition

_BACK = 34
_ROUGH = Context(prec=7)
_NEAR = Decimal("0.02")
_LEAST_DIGITS = 4
_PROVE_THEMSELVES = 6
_COMMON = re.compile(
    r"全[年市县区省]|我[局市县区]|本[年级]|其中|共计?|合计|累计|实际|完成|金额|资金|支出|支付|经费|费用|人次|人数|比例|比率|占比|达到?|为|是|"
    r"目标|预算|年末|年初|截至|已|共|的|率|数|额|有|次均|人均|平均|每"
)

_PAIR = re.compile(r"[\u4e00-\u9fa5]{2}")

Formula = Callable[[Sequence[Interval]], Interval]


@dataclass(frozen=True, slots=True)
class Derivation:
    """Operands that give a figure, or all of its digits but one, and the verdict on it."""

    operands: tuple[Figure, Figure]
    verdict: Verdict


def surroundings(dossier: Dossier, figure: Figure) -> list[Figure]:
    """Return the exact level figures before FIGURE, nearest last, and those behind it in its sentence."""
    source = figure.passage.source
    recognition = dossier.recognitions[source]
    places = dossier.once(f"places of figures {source}", lambda: _places(recognition))
    at = places.get(_key(figure))
    if at is None:
        return []
    figures = recognition.figures()
    stop = figure.passage.clean.find("。", figure.end)
    behind = [f for f in figures[at + 1 : at + 4] if f.passage is figure.passage and (stop < 0 or f.start < stop)]
    return [f for f in (*behind[::-1], *figures[max(0, at - _BACK) : at]) if _is_operand(f)]


def _is_operand(figure: Figure) -> bool:
    unit = figure.quantity.unit
    return unit not in ("", "%", "‰", "个百分点", "分") and is_level(figure) and exact_enough(figure)


def _places(recognition: Recognition) -> dict[tuple[int, int], int]:
    return {_key(figure): at for at, figure in enumerate(recognition.figures())}


def _key(figure: Figure) -> tuple[int, int]:
    return figure.passage.start, figure.start


def derive(
    figure: Figure,
    pairs: Iterator[tuple[Figure, Figure]],
    formula: Formula,
    rough: Callable[[Decimal, Decimal], Decimal],
    meant: Callable[[Figure, Figure], bool] = lambda _first, _second: False,
) -> Derivation | None:
    """Return the first of PAIRS from which FORMULA gives FIGURE; else one that gives all its digits but one, if any.

    ROUGH is the formula on plain numbers: most pairs fall out by it. MEANT tells whether the words of two operands say
    that the result is of them.
    """
    printed = figure.quantity
    if significant(printed.number) < _LEAST_DIGITS or not exact_enough(figure):
        return None
    near: Derivation | None = None
    slack = _NEAR * abs(printed.value)
    for first, second in pairs:
        computed = rough(first.quantity.value, second.quantity.value)
        close = abs(computed - printed.value) <= slack
        if not close and (near is not None or not _same_digits(printed, computed)):
            continue
        verdict = judge(formula, [first.quantity, second.quantity], printed)
        if verdict is None:
            continue
        if verdict.holds:
            return Derivation((first, second), verdict)
        kindred = meant(first, second) or _kindred(figure, first, second)
        if near is None and kindred and one_digit_off(printed, verdict.computed):
            near = Derivation((first, second), verdict)
    return near


def divided(a: Decimal, b: Decimal) -> Decimal:
    """Return a rough quotient."""
    return _ROUGH.divide(a, b)


def multiplied(a: Decimal, b: Decimal) -> Decimal:
    """Return a rough product."""
    return _ROUGH.multiply(a, b)


def _same_digits(printed: Quantity, computed: Decimal) -> bool:
    """Tell whether a rough result can be the printed one with a digit wrong or the point moved."""
    if computed <= 0:
        return False
    digits = computed.adjusted() - printed.scale.adjusted() + 1 + max(printed.decimals, 0)
    # The division by the scale and the rounding may each bring one digit more or less than this.
    return abs(digits - len(digits_of(printed.number))) <= 3 and one_digit_off(printed, computed)


def _kindred(figure: Figure, first: Figure, second: Figure) -> bool:
    """Tell whether both operands share a telling word with the result, or stand in its sentence."""
    if significant(figure.quantity.number) >= _PROVE_THEMSELVES:
        return True
    return all(_in_sentence(figure, f) or shared_words(figure.subject, f.subject) for f in (first, second))


def _in_sentence(figure: Figure, other: Figure) -> bool:
    if figure.passage is not other.passage:
        return False
    first, last = sorted((figure, other), key=lambda f: f.start)
    return "。" not in figure.passage.clean[first.end : last.start]


def shared_words(one: str, other: str) -> bool:
    """Tell whether two subjects have two characters running in common, words of every report aside."""
    rest = _COMMON.sub("　", other)
    return any(pair in rest for pair in telling_pairs(one))


@lru_cache(maxsize=4096)
def telling_pairs(text: str) -> frozenset[str]:
    """Return the pairs of characters that run together in TEXT, words of every report aside."""
    words = _COMMON.sub("　", text)
    return frozenset(words[i : i + 2] for i in range(len(words) - 1) if _PAIR.fullmatch(words[i : i + 2]))


def one_digit_off(printed: Quantity, computed: Decimal) -> bool:
    """Tell whether a true result has the printed digits but for one, for two that changed places, or for the point."""
    right = (computed / printed.scale).quantize(Decimal(1).scaleb(-max(printed.decimals, 0)), rounding=ROUND_HALF_UP)
    true, wrong = digits_of(right), digits_of(printed.number)
    if right <= 0 or not wrong:
        return False
    if len(true) != len(wrong):
        shorter, longer = sorted((true, wrong), key=len)
        return len(longer) - len(shorter) == 1 and len(shorter) >= _LEAST_DIGITS - 1 and longer[:-1] == shorter
    unlike = [(a, b) for a, b in zip(true, wrong, strict=True) if a != b]
    return len(unlike) == 1 or (len(unlike) == 2 and unlike[0] == unlike[1][::-1])


def digits_of(number: Decimal) -> str:
    """Return the digits of a number without its sign, point and leading zeros."""
    return "".join(c for c in f"{abs(number):f}" if c.isdigit()).lstrip("0")


def significant(number: Decimal) -> int:
    """Count the digits that say something: of the zeros at the end one at the most, so that 950.00 has three."""
    digits = digits_of(number)
    return min(len(digits.rstrip("0")) + 1, len(digits))
