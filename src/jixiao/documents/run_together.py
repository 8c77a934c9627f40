"""Reports whose line breaks are gone: a long line is parted where its numbered sections begin.

Only numbers that follow one another count (一、 二、 …, below each （一） （二） …, below these 1. 2. …), at the start
of the line, behind a blank or behind the end of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.quantities import chinese_number

_LONG = 500
_FEWEST_SECTIONS = 2
_MARK = re.compile(
    r"(?:^|(?<=[\s。；：]))(?:(?P<l1>[一二三四五六七八九十]{1,3})[、.．]|[（(](?P<l2>[一二三四五六七八九十]{1,3})[)）])"
    r"|(?:^|(?<=[。；：)）])|(?<=[。；：)）]\s)|(?<=[\u4e00-\u9fff]\s))(?P<l3>\d{1,2})[.．、](?!\d)"
)
_TITLE_END = re.compile(r"[^\s，。；：、]{2,20}(?=\s)")
_PAPER_TITLE = re.compile(r".{0,60}?报告(?=\s)")
_SIGNED = re.compile(
    r"(?<=\s)[\u4e00-\u9fff]{4,24}(?:局|中心|委员会|办公室|院|所|站)\s*(?=20\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s*$)"
)
_DATED = re.compile(r"(?<=[\s\u4e00-\u9fff])20\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s*$")


def paragraph_starts(line: str) -> list[int]:
    """Return the offsets in LINE at which paragraphs begin, the first always 0; one for a line that is just long."""
    if len(line) < _LONG:
        return [0]
    marks = list(_sections(line))
    sections = [found for found, level in marks if level == 1]
    if len(sections) < _FEWEST_SECTIONS:
        return [0]
    starts = {0, *(found.start() for found, _ in marks), *_around(line, sections)}
    return sorted(starts)


def _sections(line: str) -> Iterator[tuple[re.Match[str], int]]:
    """Yield the section numbers that follow one another, with their level."""
    numbers = [0, 0, 0]
    for found in _MARK.finditer(line):
        level = 1 if found["l1"] else 2 if found["l2"] else 3
        ordinal = found["l1"] or found["l2"] or ""
        told = chinese_number(ordinal) if ordinal else (Decimal(found["l3"]), 0)
        number = int(told[0]) if told is not None else 0
        if number != numbers[level - 1] + 1:
            continue
        numbers[level - 1 :] = [number, *[0] * (3 - level)]
        yield found, level


def _around(line: str, sections: list[re.Match[str]]) -> Iterator[int]:
    """Yield where the words behind titles begin, and the signature and the date at the end."""
    if (title := _PAPER_TITLE.match(line)) and title.end() < sections[0].start():
        yield _next_word(line, title.end())
    for section in sections:
        if found := _TITLE_END.match(line, section.end()):
            yield _next_word(line, found.end())
    yield from (found.start() for pattern in (_SIGNED, _DATED) if (found := pattern.search(line, sections[-1].end())))


def _next_word(line: str, at: int) -> int:
    return at + len(line[at:]) - len(line[at:].lstrip())
