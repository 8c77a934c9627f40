"""What each section of a report tells: found by the words of its heading, filled from the scored evaluation.

The bureau's own words for a section come first; what the data holds follows. A section with neither is a gap.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from jixiao.evaluations import BudgetLine, ReportSection, SelfEvaluation, Subject
from jixiao.packs import ChartKind, Pack
from jixiao.quantities import chinese_numeral, plain
from jixiao.recognition import clean_text
from jixiao.rendering.charts import Chart, chart_of
from jixiao.rendering.parts import parts_of, sum_of
from jixiao.rendering.self_report.sentences import (
    budget_sentences,
    building_sentence,
    fund_sentence,
    indicator_sentence,
    is_absent,
    points_of,
    procurement_sentence,
    sentence,
    staff_sentence,
)

_OWN_SUBHEADING = re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）][^。；，]{1,40}$")
_GAP_BEGINS, _GAP_ENDS = "【待补写：", "】"


class Look(StrEnum):
    """How a paragraph is set."""

    HEADING = "heading"
    SUBHEADING = "subheading"
    TEXT = "text"
    GAP = "gap"
    CHART = "chart"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the report; in place of a chart stands what it compares."""

    text: str
    look: Look = Look.TEXT
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report: its title, its paragraphs, who signs it, and on what day."""

    title: str
    paragraphs: tuple[Paragraph, ...]
    signed: str
    day: str = ""

    @property
    def gaps(self) -> tuple[str, ...]:
        """What a person has to write, in order."""
        gaps = (each.text for each in self.paragraphs if each.look is Look.GAP)
        return tuple(text.removeprefix(_GAP_BEGINS).removesuffix(_GAP_ENDS) for text in gaps)

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The charts, in order."""
        return tuple(each.chart for each in self.paragraphs if each.chart is not None)


_Teller = Callable[[SelfEvaluation, str], Iterator[Paragraph]]


def report_of(evaluation: SelfEvaluation, pack: Pack) -> Report | None:
    """Return the report on EVALUATION, scores filled in, in the outline of PACK; ``None`` where it sets none."""
    outline = pack.outline_for(evaluation.subject)
    if outline is None:
        return None
    own = {clean_text(section.title): section for section in evaluation.sections}
    paragraphs: list[Paragraph] = []
    for number, (title, teller) in enumerate(zip(outline.sections, _tellers(outline.sections), strict=True), 1):
        words = own.get(clean_text(title))
        section = [*_section(chinese_numeral(number), title, words, teller(evaluation, title))]
        kinds = [chart.kind for chart in outline.charts if chart.section == title]
        paragraphs += section if words is not None and words.alone else _with_charts(section, evaluation, kinds)
    return Report(_title(evaluation), tuple(paragraphs), evaluation.department.name or "", evaluation.reported or "")


def _title(evaluation: SelfEvaluation) -> str:
    year = f"{evaluation.year}年度" if evaluation.year else ""
    department = evaluation.department.name or ""
    if evaluation.subject is Subject.DEPARTMENT:
        return f"{department}{year}部门整体支出绩效自评报告"
    project = (evaluation.project or "").removesuffix("项目")
    return f"{department}{year}{project}项目支出绩效自评报告"


def _section(ordinal: str, title: str, own: ReportSection | None, told: Iterator[Paragraph]) -> Iterator[Paragraph]:
    number = f"{ordinal}、" if own is None or own.number is None else own.number
    yield Paragraph(f"{number}{title}", Look.HEADING)
    words = [*_own_words(own)]
    yield from words
    if own is not None and own.alone:
        yield from [] if words else [_gap(title)]
        return
    subheads = sum(paragraph.look is Look.SUBHEADING for paragraph in words)
    for paragraph in told:
        if paragraph.look is Look.SUBHEADING:
            subheads += 1
            yield Paragraph(f"（{chinese_numeral(subheads)}）{paragraph.text}", Look.SUBHEADING)
        elif not (words and paragraph.look is Look.GAP):
            yield paragraph


