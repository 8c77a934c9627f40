"""The year of goals: those of a form and those that a report rests on belong to the evaluated year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.documents import Excerpt
from jixiao.evaluations import Evaluation, Points
from jixiao.quantities import DateMention, find_dates
from jixiao.recognition import Dossier, Passage, Recognition, clean_text
from jixiao.recognition.score_totals import totals_in

# A year that is compared with, quoted from a title, or carried over is not the year of the goal.
_OTHER_YEAR_BY_RIGHT = re.compile(
    r"[比较与同于从自《〔]$|相比$|不低于$|高于$|低于$|截至$|上年（?$|去年（?$|结转$|前$|起$"
)
_OTHER_YEAR_USED = re.compile(
    r"^(?:度)?(?:[年]?末|[年]?底|以来|以前|之前|前|起|水平|基数|数据|实际|完成数|决算|结转|结余|考核|评价|标准|同期|[—~至到-]|、|和|及|与)"
)


_OPENS = 4


@check(
    "goal-year",
    title="目标年度与表的年度不一致",
    family="日期与期间",
    basis="自评表、年度目标和指标值应属同一预算年度",
    severity=Severity.WARNING,
    explanation="表题是2023年度，年度目标或指标值却写2022年，疑为沿用上年的表。与上年比较、引用文件的年份不算。",
)
def goal_year(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The goals and deadlines of a form belong to the year in its title."""
    for recognition in dossier.recognitions:
        for form in recognition.forms:
            evaluation = form.evaluation
            year = evaluation.year or _year_in_cells(recognition, evaluation)
            if year is None:
                continue
            targets = [(leaf.target, True) for leaf in evaluation.leaves() if leaf.target]
            goals = [(goal, False) for goal in _goals(recognition, evaluation).values()]
            for excerpt, deadline in [*goals, *targets]:
                mention = _earlier_year(excerpt.text, year, deadline)
                if mention is not None:
                    yield _goal_finding(excerpt, mention, year)
            for goal in evaluation.goals:
                yield from _reached_in_other_year(goal.reached, year)
            if not evaluation.goals and not recognition.reports:
                yield from _told_beside(recognition, year)
        for report in recognition.reports:
            yield from _other_years_goals(recognition, report)


_OPENS_WITH_YEAR = re.compile(r"(?:\d[.、])?(?P<year>20\d\d)年(?:度)?(?:全年|共|累计|全县|全市|全区)")


def _told_beside(recognition: Recognition, year: int) -> Iterator[Finding]:
    """Lines of a form that came down outside its table: what was reached opens with the year before."""
    for passage in recognition.passages:
        found = _OPENS_WITH_YEAR.match(passage.clean)
        if found is not None and int(found["year"]) == year - 1 and f"{year}年" not in passage.clean:
            start, end = found.start("year"), found.end("year") + 1
            yield Finding(
                "goal-year",
                Severity.WARNING,
                f"本表评价{year}年度，完成情况却从“{found['year']}年”写起，请核实年份",
                (passage.excerpt(start, end),),
                expected=f"{year}年",
                reported=f"{found['year']}年",
            )


def _reached_in_other_year(reached: Excerpt | None, year: int) -> Iterator[Finding]:
    """What was reached opens with the year before, and the evaluated year is not named in it."""
    text = reached.text if reached is not None else ""
    mention = next((m for m in find_dates(text) if m.year), None)
    if reached is None or mention is None or mention.start > _OPENS or mention.year != year - 1 or f"{year}年" in text:
        return
    start = reached.start + mention.start
    place = Excerpt(text[mention.start : mention.end], start, start + mention.end - mention.start, reached.source)
    yield Finding(
        "goal-year",
        Severity.WARNING,
        f"本表评价{year}年度，实际完成情况却从“{mention.text}”写起，请核实年份",
        (place,),
        expected=f"{year}年",
        reported=mention.text,
    )


def _other_years_goals(recognition: Recognition, report: Evaluation) -> Iterator[Finding]:
    """A report that rests on the goals declared for the year before."""
    for passage in recognition.passages_in(report):
        for found in _DECLARED_GOALS.finditer(passage.clean):
            if report.year is not None and int(found["year"]) == report.year - 1:
                start, end = found.span("words")
                yield Finding(
                    "goal-year",
                    Severity.WARNING,
                    f"报告评价{report.year}年度，依据的却是“{passage.clean[start : found.end()]}”，疑为沿用上年的材料",
                    (passage.excerpt(start, end),),
                    expected=f"{report.year}年度",
                    reported=found["words"],
                )


_DECLARED_GOALS = re.compile(
    r"(?:根据|按照|依据|对照|围绕)(?P<words>(?P<year>20\d\d)年度?)(?:部门|项目|整体|支出|预算)*绩效目标(?:申报表|批复表?|表)"
)
_FORM_YEAR = re.compile(r"（?(20\d\d)年度?）?")
_FIRST_CELLS = 12


def _year_in_cells(recognition: Recognition, evaluation: Evaluation) -> int | None:
    """Return the year of a form that is printed in one of its first cells: （2023年度）."""
    for table in recognition.tables_in(evaluation):
        if evaluation.start <= table.span.start:
            years = (_FORM_YEAR.fullmatch(clean_text(cell.text)) for cell in table.cells[:_FIRST_CELLS])
            return next((int(found[1]) for found in years if found), None)
    return None


