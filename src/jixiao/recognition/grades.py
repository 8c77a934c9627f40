"""Grades and grade bands, in prose, in cells, and as ticked boxes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jixiao.documents import Excerpt
from jixiao.evaluations import GradeBand

_NAMES = r"(?:优秀?|良好?|中等?|合格|一般|较好|较差|差|不合格|[一二三四]等)"
_NUMBER = r"\d+(?:\.\d+)?"
_MARK = rf"(?:（?不?含(?:本数|{_NUMBER}分?)?）?)?"
_LOW = rf"(?P<low>{_NUMBER})(?P<low_mark>{_MARK})分?(?P<low_mark2>{_MARK})"
_HIGH = rf"(?P<high>{_NUMBER})(?P<high_mark>{_MARK})分?(?P<high_mark2>{_MARK})"
_SCORE = r"(?:综合得分|自评得分|评价得分|得分|总分|评分|分数|[A-Zxs])?"
_AT_LEAST = r"(?P<from>≥|>|大于或?等于|高于或?等于|不低于|大于|高于|超过)"
_AT_MOST = r"(?P<to>≤|<|小于或?等于|低于或?等于|不高于|不超过|小于|低于|不足|不满)"
_LIMITS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_LOW}(?P<from>≤|<)(?P<name>{_NAMES})(?P<to>≤|<){_HIGH}",
        rf"{_LOW}(?P<from>≤|<){_SCORE}(?P<to>≤|<){_HIGH}",
        rf"{_HIGH}(?P<to>≥|>)(?:(?P<name>{_NAMES})|{_SCORE})(?P<from>≥|>){_LOW}",
        rf"{_AT_LEAST}{_LOW}[，、且并]?{_SCORE}{_AT_MOST}{_HIGH}",
        rf"(?P<from>[\[（]){_LOW}[,，]{_HIGH}(?P<to>[\]）])",
        rf"{_LOW}(?:及?以上)?(?P<low_mark3>{_MARK})[-—–~～至到−]+{_HIGH}(?P<under>以下)?(?P<high_mark3>{_MARK})",
        rf"{_LOW}(?P<from>及?以上){_MARK}[，、]?{_HIGH}(?P<under>以下)(?P<high_mark3>{_MARK})",
        rf"{_AT_LEAST}{_LOW}",
        rf"{_AT_MOST}{_HIGH}",
        rf"{_LOW}(?P<from>及?以上)(?P<low_mark3>{_MARK})",
        rf"{_HIGH}(?P<to>及以下)",
        rf"{_HIGH}(?P<under>以下)(?P<high_mark3>{_MARK})",
    )
)
_CANDIDATE = re.compile(r"(?<![\d.])\d|[≥≤<>\[]|大于|小于|高于|低于|不低于|不高于|超过|不超过|不足|不满")
_NAME_BEFORE = re.compile(
    rf"(?<![其集之当年期空城初高])(?P<name>{_NAMES})[”\"]?(?:等级|等次|等|级|档)?[（：为是=]?{_SCORE}$"
)
_NAME_BEHIND = re.compile(
    r"(?:之间)?(?:者|的)?，?(?:评价|自评|绩效)?(?:等级|等次|档次|结果|评定?)?(?:为|是|属于?|：|=|（)+[“‘\"]?"
    rf"(?P<name>{_NAMES})(?=[”’\"，。；、）]|等|级|档|$)"
)
_ANY_NAME = re.compile(_NAMES)
_ANY_GRADE = re.compile("[优良中差等]")
_WHOLE = Decimal(100)
_STATED = re.compile(
    r"(?:等级|等次|级别|自评结果|评价结果|评价结论|自评结论|档次|标准|评定|评(?=为[“‘])|(?<=\d分，)评(?=为))(?:为|是|：|属于|评定为|定为|达到|评为|均为)*[“‘\"]?"
    r"(?P<name>优秀?|良好?|中等?|差|[一二三四]等)(?=[”’\"，。；（）、！]|$|等?级|等次|档)"
)
_TICK_BEFORE = re.compile(
    r"(?:☑|√|✓|✔|■|\[x\]|<input[^>]*checked[^>]*>|R(?=优|良|中|差))\s*(?P<name>优秀?|良好?|中等?|差|[一二三四]等)",
    re.IGNORECASE,
)
_BOX_FIRST = re.compile(r"[^优良中差]*?(?:[☑√✓✔■□]|\[|<input|R)")
_TICK_BEHIND = re.compile(r"(?P<name>优|良|中|差)\s*(?:☑|√|✓|✔)")


@dataclass(frozen=True, slots=True)
class _Limits:
    """A range of scores in the text; ``None`` for an end means open, for ``…_in`` that the words do not say."""

    start: int
    end: int
    name: str | None
    lower: Decimal | None
    lower_in: bool | None
    upper: Decimal | None
    upper_in: bool | None


def find_bands(text: str, excerpt: Callable[[int, int], Excerpt]) -> list[GradeBand]:
    """Return the grade bands printed in TEXT (cleaned); EXCERPT leads a range of it to its source.

    The name may stand before its limits (``优90（含）-100分``), behind them (``90分（含）以上为优``) or between them
    (``80≤良<90``). An end of which the words do not say whether it belongs to a band belongs to the band that begins
    there; in a list such as ``90以上为优，80以上为良`` each band reaches up to the one above it.
    """
    if _ANY_NAME.search(text) is None:
        return []
    limits = _all_limits(text)
    behind = [named for one in limits if (named := _named_behind(text, one)) is not None]
    before = [named for one in limits if (named := _named_before(text, one)) is not None]
    chosen = _closed(before if len(before) > len(behind) else behind)
    return [_band(one, excerpt(one.start, one.end)) for one in chosen]


def _all_limits(text: str) -> list[_Limits]:
    """Return the ranges of scores in TEXT, left to right, none overlapping."""
    found: list[_Limits] = []
    at = 0
    for candidate in _CANDIDATE.finditer(text):
        if candidate.start() < at:
            continue
        tried = (pattern.match(text, candidate.start()) for pattern in _LIMITS)
        match = next((m for m in tried if m is not None), None)
        limits = _limits(match) if match is not None else None
        if limits is not None:
            found.append(limits)
            at = limits.end
    return found


def _limits(match: re.Match[str]) -> _Limits | None:
    groups = match.groupdict()
    lower = Decimal(groups["low"]) if groups.get("low") else None
    upper = Decimal(groups["high"]) if groups.get("high") else None
    if any(end is not None and end > _WHOLE for end in (lower, upper)):
        return None
    low_mark, high_mark = _mark(groups, "low"), _mark(groups, "high")
    if lower is not None and upper is not None and lower > upper:
        lower, upper, low_mark, high_mark = upper, lower, high_mark, low_mark
    return _Limits(
        start=match.start(),
        end=match.end(),
        name=groups.get("name"),
        lower=lower,
        lower_in=low_mark if low_mark is not None else _includes(groups.get("from")),
        upper=upper,
        upper_in=high_mark if high_mark is not None else False if groups.get("under") else _includes(groups.get("to")),
    )


def _mark(groups: dict[str, str | None], end: str) -> bool | None:
    """Read the words （含） and （不含） on one end: beside it, or beside the other and naming its number."""
    other = "high" if end == "low" else "low"
    own = [m for m in _marks(groups, end) if groups.get(other) is None or _names(m) != groups[other]]
    named = [m for m in _marks(groups, other) if _names(m) is not None and _names(m) == groups.get(end)]
    marks = "".join(own + named)
    return None if "含" not in marks else "不含" not in marks


def _marks(groups: dict[str, str | None], end: str) -> list[str]:
    return [mark for count in ("", "2", "3") if (mark := groups.get(f"{end}_mark{count}"))]


def _names(mark: str) -> str | None:
    """Return the number that a mark such as （含80分） names."""
    found = re.search(_NUMBER, mark)
    return found[0] if found is not None else None


def _includes(words: str | None) -> bool | None:
    """Tell whether a comparison includes its end: ≥, 不低于 and 以上 do, >, 小于 and 不足 do not."""
    if not words:
        return None
    return words in ("≥", "≤", "[", "]") or bool(re.search(r"等于|^不(?!足|满)|及|以上", words))


def _named_before(text: str, limits: _Limits) -> _Limits | None:
    if limits.name is not None:
        return limits
    found = _NAME_BEFORE.search(text[max(0, limits.start - 14) : limits.start])
    start = max(0, limits.start - 14) + found.start() if found else 0
    return replace(limits, name=found["name"], start=start) if found else None


def _named_behind(text: str, limits: _Limits) -> _Limits | None:
    if limits.name is not None:
        return limits
    found = _NAME_BEHIND.match(text, limits.end)
    return replace(limits, name=found["name"], end=found.end()) if found else None


def _closed(limits: Sequence[_Limits]) -> list[_Limits]:
    """Settle the ends of which the words do not say whether they belong to the band, and the open ends of a list."""
    limits = [_capped(one, limits) for one in limits]
    taken = {one.upper for one in limits if one.upper_in}
    lowers = [replace(one, lower_in=one.lower not in taken) if one.lower_in is None else one for one in limits]
    begun = {one.lower for one in lowers if one.lower_in}
    return [replace(one, upper_in=one.upper not in begun) if one.upper_in is None else one for one in lowers]


def _capped(one: _Limits, limits: Sequence[_Limits]) -> _Limits:
    """End a band without upper limit where the next higher band begins."""
    above = [other for other in limits if other.lower and one.lower is not None and other.lower > one.lower]
    if one.upper is not None or not above:
        return one
    nearest = min(above, key=lambda other: other.lower or _WHOLE)
    return replace(one, upper=nearest.lower, upper_in=nearest.lower_in is False)


def _band(limits: _Limits, where: Excerpt) -> GradeBand:
    return GradeBand(
        name=grade_name(limits.name or ""),
        lower=limits.lower,
        lower_included=bool(limits.lower_in),
        upper=limits.upper,
        upper_included=bool(limits.upper_in),
        excerpt=where,
    )


def grade_name(words: str) -> str:
    """Return the one name of a grade that is printed in several ways: ``优秀`` is ``优``."""
    return words[0] if words[:1] in ("优", "良", "中", "差") else words


def stated_grade(text: str) -> tuple[str, int, int] | None:
    """Return the grade that TEXT (cleaned) states, such as ``自评等级为“优”``, with the range of its words."""
    found = _STATED.search(text)
    return None if found is None else (grade_name(found["name"]), found.start(), found.end())


def ticked_grade(text: str) -> tuple[str, int, int] | None:
    """Return the grade whose box is ticked in TEXT, with the range of the box and the word; ``None`` without a tick.

    A tick belongs to the word behind it, but to the word before it where the line of boxes begins with a word.
    """
    if _ANY_GRADE.search(text) is None:
        return None
    begins_with_box = _BOX_FIRST.match(text) is not None
    tried = (_TICK_BEFORE, _TICK_BEHIND) if begins_with_box else (_TICK_BEHIND, _TICK_BEFORE)
    found = tried[0].search(text) or tried[1].search(text)
    return None if found is None else (grade_name(found["name"]), found.start(), found.end())
