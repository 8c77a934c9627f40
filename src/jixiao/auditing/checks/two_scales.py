"""One number told in two scales: 243610人 in the table, 24.63万人 or 24.36人 in the words beside it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from jixiao.auditing.arithmetic import scale_word
from jixiao.auditing.checks.repeated import Mention, mentions
from jixiao.auditing.checks.transposed import neighbours_swapped, same_words
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.quantities import Qualifier
from jixiao.recognition import Dossier

_FAMILY = "前后一致"
_BASIS = "同一材料对同一事项的数字应当一致"
_LEAST_DIGITS = 4
_MOST_ALIKE = 12
_TENTHOUSAND = Decimal(10**4)
_COARSEST = 3
_OTHER_TIME = re.compile(r"上年|去年|同期|目标|计划|预计|年初|下年|明年|应参|应当")
_AVERAGE = re.compile(r"均|每|频次|倍|率|标准")
_CLOSE_BY = 14
_COUNTED = frozenset(
    (
        "人",
        "人次",
        "户",
        "户次",
        "家",
        "家次",
        "件",
        "件次",
        "例",
        "份",
        "张",
        "本",
        "册",
        "台",
        "套",
        "名",
        "场",
        "场次",
        "笔",
        "条",
    )
)

_Key = tuple[str, Decimal, int]


@check(
    "scales-swapped",
    title="同一数字换成“万”以后没有颠倒",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.ERROR,
    explanation="一处写243610人，另一处写24.63万人：按“万”四舍五入应为24.36万人，相邻两位颠倒了。名称相近、单位相同才比较。",
)
def scales_swapped(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A number in 万 whose digits are those of a finer number of the same thing, two neighbours swapped."""
    levels = list(_level_mentions(dossier))
    coarse = _coarse_by_digits(levels)
    fine = [(m, key) for m in levels for key in coarse if _is_finer(m, key)]
    confirmed = {(key, _rounded(m, key, way)) for m, key in fine for way in (ROUND_HALF_UP, ROUND_DOWN)}
    told: set[tuple[int, int]] = set()
    for mention, key in fine:
        due = _rounded(mention, key, ROUND_HALF_UP)
        for other in coarse[key].get(_sorted_digits(due), ()):
            place, number = (other.excerpt.source, other.excerpt.start), other.quantity.number
            wrong = neighbours_swapped(_digits(due), _digits(number)) and (key, number) not in confirmed
            if wrong and place not in told and same_words(mention, other):
                told.add(place)
                yield from _swapped(mention, other, due)


