"""Dates against the evaluated year: cut-off dates, months without a year, filing and report dates, document numbers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.auditing.texts import evaluation_at
from jixiao.documents import Excerpt
from jixiao.evaluations import Evaluation
from jixiao.quantities import DateMention, find_dates, find_document_numbers, find_quantities
from jixiao.recognition import Dossier, FormTable, Passage, Recognition, clean_text

_FAMILY = "日期与期间"
_YEARLY_BASIS = "财预〔2020〕10号：绩效自评针对一个预算年度，数据应为全年数"
_MID_YEAR = re.compile(r"监控|中期|上半年|半年|季度|\d月份?绩效")


def _covers_whole_year(evaluation: Evaluation | None) -> bool:
    """Tell an evaluation of a whole year from a mid-year report and from one whose year is not known."""
    if evaluation is None or evaluation.year is None:
        return False
    return evaluation.title is None or not _MID_YEAR.search(evaluation.title.text)


def _evaluated_passages(dossier: Dossier) -> Iterator[tuple[Passage, Evaluation]]:
    """Yield the paragraphs that belong to an evaluation of a whole year."""
    yield from dossier.once("evaluated passages", lambda: list(_find_evaluated(dossier)))


def _find_evaluated(dossier: Dossier) -> Iterator[tuple[Passage, Evaluation]]:
    for recognition in dossier.recognitions:
        for passage in recognition.passages:
            evaluation = evaluation_at(recognition, passage.start)
            if evaluation is not None and _covers_whole_year(evaluation):
                yield passage, evaluation


_CLAUSES = 120
_ACHIEVED = re.compile(
    r"完成|达到?|参保|支出|执行|拨付|支付|救助|追回|检查|查处|签订|报销|激活|办理|接待|受理|累计|实现|覆盖|征缴|结余"
)
# The work was over before the year was, or the sentence goes on to the end of the year.
_NOT_STALE = re.compile(r"全部|全年|年末|年底|12月|验收|完工|竣工|已?付清|结清|均已|完毕|提前|到期|期满|尚|仍|未|监控")


@check(
    "cut-off-in-year",
    title="完成值截止在年中",
    family=_FAMILY,
    basis=_YEARLY_BASIS,
    severity=Severity.WARNING,
    explanation="年度自评的完成数写“截至6月底”，没有包括全年，疑为沿用年中材料；已全部完成、另有年末数的不算。",
)
def cut_off_in_year(dossier: Dossier) -> Iterator[Relation | Finding]:
    """An achieved figure of a whole year is stated as of a month before December (财预〔2020〕10号)."""
    for passage, evaluation in _evaluated_passages(dossier):
        if "截" not in passage.clean:
            continue
        year = evaluation.year or 0
        for mention in passage.dates:
            year = mention.year or year
            mid_year = mention.relation == "until" and mention.month is not None and mention.month < 12
            if mid_year and year == evaluation.year and _states_achievement(passage, mention):
                start = _until(passage.clean, mention.start)
                words = passage.clean[start : mention.end]
                yield Finding(
                    "cut-off-in-year",
                    Severity.WARNING,
                    f"{evaluation.year}年度自评的完成数写“{words}”，没有包括全年，请改用截至{evaluation.year}年底的数",
                    (passage.excerpt(start, mention.end),),
                    expected=f"截至{evaluation.year}年底",
                    reported=words,
                )


def _states_achievement(passage: Passage, mention: DateMention) -> bool:
    end = min(passage.sentence_of(mention.start)[1], mention.end + _CLAUSES)
    words = passage.clean[mention.end : end]
    achieved = _ACHIEVED.search(words) is not None and _NOT_STALE.search(words) is None
    return achieved and bool(find_quantities(words))


def _until(clean: str, at: int) -> int:
    found = re.search(r"(?:截至|截止)(?:时间)?[为到：]?$", clean[max(0, at - 6) : at])
    return max(0, at - 6) + found.start() if found else at


_SPENT_BY_THEN = re.compile(r"支出|支付|执行|拨付|使用")
_OTHER_YEAR = re.compile(r"上年|去年|以前年度|结转|跨年|往年|历年")


@check(
    "cut-off-before-year",
    title="截止日期在评价年度之前",
    family=_FAMILY,
    basis=_YEARLY_BASIS,
    severity=Severity.ERROR,
    explanation="年度自评写“截至上一年12月31日”支出多少，年份写错，或沿用上年材料；写明是上年情况的不算。",
)
def cut_off_before_year(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Spending of the evaluated year is not told as of the end of the year before."""
    for passage, evaluation in _evaluated_passages(dossier):
        if "截" not in passage.clean:
            continue
        for mention in passage.dates:
            if mention.relation != "until" or mention.year is None or mention.month not in (None, 12):
                continue
            start, stop = passage.sentence_of(mention.start)
            other = _OTHER_YEAR.search(passage.clean[start:stop]) or str(evaluation.year) in passage.clean[start:stop]
            spent = _SPENT_BY_THEN.search(passage.clean[mention.end : min(stop, mention.end + _CLAUSES)])
            if mention.year == (evaluation.year or 0) - 1 and spent and not other:
                yield _before_year(passage, mention, evaluation)


