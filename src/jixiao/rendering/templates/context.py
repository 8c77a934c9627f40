"""The values of the placeholders: every name of :mod:`~jixiao.rendering.templates.names`, always all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from jixiao.evaluations import IndicatorRow, SelfEvaluation, joined_actual, joined_target
from jixiao.packs import Pack
from jixiao.quantities import plain
from jixiao.rendering.charts import Chart
from jixiao.rendering.forms import Block, Sheet
from jixiao.rendering.forms.base_data import rate_text
from jixiao.rendering.forms.boxes import entry_text
from jixiao.rendering.forms.facts import AMOUNT_FIELDS, amount_of_line, signed
from jixiao.rendering.forms.layout import ticked_grades
from jixiao.rendering.forms.printed import meaning_of
from jixiao.rendering.self_report import Look, Report
from jixiao.rendering.self_report.word import chart_words
from jixiao.rendering.signing import Signing
from jixiao.rendering.signing.word import TITLE, rows_of, subject_of
from jixiao.rendering.templates.fields import fields_of
from jixiao.rendering.templates.names import LOOPS, key_of, named_lines

Row = dict[str, str]
Value = str | Sequence[Row] | Sequence[str] | Mapping[str, str] | Mapping[str, Row]
# A letter for private use before a word that is the same as in the row above: the two cells become one.
SAME_AS_ABOVE = "\ue000"
# A letter for private use before the number of a picture.
PICTURE = "\ue001"


def common_context(evaluation: SelfEvaluation, pack: Pack, title: str, *, grouped: bool = False) -> dict[str, Value]:
    """Return the values that any template on the scored EVALUATION may use; TITLE is that of the paper.

    Where GROUPED, single amounts have commas between their thousands, as some forms want them.
    """
    lists: dict[str, Value] = {loop.name: [] for loop in LOOPS}
    lists |= {
        "资金": [*_funds(evaluation)],
        "目标": [{"预期目标": goal.expected or "", "实际完成情况": goal.reached or ""} for goal in evaluation.goals],
        "指标": [row for top in evaluation.indicators for row in _indicators(top, pack)],
    }
    groups: dict[str, Value] = {
        "预算项": _budget_lines(evaluation, pack, grouped=grouped),
        "署名": _signatures(evaluation, pack),
    }
    return _names(evaluation, pack) | {"标题": title} | lists | groups


def form_context(evaluation: SelfEvaluation, pack: Pack, sheet: Sheet) -> dict[str, Value]:
    """Return the values for the form SHEET of the scored EVALUATION, its lists in rows just as SHEET prints them."""
    grouped = any(form.grouped for form in pack.forms if form.name == sheet.form)
    context = common_context(evaluation, pack, sheet.title, grouped=grouped)
    for block in sheet.blocks:
        told, printed = context[block.kind], [*_printed(sheet, block)]
        known = told if isinstance(told, list) and len(told) == len(printed) else [{}] * len(printed)
        blank = _blank(block.kind)
        context[block.kind] = [blank | also | row for also, row in zip(known, printed, strict=True)]
    return context


def report_context(evaluation: SelfEvaluation, pack: Pack, report: Report, charts: Sequence[Chart]) -> dict[str, Value]:
    """Return the values for REPORT, of whose charts those in CHARTS are drawn: their marks are put in order."""
    return common_context(evaluation, pack, report.title) | {"正文": [*_paragraphs(report, charts)]}


def signing_context(evaluation: SelfEvaluation, signing: Signing) -> dict[str, Value]:
    """Return the values for the signing page, its lists cut to one page."""
    rows = {row.label: row.lines for row in rows_of(signing)}
    words: dict[str, Value] = {
        name: "\n".join(rows.get(name, ())) for name in ("得分和等级", "离等级线", "预算执行率", "各项得分", "送签材料")
    }
    lists = {name: [*rows.get(name, ())] for name in ("失分", "缺项", "核查发现", "与上年比")}
    common = common_context(evaluation, signing.card.pack, TITLE)
    return common | words | lists | {"摘要对象": subject_of(signing)}


def _names(evaluation: SelfEvaluation, pack: Pack) -> dict[str, Value]:
    department, fund, year = evaluation.department, evaluation.main_fund, evaluation.year
    name = department.name or ""
    return {
        "年度": f"{year}" if year else "",
        "上年度": f"{year - 1}" if year else "",
        "部门名称": name,
        "项目名称": evaluation.project or "",
        "主管部门": name if evaluation.supervising is None else evaluation.supervising,
        "实施单位": name if evaluation.implementing is None else evaluation.implementing,
        "负责人": evaluation.responsible or "",
        "单位数": entry_text(department.units),
        "报告日期": evaluation.reported or "",
        "预期目标": _joined(goal.expected for goal in evaluation.goals),
        "实际完成情况": _joined(goal.reached for goal in evaluation.goals),
        "未完成原因": _joined(goal.reason for goal in evaluation.goals),
        "总分": _number(evaluation.total),
        "满分": plain(pack.full.value) if pack.full is not None else "",
        "等级": evaluation.grade or "",
        "等级勾选": ticked_grades(evaluation, pack),
        "执行率": (fund.rate or "") if fund is not None else "",
        "执行率得分": _number(fund.score) if fund is not None else "",
        "编制数": entry_text(department.posts),
        "实有人数": entry_text(department.staff),
        "人员控制率": rate_text(department.staff, department.posts),
        "节约措施": department.saving_measures or "",
    }


def _joined(words: Iterable[str | None]) -> str:
    return "\n".join(filter(None, words))


def _budget_lines(evaluation: SelfEvaluation, pack: Pack, *, grouped: bool) -> dict[str, Row]:
    """Return the amounts of each line of money that a form of PACK asks for by name."""
    return {
        key: {
            fact.value: entry_text(amount_of_line(evaluation.department, fact, line), grouped=grouped)
            for fact in AMOUNT_FIELDS
        }
        for key, line in named_lines(pack).items()
    }


def _signatures(evaluation: SelfEvaluation, pack: Pack) -> Row:
    return {key_of(word): value for form in pack.forms for word, value in signed(form, evaluation).items()}


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _blank(loop: str) -> Row:
    fields = next(each.fields for each in LOOPS if each.name == loop)
    return {field.name: "" for field in fields}


def _funds(evaluation: SelfEvaluation) -> Iterator[Row]:
    for row in evaluation.funds:
        yield {
            "名称": row.label,
            "年初预算数": entry_text(row.initial),
            "全年预算数": entry_text(row.adjusted),
            "全年执行数": entry_text(row.executed),
            "执行率": row.rate or "",
            "分值": _number(row.weight),
            "得分": _number(row.score),
            "原因": row.reason or "",
        }


def _indicators(top: IndicatorRow, pack: Pack) -> Iterator[Row]:
    """Yield the lowest rows of a branch with the names of their levels, repeated names marked to become one cell."""
    above = ""
    for category in top.children or (top,):
        for first, leaf in ((at == 0, leaf) for at, leaf in enumerate(category.leaves())):
            yield {
                "一级指标": f"{above}{top.name}" if leaf is not top else "",
                "一级分值": f"{above}{_number(top.weight)}" if leaf is not top else "",
                "二级指标": _repeated(category.name, first) if leaf is not category else "",
                "二级分值": _repeated(_number(category.weight), first) if leaf is not category else "",
                **_indicator(leaf, pack),
            }
            above = SAME_AS_ABOVE


def _repeated(words: str, first: bool) -> str:
    return words if first else f"{SAME_AS_ABOVE}{words}"


def _indicator(leaf: IndicatorRow, pack: Pack) -> Row:
    return {
        "三级指标": leaf.name,
        "指标解释": meaning_of(leaf, pack) or "",
        "性质": leaf.nature or "",
        "指标值": joined_target(leaf),
        "单位": leaf.unit or "",
        "完成值": joined_actual(leaf),
        "分值": _number(leaf.weight),
        "得分": _number(leaf.score),
        "偏差原因": leaf.reason or "",
        "改进措施": leaf.measure or "",
        "上年完成值": leaf.last_year or "",
    }


def _printed(sheet: Sheet, block: Block) -> Iterator[Row]:
    """Yield the rows of BLOCK as SHEET prints them; what comes down from the row above is marked."""
    fields = fields_of(block)
    for row in range(block.first, block.first + block.rows):
        standing = [box for box in sheet.boxes if box.row <= row < box.row + box.row_span and box.column in fields]
        yield {fields[box.column]: _repeated(box.text, box.row == row) for box in standing}


def _paragraphs(report: Report, charts: Sequence[Chart]) -> Iterator[Row]:
    names = {Look.HEADING: "标题", Look.SUBHEADING: "小标题", Look.TEXT: "文字", Look.GAP: "待补写"}
    blank = dict.fromkeys(("标题", "小标题", "文字", "待补写", "图说", "图", "图题"), "")
    drawn = [chart for chart in report.charts if chart in charts]
    for paragraph in report.paragraphs:
        chart = paragraph.chart
        if chart is None:
            yield blank | {names[paragraph.look]: paragraph.text}
        elif chart in drawn:
            number = drawn.index(chart)
            lead, caption = chart_words(chart, number + 1)
            yield blank | {"图说": lead, "图": f"{PICTURE}{number}", "图题": caption}
