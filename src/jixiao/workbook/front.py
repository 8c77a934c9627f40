"""The sheets before those that are filled in: how it is done, and the results of several evaluations at a glance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jixiao.packs import Pack, ScoringRule
from jixiao.workbook.page import FIRST_ROW, HEAD_ROW, Page
from jixiao.workbook.sheets import DEPARTMENT, PROJECT

_INSTRUCTIONS = (
    "浅黄色的格子是要填的；白色带公式的格子自动计算，已锁定（审阅→撤消工作表保护，没有密码）。",
    "把鼠标停在列名上，可以看到这一列怎样填。表名、列名和第一栏的名称不要改。",
    "没有这项资金填 0；这一栏不适用填“不适用”；“空着”表示还没有填，不等于 0。",
    "“指标”表一行一个三级指标，末尾有空行，先后不要紧。指标值和完成值只填数，符号、单位在各自的列里选或填。",
    "定性指标由人评定：在“评定得分”里填分数，低于分值的要写原因。期限写成“12月31日前”“12月20日”。",
    "“小计”行写上一级的分值，用来核对，可以删去。打印时右边几栏（改进措施起）不打印。",
    "“得分”表里看总分、等级和还缺什么。填好保存后：jixiao evaluate 本文件.xlsx -o 结果",
)
_JOINT = (
    "这本工作簿里有几份自评：表名末尾的数字是第几份，同一份的表颜色相同；“总览”表看各份的得分。",
    "不要改表名末尾的数字；要去掉一份，把它的各张表一起删去。",
)


def write_help(page: Page, packs: Sequence[Pack]) -> None:
    """Write onto PAGE how the workbook is filled in, and how PACKS score, each told once; one stands for each part."""
    page.sheet.set_column(0, 0, 100)
    lines = [*_INSTRUCTIONS, *(_JOINT if len(packs) > 1 else ())]
    for pack in {pack.id: pack for pack in packs}.values():
        lines += ["", f"{pack.title}的计分办法：", *map(_rule_words, pack.rules)]
    for row, text in enumerate(lines, FIRST_ROW):
        page.sheet.write_string(row, 0, text, page.looks.plain)


def write_overview(page: Page, summaries: Sequence[Mapping[str, str]]) -> None:
    """Write onto PAGE a line for each evaluation: what it is, and what its sheet of results shows.

    SUMMARIES are the cells that hold this, by their labels.
    """
    heads = ("序号", DEPARTMENT, PROJECT, "总分", "等级", "还有几行没填好")
    for column, (head, width) in enumerate(zip(heads, (8, 30, 40, 24, 10, 36), strict=True)):
        page.sheet.set_column(column, column, width)
        page.sheet.write_string(HEAD_ROW, column, head, page.looks.head)
    for row, summary in enumerate(summaries, FIRST_ROW):
        page.sheet.write_number(row, 0, row - FIRST_ROW + 1, page.looks.label)
        for column, head in enumerate(heads[1:], 1):
            formula = f'=IF({summary[head]}="","",{summary[head]})'
            page.sheet.write_formula(row, column, formula, page.looks.formula, "")
    page.sheet.set_landscape()


def _rule_words(rule: ScoringRule) -> str:
    clause = f"，{rule.clause}" if rule.clause else ""
    return f"{'、'.join(rule.kinds)}：{rule.method}{clause}"
