"""Section headings: 一、 （一） 1. （1）, with their number, and whether anything follows them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.evaluations import Heading
from jixiao.recognition.passages import Passage

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_NUMBERING = re.compile(
    r"^(?:(?P<l1>[一二三四五六七八九十]{1,3})[、.．]"
    r"|（(?P<l2>[一二三四五六七八九十]{1,3})）"
    r"|(?P<l3>\d{1,2})[、.．](?!\d(?!\d{3}年))"
    r"|（(?P<l4>\d{1,2})）"
    r"|(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,3})(?=[\u4e00-\u9fa5])(?![万亿元个倍人家件分年月日次天]))"
)
_LONGEST = 45


def chinese_ordinal(text: str) -> int:
    """Return the value of a Chinese ordinal from 一 to 九十九."""
    if "十" not in text:
        return _DIGITS[text] if len(text) == 1 else int("".join(str(_DIGITS[c]) for c in text))
    tens, _, ones = text.partition("十")
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def numbering(clean: str) -> tuple[int, int, int] | None:
    """Return (level, number, end of the number) when CLEAN begins with a section number."""
    found = _NUMBERING.match(clean)
    if found is None:
        return None
    if found["dotted"]:
        return 1 + found["dotted"].count("."), int(found["dotted"].rsplit(".", 1)[1]), found.end()
    for level, group in enumerate(("l1", "l2", "l3", "l4"), start=1):
        if found[group]:
            number = chinese_ordinal(found[group]) if level <= 2 else int(found[group])
            return level, number, found.end()
    return None


def headings(passages: Sequence[Passage]) -> tuple[Heading, ...]:
    """Return the headings among PASSAGES: numbered paragraphs that are short and no sentence."""
    found: list[Heading] = []
    for at, passage in enumerate(passages):
        number = numbering(passage.clean)
        title = passage.clean[number[2] :] if number else ""
        if number is None or not title or len(title) > _LONGEST or re.search(r"[。；]", title.rstrip("。；")):
            continue
        following = passages[at + 1].clean if at + 1 < len(passages) else ""
        next_number = numbering(following)
        next_title = next_number is not None and next_number[:2] == (number[0], number[1] + 1)
        empty = next_title and number[0] <= 2 and not re.search(r"[。；：，]", title) and len(title) <= 30
        found.append(Heading(level=number[0], number=number[1], title=title, excerpt=passage.whole(60), empty=empty))
    return tuple(found)