def _before_year(passage: Passage, mention: DateMention, evaluation: Evaluation) -> Finding:
    start = _until(passage.clean, mention.start)
    words = passage.clean[start : mention.end]
    return Finding(
        "cut-off-before-year",
        Severity.ERROR,
        f"评价的是{evaluation.year}年度，支出却写“{words}”，请核实年份",
        (passage.excerpt(start, mention.end),),
        expected=f"截至{evaluation.year}年12月31日",
        reported=words,
    )


_SINCE = re.compile(r"以来|至今")
_NAMED_YEAR = re.compile(r"(?:19|20)\d\d年|[今去上当本同全每历近]年")


@check(
    "month-without-year",
    title="“某月以来”没有年份",
    family=_FAMILY,
    basis=_YEARLY_BASIS,
    severity=Severity.WARNING,
    explanation="年度报告写“1月以来”，同段前面没有年份，起止期间不明，疑为月度材料照搬。",
)
def month_without_year(dossier: Dossier) -> Iterator[Relation | Finding]:
    """``N月以来`` in a report about a past year, with no year before it in the paragraph."""
    for passage, evaluation in _evaluated_passages(dossier):
        if evaluation.form.is_table or not _SINCE.search(passage.clean):
            continue
        named = _NAMED_YEAR.search(passage.clean)
        unnamed = passage.clean[: named.start()] if named else passage.clean
        for mention in find_dates(unnamed):
            since = _SINCE.match(unnamed, mention.end)
            if since and mention.month and mention.year is None:
                words = mention.text + since[0]
                yield Finding(
                    "month-without-year",
                    Severity.WARNING,
                    f"“{words}”没有写年份，期间不明，{evaluation.year}年度报告应写全年数，请核实",
                    (passage.excerpt(mention.start, since.end()),),
                    expected=f"{evaluation.year}年全年",
                    reported=words,
                )


_FILED_ON = re.compile(r"(?:填报|填表|填列|制表)(?:日期|时间)：?")