def _coarse_by_digits(levels: Sequence[Mention]) -> dict[_Key, dict[str, list[Mention]]]:
    """Return the numbers in 万 and 亿, by unit, scale and decimals, and by their digits whatever the order of these."""
    found: dict[_Key, dict[str, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for mention in levels:
        quantity = mention.quantity
        if quantity.scale > 1 and quantity.decimals > 0 and len(_digits(quantity.number)) >= _LEAST_DIGITS:
            alike = found[(quantity.unit, quantity.scale, quantity.decimals)][_sorted_digits(quantity.number)]
            if len(alike) < _MOST_ALIKE:
                alike.append(mention)
    return found


def _level_mentions(dossier: Dossier) -> Iterator[Mention]:
    """Yield the exact numbers of this year: no targets, no figures of the year before."""
    for mention in mentions(dossier):
        quantity = mention.quantity
        at = mention.context.find(quantity.text)
        before = mention.context[max(0, at - _CLOSE_BY) : at] if at > 0 else ""
        exact = quantity.unit not in ("", "分", "%") and quantity.qualifier is Qualifier.NONE
        if exact and not _OTHER_TIME.search(re.split("[，。；]", before)[-1]):
            yield mention


def _is_finer(mention: Mention, key: _Key) -> bool:
    unit, scale, decimals = key
    quantity = mention.quantity
    step = quantity.scale.scaleb(-quantity.decimals)
    return quantity.unit == unit and quantity.scale < scale and step < scale.scaleb(-decimals) <= quantity.value


def _rounded(mention: Mention, key: _Key, way: str) -> Decimal:
    return (mention.quantity.value / key[1]).quantize(Decimal(1).scaleb(-key[2]), rounding=way)


def _sorted_digits(number: Decimal) -> str:
    return "".join(sorted(_digits(number)))


def _digits(number: Decimal) -> str:
    return "".join(c for c in f"{number:f}" if c.isdigit())


def _swapped(fine: Mention, coarse: Mention, due: Decimal) -> Iterator[Relation | Finding]:
    right = f"{due:f}{scale_word(coarse.quantity)}{coarse.quantity.unit}"
    excerpts = (coarse.excerpt, fine.excerpt)
    expression = f"{fine.quantity} ＝ {right}"
    yield Relation("scales-swapped", expression, coarse.quantity.text, False, Match.NONE, excerpts)
    yield Finding(
        "scales-swapped",
        Severity.ERROR,
        f"一处写{fine.quantity}，即{right}，一处写{coarse.quantity.text}，疑为数字颠倒",
        excerpts,
        expected=right,
        reported=coarse.quantity.text,
    )


@check(
    "scale-lost-again",
    title="同一数字没有漏写“万”",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.ERROR,
    explanation="文中写“印制5.2份”，指标表同一项的完成值是52000份：带小数的个数补上“万”才与别处相等，是漏写了“万”。",
)
def scale_lost_again(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A count with decimals is that of another place once 万 is supplied."""
    for mention, other in lost_scales(dossier):
        yield from _lost(mention, other)


def lost_scales(dossier: Dossier) -> list[tuple[Mention, Mention]]:
    """Return the counts that lost their 万, each with the number of another place that shows it."""
    return dossier.once("lost scales", lambda: list(_lost_scales(list(_level_mentions(dossier)))))


def _lost_scales(everything: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    broken = [m for m in everything if _is_broken(m)]
    whole = _by_rounding(everything) if broken else {}
    for mention in broken:
        quantity = mention.quantity
        alike = whole.get((quantity.unit, quantity.decimals, quantity.number), [])
        other = next((m for m in alike if same_words(m, mention)), None)
        if other is not None:
            yield mention, other


def _is_broken(mention: Mention) -> bool:
    """Tell a count of persons, cases or things that has decimals and is no average."""
    quantity = mention.quantity
    broken = quantity.scale == 1 and quantity.decimals > 0 and quantity.number != int(quantity.number)
    at = mention.context.find(quantity.text)
    return broken and quantity.unit in _COUNTED and not _AVERAGE.search(mention.context[max(0, at - _CLOSE_BY) : at])


def _by_rounding(everything: Sequence[Mention]) -> dict[tuple[str, int, Decimal], list[Mention]]:
    """Return the mentions of ten thousand and more by unit and what they are in 万, to each count of decimals."""
    found: dict[tuple[str, int, Decimal], list[Mention]] = defaultdict(list)
    for mention in everything:
        quantity = mention.quantity
        if quantity.unit not in _COUNTED or quantity.value < _TENTHOUSAND:
            continue
        for decimals in range(1, _COARSEST + 2):
            number = (quantity.value / _TENTHOUSAND).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
            alike = found[(quantity.unit, decimals, number)]
            if len(alike) < _MOST_ALIKE:
                alike.append(mention)
    return found


def _lost(mention: Mention, other: Mention) -> Iterator[Relation | Finding]:
    quantity = mention.quantity
    right = f"{quantity.number:f}万{quantity.unit}"
    excerpts = (mention.excerpt, other.excerpt)
    yield Relation("scale-lost-again", f"{other.quantity} ＝ {right}", quantity.text, False, Match.NONE, excerpts)
    yield Finding(
        "scale-lost-again",
        Severity.ERROR,
        f"“{quantity.text}”漏写“万”：别处同一数字是{other.quantity}，应为{right}",
        excerpts,
        expected=right,
        reported=quantity.text,
    )
