"""The words around a number: 约, 近, 超过, 不低于 before it; 左右, 以上, 以内 after it."""

from __future__ import annotations

import re

from jixiao.quantities.quantity import Qualifier

_BEFORE: dict[Qualifier, tuple[str, ...]] = {
    Qualifier.ABOUT: ("约", "大约", "约为", "约占", "约有", "约达", "近", "将近", "接近", "大概", "大致"),
    Qualifier.OVER: (
        *("超", "超过", "超过了", "逾", "高于", "大于", "多于", "突破", "至少", "不低于", "不少于", "不小于"),
        *("大于等于", "大于或等于", "高于等于", "≥", ">", ">=", "不低於"),
    ),
    Qualifier.UNDER: (
        *(
            "不足",
            "不到",
            "低于",
            "小于",
            "少于",
            "不超过",
            "未超过",
            "不高于",
            "不大于",
            "不多于",
            "至多",
            "不超",
            "未超",
        ),
        *("小于等于", "小于或等于", "≤", "<", "<="),
    ),
}
_BEFORE_WORDS = sorted(
    ((word, kind) for kind, words in _BEFORE.items() for word in words), key=lambda pair: -len(pair[0])
)
_LAST_CHARS = frozenset(word[-1] for word, _ in _BEFORE_WORDS)
_LONGEST = max(len(word) for word, _ in _BEFORE_WORDS)

_AFTER = re.compile(
    " {0,2}(?:\\(含[^()]{0,4}\\))?(?:(?P<about>左右|上下)|(?P<over>及?以上|之上|[余多](?=[，。；、,;)\\s的来]|$))"
    "|(?P<under>及?以下|之下|以内|之内|(?<=[天日月年周时])内))"
)
_PART_OF_WORD = re.compile("(?:[节合签条履协预公]约|[附最邻临]近)$")
_TIME_UNITS = frozenset(("年", "天", "个月", "周", "个工作日", "小时"))


def qualifier_before(folded: str, start: int) -> tuple[Qualifier, int]:
    """Return the qualifier that ends right before ``start`` and the offset at which its words begin."""
    at = start
    while at and folded[at - 1] == " " and start - at < 3:
        at -= 1
    if not at or folded[at - 1] not in _LAST_CHARS:
        return Qualifier.NONE, start
    words = folded[max(0, at - _LONGEST) : at]
    if _PART_OF_WORD.search(words):
        return Qualifier.NONE, start
    for word, kind in _BEFORE_WORDS:
        if words.endswith(word):
            return kind, at - len(word)
    return Qualifier.NONE, start


def qualifier_after(folded: str, end: int) -> tuple[Qualifier, int]:
    """Return the qualifier that begins right after ``end`` and the offset at which its words end."""
    found = _AFTER.match(folded, end)
    if found is None:
        return Qualifier.NONE, end
    return Qualifier(found.lastgroup or Qualifier.NONE), found.end()


def qualifier_around(folded: str, start: int, end: int, unit: str) -> Qualifier:
    """Return the qualifier of the quantity at ``[start:end)``; words before it win over words after it."""
    before, begin = qualifier_before(folded, start)
    if before is Qualifier.ABOUT and unit in _TIME_UNITS and folded[begin:start].strip() == "近":
        # 近三年 is the last three years, not about three years.
        before = Qualifier.NONE
    return before if before is not Qualifier.NONE else qualifier_after(folded, end)[0]
