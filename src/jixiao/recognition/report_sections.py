"""A report in prose as data: the words of each section of its pack's outline, with the headings' numbers as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.evaluations import ReportSection
from jixiao.quantities import chinese_numeral
from jixiao.recognition.identity import department_in, signed_on
from jixiao.recognition.outline import numbering
from jixiao.recognition.passages import Passage, clean_text

_MARKS = re.compile(r"\[bookmark[:：][^\]]*\]")
_SIGNED_LABEL = re.compile(r"^(?:部门|单位)名称：")
_HINT = re.compile(r"（[^（）]*）$")
_LONGEST_SIGNATURE = 24


def report_sections(passages: Sequence[Passage], titles: Sequence[str], *, alone: bool) -> tuple[ReportSection, ...]:
    """Return the sections that PASSAGES, those of one report, have under TITLES, which are in the order of the outline.

    A section goes to the next title that is found. ``ALONE`` tells that the report is nothing but these words. A number
    is kept only where it is not that which the section has by its place in the outline.
    """
    kept = passages[: len(passages) - _signature_lines(passages)]
    starts = [*_starts(kept, titles)]
    ends = [*(at for at, _ in starts), len(kept)][1:]
    return tuple(
        ReportSection(
            title=titles[place],
            text="\n".join(map(_words, kept[at + 1 : end])),
            alone=alone,
            number=_number(kept[at].clean, place),
        )
        for (at, place), end in zip(starts, ends, strict=True)
    )


def _starts(passages: Sequence[Passage], titles: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the index of each passage that is the heading of a section, with the index of its title."""
    wanted = [_bare(clean_text(title)) for title in titles]
    behind = 0
    for at, passage in enumerate(passages):
        told = _title_of(passage.clean)
        place = next((n for n in range(behind, len(wanted)) if told == wanted[n]), None)
        if place is not None:
            behind = place + 1
            yield at, place


def _title_of(clean: str) -> str:
    found = numbering(clean)
    return _bare(clean[found[2] :] if found is not None else clean)


def _bare(title: str) -> str:
    """Return a title without the hint in brackets that may stand behind it: ``评价结论（附评分表）``."""
    return _HINT.sub("", title) or title


def _number(clean: str, place: int) -> str | None:
    found = numbering(clean)
    number = clean[: found[2]] if found is not None else ""
    return None if number == f"{chinese_numeral(place + 1)}、" else number


def _words(passage: Passage) -> str:
    """Return a paragraph as it is printed, on one line."""
    return "".join(line.strip() for line in _MARKS.sub("", passage.paragraph.text).splitlines())


def _signature_lines(passages: Sequence[Passage]) -> int:
    """Return how many lines at the end say who signs and when."""
    lines = 0
    for passage in reversed(passages):
        clean = passage.clean
        named = department_in(clean)
        signs = _SIGNED_LABEL.match(clean) or signed_on(clean) or (named is not None and named == (0, len(clean)))
        if len(clean) > _LONGEST_SIGNATURE or not signs:
            break
        lines += 1
    return lines
