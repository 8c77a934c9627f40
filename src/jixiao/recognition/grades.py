"""Grades and grade bands, in prose, in cells, and as ticked boxes."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from jixiao.documents import Excerpt
from jixiao.evaluations import GradeBand

_NAME = r"(?P<name>优秀?|良好?|中等?|合格|较差|差|不合格|[一二三四]等)"
_NUMBER = r"\d+(?:\.\d+)?"
_BAND = re.compile(
    _NAME
    + r"[”\"]?(?:等?级?|档)?[（：为是，]?"
    + rf"(?:(?P<low>{_NUMBER})分?(?P<lop>≤|<|[-—~～至])(?:得分|总分|综合得分|自评得分|评价得分|[A-Zx优良中差])?(?P<mid>≤|<)?(?P<high>{_NUMBER})分?(?:[（]?(?P<inc>不?含)(?:{_NUMBER}分)?)?"
    + rf"|(?:得分|总分)?(?P<op>≥|>|≤|<)(?:得分)?(?P<only>{_NUMBER})分?"
    + rf"|(?P<edge>{_NUMBER})分?(?P<side>[（]含[）]?以上|及以上|以上|以下|[（]不含[）]?以下)"
    + r")"
)
_TICK = re.compile(
    r"(?P<on>☑|√|✓|✔|■|\[x\]|<input[^>]*checked[^>]*>|R(?=优|良|中|差))\s*(?P<name>优秀?|良好?|中等?|差|[一二三四]等)"
    r"|(?P<late>优|良|中|差)\s*(?:☑|√|✓|✔)",
    re.IGNORECASE,
)


def find_bands(text: str, excerpt: Callable[[int, int], Excerpt]) -> list[GradeBand]:
    """Return the grade bands printed in TEXT (cleaned); EXCERPT leads a range of it to its source."""
    return [_band(found, excerpt(found.start(), found.end())) for found in _BAND.finditer(text)]


def _band(found: re.Match[str], where: Excerpt) -> GradeBand:
    lower = upper = None
    lower_in = upper_in = True
    if found["low"]:
        lower, upper = Decimal(found["low"]), Decimal(found["high"])
        ranged = found["lop"] not in ("≤", "<")
        lower_in = found["lop"] != "<"
        upper_in = found["mid"] != "<" and (not ranged or upper >= 100 or found["inc"] == "含")
    elif found["only"]:
        bound = Decimal(found["only"])
        if found["op"] in ("≥", ">"):
            lower, lower_in = bound, found["op"] == "≥"
        else:
            upper, upper_in = bound, found["op"] == "≤"
    elif "上" in found["side"]:
        lower = Decimal(found["edge"])
    else:
        upper, upper_in = Decimal(found["edge"]), False
    return GradeBand(
        name=found["name"][0] if found["name"][0] in "优良中差" else found["name"],
        lower=lower,
        lower_included=lower_in,
        upper=upper,
        upper_included=upper_in,
        excerpt=where,
    )


def ticked_grade(text: str) -> tuple[str, int, int] | None:
    """Return the grade whose box is ticked in TEXT, with the range of the box and the word; ``None`` without a tick."""
    found = _TICK.search(text)
    if found is None:
        return None
    name = found["name"] or found["late"]
    return name[0] if name[0] in "优良中差" else name, found.start(), found.end()
