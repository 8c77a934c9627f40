"""What stands on which sheet of the workbook: the names that writing and reading share.

No cell has a fixed address: a sheet is found by its name, or by its heads where it was renamed, a column by its head,
a row of the first sheet by its label.
"""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.quantities import fold

HELP, OVERVIEW, BASICS, RESULT = "填写说明", "总览", "基本情况", "得分"

PACK, SUBJECT, YEAR, PLACE = "规则包", "评价对象", "评价年度", "地区"
DEPARTMENT, PROJECT, RESPONSIBLE = "单位名称", "项目名称", "负责人"
POSTS, STAFF = "编制人数", "在职人数"
SUPERVISING, IMPLEMENTING, UNITS, EDITION, REPORTED = "主管部门", "实施单位", "单位数", "版式", "报告日期"
BOUGHT_BEFORE = "政府采购上年（万元）"
PLANNED, BOUGHT, SMALL_FIRMS = "政府采购计划（万元）", "政府采购实际（万元）", "其中面向中小企业（万元）"
SAVINGS, TOTAL, GRADE = "厉行节约措施", "自报总分", "自报等级"
SUBJECT_WORDS = {"部门": "department", "项目": "project"}
LABELS = (
    *(PACK, SUBJECT, YEAR, PLACE, EDITION, DEPARTMENT, PROJECT, SUPERVISING, IMPLEMENTING, RESPONSIBLE),
    *(UNITS, POSTS, STAFF, BOUGHT_BEFORE, PLANNED, BOUGHT, SMALL_FIRMS, SAVINGS, TOTAL, GRADE, REPORTED),
)

NATURES = ("≥", "≤", "=", "＞", "＜", "期限", "定性")
DATE_NATURE, WORDS_NATURE = "期限", "定性"
WHOLE, PART = "合计", "其中"
CORE = "是"
# A box of the form that is to stay empty; a blank cell here means the department itself.
LEFT_BLANK = "（留空）"
# A section of the report that has words of its own and no others; a heading without a number.
ALONE, UNNUMBERED = "是", "（不编号）"
# In the column of indicators: the row tells of the level above, not of an indicator of its own.
LEVEL = "小计"
# In the column of dimensions: the indicator stands at the top of the tree, with no level above it.
NO_LEVEL = "—"
NO_DEDUCTION = "无"
READY = "√"
# Hidden columns that the formulas of a row share: the levels that it belongs to, whether it is budget execution,
# whether its two numbers can be compared, and the days of a term.
HELPERS = ("所属一级", "所属二级", "是执行率", "两数不可比", "期限之日", "完成之日")


@dataclass(frozen=True, slots=True)
class Head:
    """A column: what stands in its head, which field it fills, how wide it is, and a word of help.

    ``kind`` says what may stand below it: ``text``; ``measured``, a text that is shown as a number where it is one;
    ``amount`` (万元), ``count`` (人) and ``area`` (㎡), a number or what stands in its place; ``points``; ``level``, a
    whole number from 1; ``choice``; ``formula``, which is not read back.
    """

    title: str
    field: str
    width: int
    help: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with rows below heads.

    ``needed`` are the fields without which its rows say nothing; ``preset`` those that are filled in beforehand and
    make no row by themselves; ``shared`` those whose cell may be merged over several rows, and then holds for each.
    """

    name: str
    title: str
    heads: tuple[Head, ...]
    needed: tuple[str, ...]
    preset: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()

    def head(self, field: str) -> Head:
        """Return the head of the column that fills FIELD."""
        return next(head for head in self.heads if head.field == field)

    def column(self, field: str) -> int:
        """Return the position of the column that fills FIELD, from 0."""
        return next(at for at, head in enumerate(self.heads) if head.field == field)

    def column_called(self, title: str) -> int:
        """Return the position of the column with this head, from 0."""
        return next(at for at, head in enumerate(self.heads) if head.title == title)


def same_words(text: str) -> str:
    """Return a head, a label or a sheet's name without spaces, line breaks and the kinds of its brackets."""
    return "".join(fold(text).split()).strip("：:*")


_LEVELS = (
    Head("一级指标", "dimension", 13, "同上一行的可以空着"),
    Head("二级指标", "category", 18, "同上一行的可以空着"),
)
_OF_INDICATOR = (
    *_LEVELS,
    Head("三级指标", "name", 26, "照“指标”表写指标的名称；前两栏在同名指标不止一个时才要写"),
)

