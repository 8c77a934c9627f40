"""One amount told in two places, in one of them with a slip: 资助13998人 here, 资助13898人 there."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from jixiao.auditing.checks.repeated import Mention, mentions, two_things
from jixiao.auditing.derivation import telling_pairs
from jixiao.auditing.misprint import Slip, slip_between
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.quantities import Quantity
from jixiao.recognition import Dossier

_NO_AMOUNT = frozenset(("", "分", "%", "个百分点", "年", "月", "天", "个月"))
_LEAST_DIGITS = 4
_MOST_ALIKE = 12
_CHINESE = re.compile(r"[\u4e00-\u9fa5]")
_UNIT_WORDS = re.compile(r"\d[\d,]*(?:\.\d+)?[万亿]?(?:元|人次|人|家|件|户|份|条|个|次|笔|台)?")
_SHARED = {Slip.SWAP: 1, Slip.SCALE: 2, Slip.DIGIT: 2, Slip.POINT: 3}
_OTHER = re.compile(r"上年|去年|同期|目标|计划|预算|比|较|其中|每|均|20\d\d年")

_Key = tuple[object, ...]


@check(
    "told-twice",
    title="两处写的同一个数没有写错一位",
    family="前后一致",
    basis="同一材料对同一事项的数字应当一致",
    severity=Severity.ERROR,
    explanation="名称相合、单位相同的两个数，只差一位数字、相邻两位颠倒、小数点错位或者单位差“万”的，判为一处写错。",
)
def told_twice(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Two long numbers of one name that are a slip apart are one number, mistyped once."""
    told = [m for m in mentions(dossier) if _is_telling(m.quantity)]
    often = Counter((m.quantity.unit, m.quantity.value) for m in told)
    for first, second, slip in _slipped_pairs(told):
        if _named_alike(first, second, slip) and not two_things(dossier, first, second):
            wrong, right = sorted((second, first), key=lambda m: often[m.quantity.unit, m.quantity.value])
            yield from _fault(wrong, right, slip)


def _is_telling(quantity: Quantity) -> bool:
    digits = "".join(c for c in f"{quantity.number:f}" if c.isdigit()).strip("0")
    return quantity.unit not in _NO_AMOUNT and quantity.value > 0 and len(digits) >= _LEAST_DIGITS


def _slipped_pairs(told: Sequence[Mention]) -> Iterator[tuple[Mention, Mention, Slip]]:
    """Yield the numbers that are a slip apart, each two values once, in time linear in the numbers."""
    known: Mapping[_Key, list[Mention]] = defaultdict(list)
    seen: set[tuple[Decimal, Decimal]] = set()
    for mention in told:
        for key in _keys(mention.quantity):
            for other in known[key]:
                values = other.quantity.value, mention.quantity.value
                if values[0] == values[1] or values in seen:
                    continue
                slip = slip_between(mention.quantity, values[0]) or slip_between(other.quantity, values[1])
                if slip is not None:
                    seen.update((values, values[::-1]))
                    yield other, mention, slip
            if len(known[key]) < _MOST_ALIKE:
                known[key].append(mention)


def _keys(quantity: Quantity) -> Iterator[_Key]:
    """Yield keys of which two numbers share one when they are a slip apart."""
    number = f"{quantity.number:f}"
    digits = "".join(c for c in number if c.isdigit())
    yield quantity.unit, digits.strip("0")
    yield quantity.unit, quantity.scale, quantity.decimals, "".join(sorted(digits))
    for at, char in enumerate(number):
        if char.isdigit():
            yield quantity.unit, quantity.scale, number[:at] + "*" + number[at + 1 :]


def _named_alike(first: Mention, second: Mention, slip: Slip) -> bool:
    """Tell whether both numbers stand under words that name one thing; two cells of tables may well be alike."""
    names = [_name(m) for m in (first, second)]
    if any(_OTHER.search(name) for name in names) or not any(_in_prose(m) for m in (first, second)):
        return False
    shared = telling_pairs(names[0]) & telling_pairs(names[1])
    return len(shared) >= _SHARED[slip]


def _in_prose(mention: Mention) -> bool:
    return _CHINESE.search(_UNIT_WORDS.sub("", mention.excerpt.text)) is not None


def _name(mention: Mention) -> str:
    """Return the words right before a number, without numbers and units; of a bare cell the name of its row."""
    return _UNIT_WORDS.sub("", mention.excerpt.text if _in_prose(mention) else mention.context)


def _fault(wrong: Mention, right: Mention, slip: Slip) -> Iterator[Relation | Finding]:
    excerpts = (wrong.excerpt, right.excerpt)
    text = wrong.quantity.text
    yield Relation("told-twice", f"{right.quantity} ＝ {wrong.quantity}", text, False, Match.NONE, excerpts)
    yield Finding(
        "told-twice",
        Severity.ERROR,
        f"一处写{text}，一处写{right.quantity.text}，{slip.value}，疑为同一个数",
        excerpts,
        expected=right.quantity.text,
        reported=text,
    )