def _with_charts(section: list[Paragraph], evaluation: SelfEvaluation, kinds: Sequence[ChartKind]) -> list[Paragraph]:
    """Put the charts behind the opening words of SECTION, or at its end where it opens with a subheading."""
    charts = [chart for kind in kinds if (chart := chart_of(kind, evaluation)) is not None]
    opening = next((at for at, each in enumerate(section) if each.look is Look.SUBHEADING), len(section))
    place = opening if opening > 1 else len(section)
    return [*section[:place], *(Paragraph(each.title, Look.CHART, each) for each in charts), *section[place:]]


def _own_words(own: ReportSection | None) -> Iterator[Paragraph]:
    """Yield the bureau's own paragraphs; a short numbered one of the second level is set as a heading."""
    for line in own.text.splitlines() if own is not None else ():
        if line.strip():
            yield Paragraph(line.strip(), Look.SUBHEADING if _OWN_SUBHEADING.match(line.strip()) else Look.TEXT)


def _tellers(titles: Sequence[str]) -> list[_Teller]:
    """Return who tells each section; without a section for the indicators, they follow the conclusion."""
    tellers = [*map(_teller, titles)]
    if _indicators in tellers or _results_and_indicators in tellers:
        return tellers
    return [_results_and_indicators if teller is _conclusion else teller for teller in tellers]


def _teller(title: str) -> _Teller:
    return next((teller for pattern, teller in _TELLERS if re.search(pattern, title)), _own_words_only)


def _gap(missing: str) -> Paragraph:
    return Paragraph(f"{_GAP_BEGINS}{missing}{_GAP_ENDS}", Look.GAP)


def _basics(evaluation: SelfEvaluation, _: str) -> Iterator[Paragraph]:
    if evaluation.subject is Subject.DEPARTMENT:
        yield from _department(evaluation)
    yield from _headed("年度绩效目标", _goals(evaluation), "年初确定的绩效目标")
    yield from _headed("预算安排和使用情况", map(fund_sentence, evaluation.funds), "预算数和执行数")


def _department(evaluation: SelfEvaluation) -> Iterator[Paragraph]:
    department = evaluation.department
    yield from _headed("主要职能", map(sentence, department.functions), "部门的主要职能")
    yield from _headed("机构和人员情况", [staff_sentence(department)], "内设机构、编制和在职人数")


def _headed(heading: str, sentences: Iterator[str] | list[str], missing: str) -> Iterator[Paragraph]:
    told = [each for each in sentences if each]
    yield Paragraph(heading, Look.SUBHEADING)
    yield from map(Paragraph, _numbered(told))
    if not told:
        yield _gap(missing)


def _numbered(told: list[str]) -> Iterator[str]:
    for number, each in enumerate(told, 1):
        yield f"{number}.{each}" if len(told) > 1 else each


def _goals(evaluation: SelfEvaluation) -> Iterator[str]:
    for goal in evaluation.goals:
        yield sentence(goal.expected) if goal.expected else ""


def _general_budget(evaluation: SelfEvaluation, title: str) -> Iterator[Paragraph]:
    department = evaluation.department
    sentences = [
        *map(fund_sentence, evaluation.funds),
        *budget_sentences(department.by_nature),
        *budget_sentences(department.by_source),
    ]
    yield from map(Paragraph, sentences) if sentences else iter([_gap(title)])
    for heading, lines in (
        ("“三公”经费", department.three_public),
        ("运行经费", department.operating),
        ("项目支出", department.projects),
    ):
        if lines:
            yield from _headed(heading, budget_sentences(lines), heading)
    if procurement := procurement_sentence(department.procurement):
        yield from _headed("政府采购", [procurement], "政府采购")
    if department.buildings:
        yield from _headed("楼堂馆所控制", map(building_sentence, department.buildings), "楼堂馆所的面积和投资")
    if department.saving_measures:
        yield from _headed("厉行节约措施", [sentence(department.saving_measures)], "厉行节约措施")