FUNDS = Sheet(
    "资金",
    "资金使用情况",
    (
        Head("合计/其中", "part", 11, "资金总额一行选“合计”，以下各种来源选“其中”", "choice"),
        Head("资金来源", "label", 24, "一行一种；第一行是资金总额"),
        Head("年初预算数（万元）", "initial", 14, "年初批复的预算数；没有这项填 0，不适用填“不适用”", "amount"),
        Head("全年预算数（万元）", "adjusted", 14, "年中调整后的预算数；没有调整过的与年初预算数相同", "amount"),
        Head("到位资金（万元）", "arrived", 14, "实际到位的资金；表上没有这一栏的可以不填", "amount"),
        Head("全年执行数（万元）", "executed", 14, "实际支出数", "amount"),
        Head("执行率", "", 10, "自动计算：全年执行数÷预算数", "formula"),
        Head("自报执行率", "rate", 11, "另外报过执行率的填，如 99.74%；用来与算出的核对，可以不填"),
        Head("执行率分值", "weight", 11, "第一行填；空着时按规则包的规定", "points"),
        Head("评定得分", "score", 10, "执行率得分由人评定的地方，在第一行填；按比例计算的不用填", "points"),
        Head("原因", "reason", 30, "预算有调整、执行率偏低的，写明原因"),
    ),
    needed=("label", "executed"),
    preset=("part",),
    shared=("reason",),
)
GOALS = Sheet(
    "目标",
    "年度总体目标",
    (
        Head("预期目标", "expected", 60, "年初确定的目标，写清数量、比例、期限"),
        Head("实际完成情况", "reached", 60, "逐条对应预期目标，写实际的数"),
        Head("未完成原因", "reason", 30, "没有完成的写明原因；表上没有这一栏的可以不填"),
    ),
    needed=("expected", "reached"),
)
INDICATORS = Sheet(
    "指标",
    "绩效指标",
    (
        *_LEVELS,
        Head("三级指标", "name", 24, "写清衡量什么，如“参保人数”“费用审核准确率”；“小计”是上一级的分值，可以删去"),
        Head("指标性质", "nature", 9, "≥ 越大越好；≤ 越小越好；= 正好等于；期限；定性（用文字说明）", "choice"),
        Head("指标值", "target", 12, "只填数；期限填“12月31日前”；定性填文字", "measured"),
        Head("计量单位", "unit", 10, "人、人次、家、万元、%……；指标值和完成值用同一个单位"),
        Head("实际完成值", "actual", 12, "只填数，与指标值同一个单位；期限填完成的日期", "measured"),
        Head("上年完成值", "last_year", 11, "用来看目标是不是定低了；没有可以不填", "measured"),
        Head("分值", "weight", 8, "本项满分是多少", "points"),
        Head("达成程度", "attainment", 14, "定性指标选一档", "choice"),
        Head("评定得分", "score", 10, "定性、期限和由人评定的指标填；按数字计算的不用填", "points"),
        Head("得分", "", 10, "自动计算，改了数会跟着变", "formula"),
        Head("检查", "", 22, "自动检查这一行有没有漏填；“√”是填好了", "formula"),
        Head("偏差原因", "reason", 26, "扣了分、大幅超过目标的，写明原因"),
        Head("改进措施", "measure", 30, "下一步怎样改进"),
        Head("自评说明", "explanation", 30, "管理类指标怎样做的、按什么扣分；表上没有这一栏的可以不填"),
        Head("核心指标", "core", 10, "是核心指标的选“是”", "choice"),
        Head("佐证材料", "evidence", 26, "材料名称，几份用分号隔开；要写存放位置的填在“佐证材料”表"),
        Head("指标解释", "meaning", 30, "这个指标衡量什么；表上没有这一栏的可以不填"),
        Head("表上的写法", "label", 18, "一级、二级指标在表上连分值怎样写，如“产出指标(30分)”；照通常写法的不用填"),
        *(Head(title, "", 12, "自动计算", "formula") for title in HELPERS),
    ),
    needed=("name", "target", "actual", "weight"),
    preset=("dimension", "category", "nature"),
    shared=("dimension", "category", "reason", "measure", "explanation", "evidence"),
)
DEDUCTIONS = Sheet(
    "扣分事项",
    "逐项扣分的指标",
    (
        *_OF_INDICATOR,
        Head("扣分事项", "reason", 40, "一行一项；这个指标没有扣分的填“无”"),
        Head("每项扣分", "each", 10, "一项（一次、一处）扣几分", "points"),
        Head("项数", "cases", 8, "有几项；一项的可以不填", "points"),
    ),
    needed=("name", "reason"),
    preset=("dimension", "category"),
    shared=("dimension", "category", "name"),
)
EVIDENCE = Sheet(
    "佐证材料",
    "佐证材料",
    (
        *_OF_INDICATOR,
        Head("材料名称", "title", 44, "一行一份"),
        Head("存放位置", "location", 36, "档案号、文件夹或网址"),
    ),
    needed=("name", "title"),
    preset=("dimension", "category"),
    shared=("dimension", "category", "name"),
)
TEXTS = Sheet(
    "问题与措施",
    "存在的问题和改进措施",
    (
        Head("存在的问题", "problems", 60, "一行一条"),
        Head("改进措施", "measures", 60, "一行一条"),
    ),
    needed=("problems", "measures"),
)
SECTIONS = Sheet(
    "报告文字",
    "报告各章自己要写的话",
    (
        Head("章节", "title", 34, "规则包规定的报告章节，不要改名"),
        Head("正文", "text", 90, "自己写的话，放在这一章的开头；填在别的表里的数会自动写进报告。分段按 Alt+Enter"),
        Head("只用正文", "alone", 10, "这一章全写好了，不要再自动添加的，选“是”", "choice"),
        Head("序号", "number", 12, "通常空着，自动编“一、二、”；另有编法的照写，如“6、”；没有序号的填“（不编号）”"),
    ),
    needed=("title", "text"),
    preset=("title",),
)
OFFICES = Sheet(
    "职能与机构",
    "主要职能、内设机构和下属单位",
    (
        Head("主要职能", "functions", 70, "一行一条；与右边的机构各填各的"),
        Head("机构名称", "name", 36, "内设机构和下属单位，一行一个"),
        Head("机构人数", "staff", 12, "不清楚的可以不填", "count"),
    ),
    needed=("functions", "name"),
)
LINES = Sheet(
    "部门经费",
    "部门经费",
    (
        Head("类别", "kind", 12, "这一行属于哪一类", "choice"),
        Head("层级", "level", 8, "1 是一项经费；2 是上面一项的其中；3 是其中的其中", "level"),
        Head("名称", "label", 36, "经费或项目的名称"),
        Head("上年决算数（万元）", "last_year", 14, "上一年度的实际支出", "amount"),
        Head("年初预算数（万元）", "initial", 14, "年初批复的预算数", "amount"),
        Head("全年预算数（万元）", "adjusted", 14, "年中调整后的预算数", "amount"),
        Head("本年决算数（万元）", "executed", 14, "本年度的实际支出", "amount"),
    ),
    needed=("label", "executed"),
    preset=("kind", "level"),
    shared=("kind",),
)
BUILDINGS = Sheet(
    "楼堂馆所",
    "楼堂馆所控制情况",
    (
        Head("名称", "name", 36, "一行一处；没有的整张表空着"),
        Head("批复规模（㎡）", "approved_area", 14, "批准的建筑面积", "area"),
        Head("实际规模（㎡）", "actual_area", 14, "实际的建筑面积", "area"),
        Head("预算投资（万元）", "approved_investment", 14, "批准的投资", "amount"),
        Head("实际投资（万元）", "actual_investment", 14, "实际的投资", "amount"),
    ),
    needed=("name", "actual_area"),
)
SIGNATURES = Sheet(
    "署名",
    "表下面署名一行要填的",
    (
        Head("栏目", "label", 24, "表上印的字，如“填报日期”"),
        Head("内容", "value", 40, "要印在表上的；个人信息不要公开"),
    ),
    needed=("label", "value"),
    preset=("label",),
)
SHEETS = (FUNDS, GOALS, INDICATORS, DEDUCTIONS, EVIDENCE, TEXTS, SECTIONS, OFFICES, LINES, BUILDINGS, SIGNATURES)
# The lists of money of a department, by what the first column of their sheet says.
LINE_KINDS = {
    "按性质": "by_nature",
    "按来源": "by_source",
    "三公经费": "three_public",
    "公用经费": "operating",
    "项目支出": "projects",
}
