"""Invented forms and reports, filled in by the tests: a bureau, its year, the usual heads and a run of prose."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.support import Rows, cell_lines, one_line, piped, spaced, tabbed

TITLE = "枫泾县2022年度项目支出绩效自评表\n"
HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
FUND_HEAD = ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
# The shapes in which every row survives; in one_line the rows are gone.
SHAPES: list[Callable[[Rows], str]] = [cell_lines, tabbed, piped, spaced]
ALL_SHAPES = [*SHAPES, one_line]

# 50 + 40 points, all reached and full; with ten points of execution they make 100.
GOOD_ROWS = [
    ["产出指标（50分）", "数量指标（30分）", "检查机构数", "≥50家", "52家", "30", "30", ""],
    ["", "质量指标（20分）", "案卷合格率", "≥98%", "99%", "20", "20", ""],
    ["效益指标（40分）", "社会效益指标（40分）", "政策知晓率", "≥90%", "91%", "40", "40", ""],
]
GOOD_FUNDS = [["年度资金总额", "100.00", "100.00", "90.00", "10", "90.00%", "9.00"]]

# Long enough that a text counts as a report, and without any figure of its own.
_FILLING = (
    "项目按年度计划组织实施，资金由县财政国库集中支付，救助对象名单按月与民政部门比对，"
    "审核、公示、拨付由不同岗位负责，台账保存完整，主管科室逐月核对支出进度，年末与财政部门对账。"
    "县局按季度听取进展情况，对发现的差错逐笔更正，更正记录随凭证保存，便于复核查阅。"
)
_REPORT_TITLE = "清芦县医疗保障局2023年度城乡医疗救助项目支出绩效自评报告"


def indicator_form(rows: Rows, total: Sequence[str] = (), shape: Callable[[Rows], str] = tabbed) -> str:
    """Return a project's form with the indicator ROWS and, when given, weight and score of its total."""
    return TITLE + shape([HEAD, *rows, *_total_row(total)])


def fund_form(
    funds: Rows, rows: Rows = GOOD_ROWS, total: Sequence[str] = (), shape: Callable[[Rows], str] = tabbed
) -> str:
    """Return a project's form with FUNDS, each beginning with its label, above the indicator ROWS."""
    return TITLE + shape([FUND_HEAD, *(["", *line] for line in funds), HEAD, *rows, *_total_row(total)])


def _total_row(total: Sequence[str]) -> list[list[str]]:
    return [["总分", "", "", "", "", *total, ""]] if total else []


def report(*paragraphs: str) -> str:
    """Return a project's report that holds PARAGRAPHS behind its title and a paragraph without figures."""
    return "\n".join([_REPORT_TITLE, _FILLING, *paragraphs]) + "\n"