@check(
    "filled-after-report",
    title="填报日期晚于报告日期",
    family=_FAMILY,
    basis="先填报自评表，后据以形成自评报告（财预〔2020〕10号）",
    severity=Severity.WARNING,
    explanation="同一套材料里，自评表的填报日期应不晚于所属报告的日期。",
)
def filled_after_report(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A form is filled in before the report that rests on it is dated."""
    late: dict[tuple[int, date, date], list[Excerpt]] = {}
    for recognition in dossier.recognitions:
        for filed, excerpt in _filing_dates(recognition):
            form = _nearest_form(recognition, excerpt.start)
            reported = _report_date_of(dossier, form.evaluation) if form else None
            if reported is None:
                continue
            signed, report = reported
            yield _in_order(filed, excerpt, signed, report)
            if filed > signed:
                late.setdefault((recognition.source, filed, signed), [report]).append(excerpt)
    for (_, filed, signed), (report, *forms) in late.items():
        yield _filed_late(filed, forms, signed, report)


def _in_order(filed: date, excerpt: Excerpt, signed: date, report: Excerpt) -> Relation:
    expression = f"填报日期{_chinese(filed)}不晚于报告日期{_chinese(signed)}"
    reported = clean_text(excerpt.text)
    return Relation("filled-after-report", expression, reported, filed <= signed, Match.JUDGED, (excerpt, report))


def _filed_late(filed: date, forms: Sequence[Excerpt], signed: date, report: Excerpt) -> Finding:
    which = f"{len(forms)}张自评表的填报日期" if len(forms) > 1 else "自评表填报日期"
    return Finding(
        "filled-after-report",
        Severity.WARNING,
        f"{which}为{_chinese(filed)}，晚于报告日期{_chinese(signed)}，请核实哪一个日期写错",
        (*forms, report),
        expected=f"不晚于{_chinese(signed)}",
        reported=clean_text(forms[0].text),
    )


_YEAR_OVER = 12


@check(
    "filed-before-year-end",
    title="填报日期早于评价年度结束",
    family=_FAMILY,
    basis=_YEARLY_BASIS,
    severity=Severity.ERROR,
    explanation="年度自评在次年填报。填报日期（报告日期）还在评价年度的11月以前，不可能有全年执行数，多半是年份写错。",
)
def filed_before_year_end(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A form or report on a whole year is dated when the year is over."""
    for recognition in dossier.recognitions:
        for filed, excerpt in _filing_dates(recognition):
            form = _nearest_form(recognition, excerpt.start)
            # a form on one line may be read as a report
            filled = form.evaluation if form is not None else evaluation_at(recognition, excerpt.start)
            if filled is not None and _covers_whole_year(filled):
                yield from _judge_filing(filed, excerpt, filled.year or 0, "填报日期")
        for report in recognition.reports:
            place = _date_excerpt(recognition, report, report.signed) if report.signed else None
            if report.signed is not None and place is not None and _covers_whole_year(report):
                yield from _judge_filing(report.signed, place, report.year or 0, "报告日期")


def _judge_filing(filed: date, excerpt: Excerpt, year: int, what: str) -> Iterator[Relation | Finding]:
    early = filed < date(year, _YEAR_OVER, 1)
    match = Match.NONE if early else Match.JUDGED
    text = clean_text(excerpt.text)
    yield Relation("filed-before-year-end", f"{what}在{year}年底以后", text, not early, match, (excerpt,))
    if early:
        yield Finding(
            "filed-before-year-end",
            Severity.ERROR,
            f"评价的是{year}年度，{what}却是{_chinese(filed)}，当年还没有结束，请核实年份",
            (excerpt,),
            expected=f"{year + 1}年",
            reported=text,
        )


def _filing_dates(recognition: Recognition) -> Sequence[tuple[date, Excerpt]]:
    """Return the filing dates of a document: 填报日期：2024年10月17日 in a line or a cell, or in the cell beside it."""
    return recognition.once("filing dates", lambda: list(_find_filing_dates(recognition)))


def _find_filing_dates(recognition: Recognition) -> Iterator[tuple[date, Excerpt]]:
    for passage in recognition.texts():
        if not passage.dates:
            continue
        for found in _FILED_ON.finditer(passage.clean):
            mention = next(iter(find_dates(passage.clean[found.end() : found.end() + 20])), None)
            day = _exact_day(mention)
            if day and mention and mention.start == 0:
                yield day, passage.excerpt(found.end(), found.end() + mention.end)
    for form in recognition.forms:
        for field in form.fields:
            if field.value and _FILED_ON.search(clean_text(field.label.text)):
                day = _exact_day(next(iter(find_dates(clean_text(field.value.text))), None))
                if day:
                    yield day, field.value


def _exact_day(mention: DateMention | None) -> date | None:
    return mention.day_in(None) if mention is not None else None


def _nearest_form(recognition: Recognition, offset: int) -> FormTable | None:
    def distance(form: FormTable) -> int:
        return max(form.evaluation.start - offset, offset - form.evaluation.end, 0)

    behind = bisect_right(recognition.forms, offset, key=lambda form: form.evaluation.start)
    return min(recognition.forms[max(behind - 1, 0) : behind + 1], key=distance, default=None)


def _report_date_of(dossier: Dossier, form: Evaluation) -> tuple[date, Excerpt] | None:
    """Work out the date once for all forms of a subject and year."""
    return dossier.once(f"report date {form.subject} {form.year}", lambda: _report_date(dossier, form))


def _report_date(dossier: Dossier, form: Evaluation) -> tuple[date, Excerpt] | None:
    """Return the latest date of the reports that FORM belongs to: of its subject if there are any, and of its year."""
    reports = [
        (report.signed, report, recognition)
        for recognition in dossier.recognitions
        for report in recognition.reports
        if report.signed and (form.year is None or report.year in (None, form.year))
    ]
    same = [found for found in reports if found[1].subject is form.subject]
    for signed, report, recognition in sorted(same or reports, key=lambda found: found[0], reverse=True):
        excerpt = _date_excerpt(recognition, report, signed)
        if excerpt is not None:
            return signed, excerpt
    return None


def _date_excerpt(recognition: Recognition, evaluation: Evaluation, day: date) -> Excerpt | None:
    """Return where EVALUATION prints the date DAY; its last mention in a report, its first behind a form."""
    found: list[Excerpt] = []
    following = bisect_right(recognition.evaluations, evaluation.start, key=lambda e: e.start)
    last = following == len(recognition.evaluations)
    limit = len(recognition.document.text) if last else recognition.evaluations[following].start
    ceiling = max(evaluation.end, limit)
    for passage in recognition.passages_between(evaluation.start, ceiling):
        if str(day.year) in passage.clean:
            found.extend(
                passage.excerpt(mention.start, mention.end) for mention in passage.dates if _exact_day(mention) == day
            )
    if not found:
        return None
    return found[0] if evaluation.form.is_table else found[-1]


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@check(
    "date-before-period",
    title="报告日期早于评价年度结束",
    family=_FAMILY,
    basis="财预〔2020〕10号：预算执行结束后及时开展绩效自评",
    severity=Severity.WARNING,
    explanation="评价一个年度的报告，日期应在该年度结束以后。",
)
def date_before_period(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A paper on a year is dated after the end of that year."""
    for recognition in dossier.recognitions:
        for evaluation in recognition.evaluations:
            signed = evaluation.signed
            if signed is None or not _covers_whole_year(evaluation):
                continue
            excerpt = _date_excerpt(recognition, evaluation, signed)
            year = evaluation.year or 0
            if excerpt is not None and (signed.year > year or _speaks_of(recognition, evaluation, year)):
                yield from _dated_after(excerpt, signed, year)


def _speaks_of(recognition: Recognition, evaluation: Evaluation, year: int) -> bool:
    """Tell whether the text is about YEAR: a title may name the year of writing instead of the year evaluated."""
    told = Counter(
        mention.year
        for passage in recognition.passages_in(evaluation)
        for mention in passage.dates
        if mention.year and mention.precision != "day" and mention.relation != "since"
    )
    return told[year] > told[year - 1]


def _dated_after(excerpt: Excerpt, signed: date, year: int) -> Iterator[Relation | Finding]:
    holds = signed >= date(year, 12, 31)
    reported = clean_text(excerpt.text)
    expression = f"{_chinese(signed)}不早于{year}年12月31日"
    yield Relation("date-before-period", expression, reported, holds, Match.JUDGED, (excerpt,))
    if not holds:
        yield Finding(
            "date-before-period",
            Severity.WARNING,
            f"日期写{_chinese(signed)}，{year}年度还没有结束，请核实日期或评价年度",
            (excerpt,),
            expected=f"{year}年12月31日以后",
            reported=reported,
        )


@check(
    "document-year",
    title="文号年份晚于报告",
    family=_FAMILY,
    basis="所依据的文件应在报告之前印发",
    severity=Severity.WARNING,
    explanation="报告引用的文号，年份不应晚于报告本身的日期；报告没有日期的，不应晚于评价年度的下一年。",
)
def document_year(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A document that a report rests on was issued before the report."""
    for recognition in dossier.recognitions:
        for passage in recognition.texts():
            numbers = find_document_numbers(passage.clean)
            evaluation = evaluation_at(recognition, passage.start) if numbers else None
            if evaluation is None or evaluation.year is None:
                continue
            latest = max(evaluation.signed.year if evaluation.signed else 0, evaluation.year + 1)
            for number in numbers:
                if number.year > latest:
                    yield Finding(
                        "document-year",
                        Severity.WARNING,
                        f"文号“{number.text}”的年份{number.year}晚于本报告（{evaluation.year}年度），请核实",
                        (passage.excerpt(number.start, number.end),),
                        expected=f"{latest}年或以前",
                        reported=number.text,
                    )