def _special_budget(evaluation: SelfEvaluation, title: str) -> Iterator[Paragraph]:
    """Tell of a budget apart from the general one; only data can say that there is none."""
    kind = title.removesuffix("情况").removesuffix("支出")
    named = [line for line in evaluation.department.by_source if kind in line.label]
    if named and all(map(_is_nothing, named)):
        yield Paragraph(f"本年度没有{kind}支出。")
        return
    told = [*budget_sentences(named)]
    yield from map(Paragraph, told)
    if not told:
        yield _gap(f"{title}；没有这项支出的，请写明“无”")


def _is_nothing(line: BudgetLine) -> bool:
    amounts = (line.initial, line.adjusted, line.executed)
    return any(value is not None for value in amounts) and all(value is None or is_absent(value) for value in amounts)


def _indicators(evaluation: SelfEvaluation, _: str) -> Iterator[Paragraph]:
    if not evaluation.indicators:
        yield _gap("各项指标的完成情况和得分")
    for top in evaluation.indicators:
        yield Paragraph(f"{top.name}{points_of(top, sum_of(top))}", Look.SUBHEADING)
        if not top.children:
            told = indicator_sentence(top)
            yield from [Paragraph(told)] if told else []
            continue
        for number, row in enumerate(top.leaves(), 1):
            yield Paragraph(f"{number}.{row.name}{points_of(row, row.score)}。{indicator_sentence(row)}")


def _conclusion(evaluation: SelfEvaluation, _: str) -> Iterator[Paragraph]:
    if evaluation.total is None:
        yield _gap("自评总分（还有指标没有得分）")
        return
    grade = f"，等级为{evaluation.grade}" if evaluation.grade else ""
    yield Paragraph(f"经自评，总分{evaluation.total:f}分{grade}。")
    parts = parts_of(evaluation)
    scores = [
        f"{part.name}{plain(part.weight)}分，得{part.score:f}分"
        for part in parts
        if part.weight and part.score is not None
    ]
    if parts and len(scores) == len(parts):
        yield Paragraph(f"其中：{'；'.join(scores)}。")


def _achievements(evaluation: SelfEvaluation, _: str) -> Iterator[Paragraph]:
    reached = [sentence(goal.reached) for goal in evaluation.goals if goal.reached]
    yield from map(Paragraph, _numbered(reached))
    if not reached:
        yield _gap("本年度完成的工作和取得的成效")


def _problems(evaluation: SelfEvaluation, title: str) -> Iterator[Paragraph]:
    yield from _list(evaluation.problems, title)


def _measures(evaluation: SelfEvaluation, title: str) -> Iterator[Paragraph]:
    yield from _list(evaluation.measures, title)


def _list(words: tuple[str, ...], title: str) -> Iterator[Paragraph]:
    yield from map(Paragraph, _numbered([*map(sentence, words)]))
    if not words:
        yield _gap(f"{title}；没有的，请写明“无”")


def _results_and_indicators(evaluation: SelfEvaluation, title: str) -> Iterator[Paragraph]:
    yield from _conclusion(evaluation, title)
    yield from _indicators(evaluation, title)


def _own_words_only(_: SelfEvaluation, title: str) -> Iterator[Paragraph]:
    yield _gap(title)


# The first heading that fits decides; outlines of other places use other words for the same.
_TELLERS: tuple[tuple[str, _Teller], ...] = (
    (r"政府性基金|国有资本|社会保险基金", _special_budget),
    (r"一般公共预算|支出情况|资金.*使用", _general_budget),
    (r"指标.*分析|指标.*完成", _indicators),
    (r"应用|公开|组织|开展|工作情况|依据|附件|其他", _own_words_only),
    (r"问题", _problems),
    (r"措施|举措|建议|改进", _measures),
    (r"结论|综合评价|自评结果", _conclusion),
    (r"支出绩效情况|绩效.*情况", _results_and_indicators),
    (r"成效|成绩", _achievements),
    (r"概况|基本情况", _basics),
)
