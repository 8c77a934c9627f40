"""Chinese words for what the program knows by English names: one place, so that all outputs speak alike."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from jixiao.auditing.baseline import Verdict
from jixiao.auditing.model import Finding, Match, Severity
from jixiao.evaluations import Evaluation, Form
from jixiao.quantities import Interval, parse_quantity, plain

INCOMPLETE = "incomplete"
# What a finding is listed under, heaviest first. A gap is not a weak fault but a place that nobody could judge.
CATEGORIES = (Severity.ERROR.value, Severity.WARNING.value, Severity.INFO.value, INCOMPLETE)
CATEGORY_WORDS = {"error": "错误", "warning": "疑点", "info": "提示", INCOMPLETE: "无法判断"}
VERDICT_WORDS = {Verdict.OPEN: "未判定", Verdict.CONFIRMED: "已确认", Verdict.DISMISSED: "不是问题"}
MATCH_WORDS = {
    Match.FACE: "与印出的数相符",
    Match.ROUNDING: "按四舍五入相符",
    Match.TRUNCATION: "按舍去尾数相符",
    Match.NONE: "不成立",
    Match.JUDGED: "按文字或日期判断",
}
FORM_WORDS = {
    Form.BASE_DATA_TABLE: "基础数据表",
    Form.DEPARTMENT_TABLE: "部门整体支出绩效自评表",
    Form.PROJECT_TABLE: "项目支出绩效自评表",
    Form.DEPARTMENT_REPORT: "部门整体支出绩效自评报告",
    Form.PROJECT_REPORT: "项目支出绩效自评报告",
}
_CELL = re.compile(r"^(?P<table>.+)!R(?P<row>\d+)(?:C(?P<column>\d+))?$")
# Enough for any printed ratio; bounds of quotients can have eighty digits, which tell a reader nothing.
_DECIMALS = 8
# A bound is shown two digits finer than the figure that it bounds.
_FINER = 2


def category(finding: Finding) -> str:
    """Return what FINDING is listed under: its severity, or ``incomplete`` when the document hides something."""
    return INCOMPLETE if finding.kind == INCOMPLETE else finding.severity.value


def place_words(place: str) -> str:
    """Return the label of a place as a clerk says it: ``表2!R5C4`` is 表2第5行第4列, ``表2!R5`` is 表2第5行."""
    found = _CELL.match(place)
    if found is None:
        return place
    return f"{found['table']}第{found['row']}行" + (f"第{found['column']}列" if found["column"] else "")


def bounds(interval: Interval, decimals: int = _DECIMALS) -> tuple[str, str]:
    """Return the ends of INTERVAL in plain digits, moved outwards where they have more than DECIMALS decimals."""
    return _shortened(interval.low, decimals, ROUND_FLOOR), _shortened(interval.high, decimals, ROUND_CEILING)


def _shortened(number: Decimal, decimals: int, rounding: str) -> str:
    exponent = number.as_tuple().exponent
    long = isinstance(exponent, int) and exponent < -decimals
    return plain(number.quantize(Decimal(1).scaleb(-decimals), rounding=rounding) if long else number)


def interval_words(interval: Interval, *like: str) -> str:
    """Return INTERVAL as a reader sees it: one number, or both ends with their brackets.

    Intervals are in base units (元, ratio); they are shown in the unit of the first of LIKE that names one (万元, %).
    """
    unit = next((quantity for text in like if (quantity := parse_quantity(text)) and quantity.unit), None)
    if unit is None:
        return _with_brackets(interval, "", _DECIMALS)
    suffix = str(unit).removeprefix(f"{unit.number:f}")
    return _with_brackets(interval.scaled(1 / unit.scale), suffix, max(unit.decimals, 0) + _FINER)


def _with_brackets(interval: Interval, unit: str, decimals: int) -> str:
    low, high = bounds(interval, decimals)
    if low == high:
        return low + unit
    return f"{'[' if interval.low_closed else '('}{low}{unit}，{high}{unit}{']' if interval.high_closed else ')'}"


def total_words(evaluation: Evaluation) -> str | None:
    """Return the total score with the digits that the document prints, ``None`` when it prints none."""
    return f"{evaluation.total.value:f}" if evaluation.total else None


def subject_words(evaluation: Evaluation) -> str:
    """Return what EVALUATION is about: form, year, department or project, as far as the document says."""
    whose = evaluation.project or evaluation.department
    year = f"{evaluation.year}年度" if evaluation.year else ""
    name = " ".join(whose.text.split()) if whose else ""
    return " · ".join(part for part in (FORM_WORDS[evaluation.form], year, name) if part)