_GOAL_LABEL = re.compile(r"(?:项目|部门|年度|年初|设定|总体|整体|绩效|预期)*目标")


def _goals(recognition: Recognition, evaluation: Evaluation) -> dict[int, Excerpt]:
    """Return the expected goals of a form by offset: those recognised, and the cells beside a label 年度绩效目标."""
    found = {goal.expected.start: goal.expected for goal in evaluation.goals if goal.expected}
    for table in recognition.tables_in(evaluation):
        if table.span.start < evaluation.start:
            continue
        for row in table.by_row():
            for label, value in pairwise(row):
                if _GOAL_LABEL.fullmatch(clean_text(label.text)) and value.text.strip():
                    found.setdefault(value.span.start, recognition.excerpt(value.span.start, value.span.end))
    return found


def _earlier_year(text: str, year: int, deadline: bool) -> DateMention | None:
    """Return the mention of the year before YEAR, unless the text names YEAR too or has reason to tell of that year."""
    mentions = [mention for mention in find_dates(text) if mention.year]
    if any(mention.year == year for mention in mentions):
        return None
    for mention in mentions:
        before, after = text[max(0, mention.start - 6) : mention.start].rstrip(), text[mention.end : mention.end + 6]
        by_right = _OTHER_YEAR_BY_RIGHT.search(before) or _OTHER_YEAR_USED.search(after) or mention.end_of
        inside = text.rfind("《", 0, mention.start) > text.rfind("》", 0, mention.start)
        if mention.year == year - 1 and not inside and (deadline or not by_right):
            return mention
    return None


def _goal_finding(excerpt: Excerpt, mention: DateMention, year: int) -> Finding:
    start, end = excerpt.start + mention.start, excerpt.start + mention.end
    return Finding(
        "goal-year",
        Severity.WARNING,
        f"本表评价{year}年度，目标里却写“{clean_text(mention.text)}”，疑为沿用上年的表，请核实",
        (Excerpt(mention.text, start, end, excerpt.source),),
        expected=f"{year}年",
        reported=clean_text(mention.text),
    )


_SCORED_YEAR = re.compile(
    r"(?P<year>20\d\d)年度?(?:我局|本局|我县|全县|本部门|部门|整体|项目|预算|支出|绩效|本级|的)*$"
)
_BEFORE_TOTAL = 24


@check(
    "score-year",
    title="得分所属年度与报告年度一致",
    family="日期与期间",
    basis="自评得分是报告所评年度的得分",
    severity=Severity.ERROR,
    explanation="2023年度的报告写“2022年度部门预算绩效自评得分96.81分”，疑为沿用上年的报告。写明与上年比较的不算。",
)
def score_year(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The total that a report states is told of the evaluated year."""
    for recognition in dossier.recognitions:
        for report in recognition.reports:
            total, year = report.total, report.year
            if total is None or year is None:
                continue
            for passage in recognition.passages_in(report):
                for points in totals_in(passage):
                    if points.value == total.value:
                        yield from _other_year(passage, points, year)


def _other_year(passage: Passage, points: Points, year: int) -> Iterator[Finding]:
    words = _words_of(points)
    at = passage.clean.find(words)
    found = _SCORED_YEAR.search(passage.clean[max(0, at - _BEFORE_TOTAL) : at]) if at >= 0 else None
    if found is None or int(found["year"]) != year - 1:
        return
    start = max(0, at - _BEFORE_TOTAL) + found.start()
    printed = f"{found['year']}年度"
    yield Finding(
        "score-year",
        Severity.ERROR,
        f"报告评价{year}年度，得分{points.value}分却写作{printed}的，请核实年份",
        (passage.excerpt(start, start + len(found[0])),),
        expected=f"{year}年度",
        reported=printed,
    )


def _words_of(points: Points) -> str:
    """Return the words of a total as the patterns saw them."""
    return clean_text(points.excerpt.text)


_RESULT_TO_BE_USED = re.compile(
    r"(?P<year>20\d\d)年度?(?:部门|项目|整体|支出|绩效|的)*(?:自评|评价)结果[^，。；]{0,6}(?:将|拟)"
)


@check(
    "result-year",
    title="将要应用的自评结果是本次的",
    family="日期与期间",
    basis="财预〔2020〕10号：绩效自评结果作为以后年度安排预算的依据",
    severity=Severity.ERROR,
    explanation="2023年度的报告写“2022年绩效自评结果将作为……的依据”，疑为沿用上年的报告。",
)
def result_year(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The result that a report says will be used is that of the evaluated year, not of the year before."""
    for recognition in dossier.recognitions:
        for report in recognition.reports:
            for passage in recognition.passages_in(report) if report.year is not None else ():
                for found in _RESULT_TO_BE_USED.finditer(passage.clean):
                    if report.year is not None and int(found["year"]) == report.year - 1:
                        yield _result_of(passage, found, report.year)


def _result_of(passage: Passage, found: re.Match[str], year: int) -> Finding:
    return Finding(
        "result-year",
        Severity.ERROR,
        f"报告评价{year}年度，将要应用的自评结果却写作{found['year']}年的，请核实年份",
        (passage.excerpt(*found.span()),),
        expected=f"{year}年",
        reported=f"{found['year']}年",
    )
