"""A count told again under a shorter name with one digit changed: 资助困难群众参保13998人, later 资助参保13898人."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.auditing.derivation import digits_of
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.prose import exact_enough, is_level
from jixiao.auditing.registry import check
from jixiao.recognition import Dossier, Figure

_LEAST_DIGITS = 5
_LEAST_NAME = 4
_MOST_ALIKE = 12
_SAME_END = 2
_NO_COUNT = frozenset({"", "%", "‰", "分", "个百分点"})
_TIME = re.compile(r"20\d\d年度?|全年|本年度?|当年|年末|年底|截至|[\d年月日]+底?")
_FILLER = re.compile(
    r"^(?:其中|共计?|累计|实际|已|合计|有|我[局市县区]|全[市县区]|的|了)+|(?:为|是|达到?|共|计|有|了|的|：|=|约|分别)+$"
)
_NUMBERING = re.compile(r"^(?:\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]、|[①-⑩])")
_OTHER_SCOPE = re.compile(
    r"上年|去年|同期|往年|目标|计划|任务|预计|应|累计|上半年|季度|月|增加|减少|增长|下降|提高|比|较|每|人均|平均|年初|调整|"
    r"下一?年|明年|其余|另|原有|扣除|不含"
)


@check(
    "retold-with-slip",
    title="同一事项换个简短说法再写时数字不变",
    family="前后一致",
    basis="同一材料对同一事项的数字应当一致",
    severity=Severity.ERROR,
    explanation="前文“资助困难群众参保13998人”，后文简称“资助参保13898人”：五位以上的数只差一位，名称一处是另一处的简称，"
    "其中一个数另有一处可以印证的，判为写错。",
)
def retold_with_slip(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Two numbers with one digit changed are one where one name is short for the other and a third place tells."""
    told: Counter[tuple[str, Decimal]] = Counter()
    masked: dict[tuple[str, Decimal, str], list[Figure]] = defaultdict(list)
    for recognition in dossier.recognitions:
        for figure in recognition.figures():
            told[figure.quantity.unit, figure.quantity.value] += 1
            for mask in _masks(figure):
                if len(group := masked[figure.quantity.unit, figure.quantity.scale, mask]) < _MOST_ALIKE:
                    group.append(figure)
    for group in masked.values():
        for at, later in enumerate(group):
            other = next((f for f in group[:at] if _one_thing(f, later, told)), None)
            if other is not None:
                yield from _slip(other, later, told)


def _masks(figure: Figure) -> Iterator[str]:
    """Yield the digits of a figure with each of them blotted out in turn; nothing for one that proves nothing."""
    quantity = figure.quantity
    digits = digits_of(quantity.number)
    if quantity.unit in _NO_COUNT or len(digits.rstrip("0")) < _LEAST_DIGITS - 1 or len(digits) < _LEAST_DIGITS:
        return
    if is_level(figure) and exact_enough(figure) and not _OTHER_SCOPE.search(_clause(figure)):
        yield from (f"{digits[:at]}_{digits[at + 1 :]}.{quantity.decimals}" for at in range(len(digits)))


def _clause(figure: Figure) -> str:
    """Return the words of the figure's own clause before it and the four behind it."""
    clean = figure.passage.clean
    before = re.split(r"[，。；：]", clean[max(0, figure.start - 30) : figure.start])[-1]
    return before + re.split(r"[，。；：]", clean[figure.end : figure.end + 4])[0]


def _one_thing(one: Figure, other: Figure, told: Counter[tuple[str, Decimal]]) -> bool:
    """Tell whether two figures are meant to be one: their names, no step between them told, and one told elsewhere."""
    a, b = one.quantity, other.quantity
    if a.value == b.value or _in_one_sentence(one, other) or (a.unit, abs(a.value - b.value)) in told:
        return False
    return sorted((told[a.unit, a.value] > 1, told[b.unit, b.value] > 1)) == [False, True] and _short_for(one, other)


def _in_one_sentence(one: Figure, other: Figure) -> bool:
    return one.passage is other.passage and "。" not in one.passage.clean[one.end : other.start]


def _short_for(one: Figure, other: Figure) -> bool:
    """Tell whether one name leaves out characters of the other and both end alike."""
    short, long = sorted((_name(one), _name(other)), key=len)
    if len(short) < _LEAST_NAME or short[-_SAME_END:] != long[-_SAME_END:]:
        return False
    rest = iter(long)
    return short != long and all(char in rest for char in short)


def _name(figure: Figure) -> str:
    return _FILLER.sub("", _FILLER.sub("", _TIME.sub("", _NUMBERING.sub("", figure.subject))))


def _slip(one: Figure, other: Figure, told: Counter[tuple[str, Decimal]]) -> Iterator[Relation | Finding]:
    by_times: Sequence[Figure] = sorted((one, other), key=lambda f: told[f.quantity.unit, f.quantity.value])
    wrong, right = by_times
    excerpts = (wrong.excerpt(), right.excerpt())
    expression = f"{right.quantity} ＝ {wrong.quantity}"
    yield Relation("retold-with-slip", expression, wrong.quantity.text, False, Match.NONE, excerpts)
    yield Finding(
        "retold-with-slip",
        Severity.ERROR,
        f"“{wrong.subject[-10:]}”此处写{wrong.quantity.text}，另一处“{right.subject[-12:]}”写{right.quantity.text}，只差一位数字",
        excerpts,
        expected=right.quantity.text,
        reported=wrong.quantity.text,
    )
