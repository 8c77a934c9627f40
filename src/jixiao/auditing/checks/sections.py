"""Sections: their numbers in order and in one style, and none of them empty."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.documents import Excerpt
from jixiao.evaluations import Evaluation, Heading
from jixiao.recognition import Dossier, Passage
from jixiao.recognition.outline import numbering

_FAMILY = "章节与编号"
_BASIS = "GB/T 9704—2012《党政机关公文格式》7.3.3：层次序数依次用“一、”“（一）”“1.”“（1）”"
_ORDINALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A paragraph that begins with a number; ``mark`` is the number as printed."""

    passage: Passage
    level: int
    number: int
    mark: str

    def excerpt(self) -> Excerpt:
        return self.passage.excerpt(0, min(len(self.passage.clean), 24))


@dataclass(frozen=True, slots=True)
class _Slip:
    """A number that does not fit: what it should be. ``style``: the number is right, but in another level's form."""

    at: _Numbered
    expected: str
    message: str = ""
    severity: Severity = Severity.INFO
    style: bool = False


@check(
    "section-numbering",
    title="章节编号",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.WARNING,
    explanation="一级标题跳号、重号的存疑（可能漏了一节）；“五、”“七、”之间写成“6、”这类层次混用，以及下级编号跳号的作提示。",
)
def section_numbering(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Numbers run on within each level, in the style of their level (GB/T 9704-2012, 7.3.3)."""
    for recognition in dossier.recognitions:
        for report in recognition.reports:
            slips = list(_slips(list(_numbered(recognition.passages_in(report)))))
            yield from _mixed_styles([slip for slip in slips if slip.style])
            for slip in slips:
                if not slip.style:
                    excerpts = (slip.at.excerpt(),)
                    yield Finding(
                        "section-numbering",
                        slip.severity,
                        slip.message,
                        excerpts,
                        expected=slip.expected,
                        reported=slip.at.mark,
                    )


def _mixed_styles(slips: Sequence[_Slip]) -> Iterator[Finding]:
    """Tell all numbers of a wrong style in one finding: they come together when a text was converted."""
    if slips:
        pairs = "、".join(f"“{slip.at.mark}”应写作“{slip.expected}”" for slip in slips[:4])
        more = f"等{len(slips)}处" if len(slips) > 4 else ""
        yield Finding(
            "section-numbering",
            Severity.INFO,
            f"编号与同级标题的写法不一致：{pairs}{more}",
            tuple(slip.at.excerpt() for slip in slips),
            expected=slips[0].expected,
            reported=slips[0].at.mark,
        )


def _numbered(passages: Iterable[Passage]) -> Iterator[_Numbered]:
    for passage in passages:
        found = numbering(passage.clean)
        if found is not None and found[2] < len(passage.clean):
            level, number, end = found
            yield _Numbered(passage, level, number, passage.clean[:end])


def _slips(items: Sequence[_Numbered]) -> Iterator[_Slip]:
    """Walk the numbers with the last one of each level; one that fits a higher level is taken as of that level."""
    last: dict[int, _Numbered] = {}
    stray: _Numbered | None = None
    for at, item in enumerate(items):
        level, slips = _place(items, at, last, stray)
        yield from slips
        if level == 3 and item.number != 1 and level not in last:
            stray = item
        elif level == 1:
            stray = None
        if level:
            last = {known: other for known, other in last.items() if known < level} | {level: item}


def _place(
    items: Sequence[_Numbered], at: int, last: dict[int, _Numbered], stray: _Numbered | None
) -> tuple[int, list[_Slip]]:
    """Return the level at which item AT counts (0: it does not count at all) and what is wrong with its number."""
    item = items[at]
    before = last.get(item.level)
    if item.number == 1 or (before and item.number == before.number + 1):
        return item.level, []
    mixed = _LIKE_LEVEL[item.level]
    if mixed in last and item.number == last[mixed].number + 1:
        return mixed, [_Slip(item, _in_style(item.number, mixed), style=True)]
    if before is None:
        return item.level, []
    if item.level == 1:
        following = next((items[i].number for i in range(at + 1, len(items)) if items[i].level == 1), None)
        return _place_top(item, before, stray, following)
    return item.level, list(_lower_slip(item, before, items[at - 1]))


# （3） looks like （三）, 6、 like 六、: which level's number another level may stand in for.
_LIKE_LEVEL = {1: 0, 2: 1, 3: 1, 4: 2}


def _in_style(number: int, level: int) -> str:
    tens, ones = divmod(number, 10)
    chinese = ("" if tens < 2 else _ORDINALS[tens - 1]) + ("十" if tens else "") + (_ORDINALS[ones - 1] if ones else "")
    return {1: f"{chinese}、", 2: f"（{chinese}）", 3: f"{number}.", 4: f"（{number}）"}[level]


def _place_top(
    item: _Numbered, before: _Numbered, stray: _Numbered | None, following: int | None
) -> tuple[int, list[_Slip]]:
    """Judge a first-level heading that leaves out a number or repeats one; FOLLOWING is the number of the next."""
    right = _in_style(before.number + 1, 1)
    if item.number > before.number + 1:
        if stray is not None and item.number == before.number + 2:
            return 1, [_Slip(stray, right, style=True)]
        missing = "、".join(_in_style(n, 1).rstrip("、") for n in range(before.number + 1, item.number))
        message = f"一级标题由“{before.mark}”直接到“{item.mark}”，缺“{missing}”，请核实是漏了一节还是编号写错"
        return 1, [_Slip(item, right, message, Severity.WARNING)]
    if following not in (None, before.number + 1):
        return 1, []
    message = f"一级标题“{item.mark}”排在“{before.mark}”之后，编号重复，请核实是否应为下级标题"
    return 0, [_Slip(item, _in_style(1, 2) if following else right, message, Severity.WARNING)]


def _lower_slip(item: _Numbered, before: _Numbered, previous: _Numbered) -> Iterator[_Slip]:
    """A lower number that leaves out or repeats one; numbers inside the paragraph before count too."""
    inside = rf"[。；：，]（?{item.number - 1}[.、）．]"
    if re.search(inside, previous.passage.clean):
        return
    how = "中间缺号" if item.number > before.number + 1 else "重复或颠倒"
    right = _in_style(before.number + 1, item.level)
    yield _Slip(item, right, f"编号“{item.mark}”排在“{before.mark}”之后，{how}")


@check(
    "empty-section",
    title="只有标题没有内容的章节",
    family=_FAMILY,
    basis="报告提纲所列各节应有内容，确无内容的写“无”",
    severity=Severity.WARNING,
    explanation="标题后面紧接着同级的下一个标题，中间没有一个字。目录和逐条列出的事项不算。",
)
def empty_section(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A heading of the first two levels that the next heading of its level follows at once."""
    for recognition in dossier.recognitions:
        for report in recognition.reports:
            for heading in _empty_headings(report):
                title = heading.title[:24]
                yield Finding(
                    "empty-section",
                    Severity.WARNING,
                    f"“{_in_style(heading.number, heading.level)}{title}”只有标题，没有内容；确无内容的请写“无”",
                    (heading.excerpt,),
                    expected="正文内容或“无”",
                    reported="（空）",
                )


def _empty_headings(report: Evaluation) -> Iterator[Heading]:
    titles = Counter(heading.title for heading in report.outline)
    for level in (1, 2):
        headings = [heading for heading in report.outline if heading.level == level]
        empty = [heading for heading in headings if heading.empty and _is_title(heading) and titles[heading.title] == 1]
        # Where most headings are empty the list is a table of contents, or its points are one line each.
        if empty and 3 * len(empty) <= len(headings):
            yield from empty


def _is_title(heading: Heading) -> bool:
    return len(heading.title) <= 30 and not re.search(r"[，。；：]", heading.title)
