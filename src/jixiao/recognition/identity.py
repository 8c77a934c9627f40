"""What a paper is: its form, subject, year, department and place, from its title and its first words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from jixiao.evaluations import Form, Subject

_TITLE_REPORT = re.compile(r"报告(?:（.*）)?$|自评情况(?:说明|报告)?$|绩效自评总结$")
_TITLE_TABLE = re.compile(r"(?:自评|评价|绩效|数据|目标|评分)(?:情况)?(?:一览|统计|汇总|打分|评分)?表(?:（.*）)?$")
_BUREAU = r"(?:医疗保障局|医保局|医疗保障事务中心|医疗保险(?:服务|管理)?中心|医疗保障服务中心)"
_DEPARTMENT = re.compile(rf"(?:[\u4e00-\u9fa5]{{2,9}}?(?:省|市|州))?[\u4e00-\u9fa5]{{0,9}}?(?:市|县|区|旗|州){_BUREAU}")
_BEFORE_NAME = re.compile(
    r".*(?:(?:为|由|是|度|在|对|经(?!开|济)|与|将(?!乐)|向|年|本(?!溪)|的|和(?!平|顺|龙|田|政|布))(?=[\u4e00-\u9fa5]+(?:市|县|区|旗|州|省))|(?:度|本)(?=[市县区旗]医))"
)
_DATE = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日?$")


def is_report_title(text: str) -> bool:
    """Tell whether a short line is the title of a report of a self-evaluation."""
    return len(text) <= 46 and bool(_TITLE_REPORT.search(text)) and bool(re.search(r"绩效|评价|自评", text))


def is_table_title(text: str) -> bool:
    """Tell whether a short line is the title of a form."""
    return len(text) <= 46 and bool(_TITLE_TABLE.search(text))


def form_of(titles: Sequence[str], table: bool) -> Form:
    """Return the form that the TITLES name; without a name, a project's paper."""
    text = "".join(titles)
    if "基础数据" in text:
        return Form.BASE_DATA_TABLE
    department = bool(re.search(r"整体|部门支出", text))
    if table:
        return Form.DEPARTMENT_TABLE if department else Form.PROJECT_TABLE
    return Form.DEPARTMENT_REPORT if department else Form.PROJECT_REPORT


def subject_of(form: Form) -> Subject:
    """Return what a form evaluates."""
    return Subject.PROJECT if form in (Form.PROJECT_TABLE, Form.PROJECT_REPORT) else Subject.DEPARTMENT


def year_of(texts: Sequence[str]) -> int | None:
    """Return the first year that TEXTS name as the year of the evaluation."""
    for pattern in (r"(20\d\d)年度", r"(20\d\d)年(?!\d|起|底前|[一二三四]季度)"):
        for text in texts:
            found = re.search(pattern, text)
            if found:
                return int(found[1])
    return None


def department_in(text: str) -> tuple[int, int] | None:
    """Return the range of the department's name in TEXT."""
    found = _DEPARTMENT.search(text)
    if found is None:
        return None
    lead = _BEFORE_NAME.match(found[0])
    return found.start() + (lead.end() if lead else 0), found.end()


def place_of(department: str) -> str | None:
    """Return the place that a department's name begins with, such as ``重庆市璧山区``."""
    found = re.match(
        r"[\u4e00-\u9fa5]{2,12}?(?:省|市|自治区|州|县|区|旗)(?:[\u4e00-\u9fa5]{1,8}?(?:市|州|县|区|旗))*(?=医)",
        department,
    )
    return found[0] if found else None


def signed_on(text: str) -> date | None:
    """Return the date of a closing line such as ``2024年6月5日``; ``None`` for any other line."""
    found = _DATE.search(text)
    if found is None or len(text) > 60:
        return None
    year, month, day = (int(part) for part in found.groups())
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= 28 else _late_date(year, month, day)


def _late_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
