"""What stands on which sheet of the workbook: the names that writing and reading share.

No cell has a fixed address: a sheet is found by its name, a column by its head, a row of the first sheet by its label.
"""

from __future__ import annotations

from dataclasses import dataclass

HELP, BASICS, FUNDS, GOALS = "填写说明", "基本情况", "资金", "目标"
INDICATORS, TEXTS, SECTIONS, RESULT = "指标", "问题与措施", "报告文字", "得分"

PACK, SUBJECT, YEAR, PLACE = "规则包", "评价对象", "评价年度", "地区"
DEPARTMENT, PROJECT, POSTS, STAFF = "单位名称", "项目名称", "编制人数", "在职人数"
SUBJECT_WORDS = {"部门": "department", "项目": "project"}

NATURES = ("≥", "≤", "=", "＞", "＜", "期限", "定性")
DATE_NATURE, WORDS_NATURE = "期限", "定性"


@dataclass(frozen=True, slots=True)
class Head:
    """A column: what stands in its head, which field it fills, how wide it is, and a word of help.

    ``kind`` is ``text``, ``number``, ``choice`` or ``formula``; a formula is not read back.
    """

    title: str
    field: str
    width: int
    help: str
    kind: str = "text"


FUND_HEADS = (
    Head("资金来源", "label", 24, "第一行是资金总额；以下各行是其中的各种来源"),
    Head("年初预算数（万元）", "initial", 14, "年初批复的预算数；没有这项填 0，不适用填“不适用”", "number"),
    Head("全年预算数（万元）", "adjusted", 14, "年中调整后的预算数；没有调整过的与年初预算数相同", "number"),
    Head("到位资金（万元）", "arrived", 14, "实际到位的资金；表上没有这一栏的可以不填", "number"),
    Head("全年执行数（万元）", "executed", 14, "实际支出数", "number"),
    Head("执行率", "", 10, "自动计算：全年执行数÷预算数", "formula"),
    Head("评定得分", "score", 10, "执行率得分由人评定的地方，在第一行填；按比例计算的不用填", "number"),
    Head("原因", "reason", 30, "预算有调整、执行率偏低的，写明原因"),
)
GOAL_HEADS = (
    Head("预期目标", "expected", 60, "年初确定的目标，写清数量、比例、期限"),
    Head("实际完成情况", "reached", 60, "逐条对应预期目标，写实际的数"),
)
INDICATOR_HEADS = (
    Head("一级指标", "dimension", 14, "同上一行的可以空着"),
    Head("二级指标", "category", 16, "同上一行的可以空着"),
    Head("三级指标", "name", 26, "写清衡量什么，如“参保人数”“费用审核准确率”"),
    Head("指标性质", "nature", 10, "≥ 越大越好；≤ 越小越好；= 正好等于；期限；定性（用文字说明）", "choice"),
    Head("指标值", "target", 14, "只填数；期限填“12月31日前”；定性填文字"),
    Head("计量单位", "unit", 10, "人、人次、家、万元、%……；指标值和完成值用同一个单位"),
    Head("实际完成值", "actual", 14, "只填数，与指标值同一个单位；期限填完成的日期"),
    Head("上年完成值", "last_year", 12, "用来看目标是不是定低了；没有可以不填"),
    Head("分值", "weight", 8, "本项满分是多少", "number"),
    Head("达成程度", "attainment", 16, "定性指标选一档", "choice"),
    Head("评定得分", "score", 10, "定性、期限和由人评定的指标填；按数字计算的不用填", "number"),
    Head("得分", "", 10, "自动计算，改了数会跟着变", "formula"),
    Head("检查", "", 22, "自动检查这一行有没有漏填", "formula"),
    Head("偏差原因", "reason", 30, "扣了分、大幅超过目标的，写明原因"),
    Head("改进措施", "measure", 30, "下一步怎样改进"),
    Head("佐证材料", "evidence", 26, "材料名称，几份用分号隔开"),
)
TEXT_HEADS = (
    Head("存在的问题", "problems", 60, "一行一条"),
    Head("改进措施", "measures", 60, "一行一条"),
)
SECTION_HEADS = (
    Head("章节", "title", 34, "规则包规定的报告章节，不要改名"),
    Head(
        "正文",
        "text",
        90,
        "自己写的话，放在这一章的开头；填在别的表里的数会自动写进报告。分段按 Alt+Enter",
    ),
)
