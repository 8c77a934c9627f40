"""Text of the template that was left in: placeholders, instructions, examples, blanks that were not filled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.documents import Layout
from jixiao.recognition import Dossier, Passage

# What a placeholder stands before: a place, an office, a number with its unit, a date.
_NOUN = (
    "自治区|[省市县区镇乡村局委厅院科股处室部年月日时元万亿人家个件项次户名份条%分号期批等]|街道|中心|单位|系统|公司|项目|平台|医院|药店|"
    "机构|学校|资金|专项|工作|文件|通知|办法|会议"
)
_TASK = "填写|填入|填列|填报|输入|注明|写明|说明|描述|简述|概述|列出|阐述|补充|插入|选择"

_PLACEHOLDER = re.compile(
    # A letter, digit or hyphen beside the X makes it a code; 第 before it a Roman number.
    rf"(?<![A-Za-z\dＸ×第*-])(?:[×XＸx]{{3,}}|[×XＸx]{{2}}(?={_NOUN}))(?![A-Za-z\d-])"
    r"|20[×XＸx]{2}年|(?<![\d人元）%/家件次])[×XＸ]年[×XＸ]{1,2}月"
    r"|(?:某某|[○〇]{2,})(?=[省市县区镇乡局]|单位|项目)"
    r"|\{\{[^{}]{1,40}\}\}|\$\{[^{}]{1,40}\}|«[^«»]{1,40}»|\{%[^%]{1,60}%\}"
)
_BLANK = re.compile(
    r"[〔\[](?:20\d\d)?[〕\]]号|20\d\d年(?:\d{1,2}月|月)日(?![期前内常均用报志间])|(?<![_＿])[_＿]{2,}+(?=[万亿]?元|[%年月日个家人分])"
    r"|[（【\[]待(?:补充?|填写?|完善|核实|更新|确认|定)(?:数据|内容)?[）】\]]"
)
_INSTRUCTION = re.compile(
    rf"[（【\[](?:请|此处|在此|这里|点击|单击)[^（）【】\[\]]{{0,60}}?(?:{_TASK})[^（）【】\[\]]{{0,60}}[）】\]]"
    r"|[（【](?:[^（）【】]{0,60}[，。；])?(?:限|不超过|控制在)?\d{2,4}字(?:以内|左右|之内|以上)?[^（）【】]{0,10}[）】]"
    rf"|[（【](?:简要|简单|逐项|如实)(?:{_TASK})[^（）【】]{{0,60}}[）】]|[（【][^（）【】]{{0,60}}(?:没有|无)的?则?填“?无”?[^（）【】]{{0,6}}[）】]"
    r"|(?:请在)?此处(?:填写|输入|填入|插入)[^，。；]{0,20}|(?:单击|点击)(?:或点[按击])?此处[^，。；]{0,20}"
)
_WHOLLY_ORDER = re.compile(
    r"(?:请|对照|针对|围绕|根据|结合|简要|简述|概述|说明|写明|填写|应[填写当])[^（）]{0,100}（[^（）]{0,20}\d{2,4}字[^（）]{0,20}）。?"
)
_NOTE = re.compile(r"(?:注|备注|说明|填[表报写]说明|填表要求)[：\d]")
_EXAMPLE = re.compile(r"（?(?:填写)?(?:示例|样例|范例|参考样式)[一二三\d]?[）：]|例[一二三\d]?：")
_ALONE = re.compile(r"[…⋯]+|\.{3,6}|[×XＸx]{2}")
# Every trace has one of these signs or words; most cells have none, and need no further look.
_SIGNS = re.compile(r"[×XＸx某○〇{«〔［\[_＿【（…⋯]")
_WORDS = re.compile(r"\.\.\.|月日|此处|点击|单击|示例|样例|范例|参考样式|例[一二三\d]?：|指标\d")
_UNNAMED = re.compile(r"指标\d{1,2}[：]?(?:[…⋯]*)")


@check(
    "template-text",
    title="模板文字没有替换",
    family="模板残留",
    basis="公开文本中不应留有模板的占位符、填写提示和示例",
    severity=Severity.WARNING,
    explanation="查找“××局”“XX万元”“（请填写……）”“（200字以内）”“……”“示例：”等没有替换的模板文字。表格本身印的栏目名和注不算。",
)
def template_text(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Placeholders, instructions and examples of the template that are still in the text."""
    for recognition in dossier.recognitions:
        for passage in recognition.passages:
            if _may_be_left_in(passage.clean):
                yield from _left_in(passage, _traces(passage.clean))
        for table, cells in zip(recognition.document.tables(), recognition.cell_texts, strict=True):
            torn = table.layout is Layout.FLAT
            for cell in cells:
                if _may_be_left_in(cell.clean):
                    yield from _left_in(cell, _cell_traces(cell.clean, torn))


_Trace = tuple[str, int, int]


def _may_be_left_in(clean: str) -> bool:
    return _SIGNS.search(clean) is not None or _WORDS.search(clean) is not None


def _left_in(passage: Passage, traces: Iterator[_Trace]) -> Iterator[Finding]:
    covered = -1
    for what, start, end in sorted(traces, key=lambda trace: (trace[1], -trace[2])):
        if start < covered:
            continue
        covered = end
        words = passage.clean[start:end]
        yield Finding(
            "template-text",
            Severity.WARNING,
            f"“{words[:40]}”是{what}，请改为实际内容",
            (passage.excerpt(start, min(end, start + 60)),),
            expected="实际内容",
            reported=words,
        )


def _traces(clean: str) -> Iterator[_Trace]:
    """Yield what the template left in a paragraph or cell: what it is, and its range."""
    for found in _PLACEHOLDER.finditer(clean):
        yield "模板占位符", *found.span()
    for found in _BLANK.finditer(clean):
        yield "没有填写的空白", *found.span()
    if example := _EXAMPLE.match(clean):
        yield "模板示例", *example.span()
    if _ALONE.fullmatch(clean):
        yield "没有填写的空行", 0, len(clean)
    if _WHOLLY_ORDER.fullmatch(clean):
        yield "模板的填写提示", 0, len(clean)
    elif not _NOTE.match(clean):
        for found in _INSTRUCTION.finditer(clean):
            yield "模板的填写提示", *found.span()


def _cell_traces(clean: str, torn: bool) -> Iterator[_Trace]:
    """Yield what the template left in a cell. A label may carry its instruction: 存在问题（200字以内）."""
    if not torn and _UNNAMED.fullmatch(clean):
        yield "没有填写的指标名", 0, len(clean)
    for what, start, end in _traces(clean):
        label = what == "模板的填写提示" and start > 0 and clean[start - 1] != "："
        if not label:
            yield what, start, end
