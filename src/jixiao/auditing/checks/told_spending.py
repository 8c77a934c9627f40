"""The year's spending told in words against the executed amount of the form's fund row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from decimal import Decimal

from jixiao.auditing.building import short
from jixiao.auditing.derivation import one_digit_off, significant
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.papers import Paper, papers, with_notes
from jixiao.auditing.prose import exact_enough
from jixiao.auditing.registry import check
from jixiao.evaluations import Amount
from jixiao.recognition import Dossier, Figure

_SPENT = re.compile(
    r"^(?:20\d\d年度?|全年|当年|本年度?|年度|年内|本?项目|资金|经费|[三四五六七八各几]项|实际|累计|合计|总计|共计?|总|已|实)*"
    r"(?:支出|执行|支付|拨付|使用|列支|开支)(?:资金|经费|金额|数|总额|合计|共计)*(?:共|为|是|达|：)*$"
)
_OTHER_YEAR = re.compile(r"上年|去年|前年|同期|历年|上半年|季度|[1-9]月|截至|其中")
_WHOLE = re.compile(r"全年|当年|本年|年度|项目|累计|合计|总|共")
_LEAST_DIGITS = 4
_NEAR = Decimal("0.05")


@check(
    "spending-against-fund",
    title="文字写的支出总数与资金栏的执行数一致",
    family="前后一致",
    basis="同一张自评表里，目标完成情况、说明写的全年支出与资金栏的全年执行数是同一个数",
    severity=Severity.ERROR,
    explanation="年度目标完成情况栏、表后说明写的“共支出”“全年支出”，与资金栏各数都不相同、而与全年执行数只差一位或数字颠倒的，判为写错。",
)
def spending_against_fund(dossier: Dossier) -> Iterator[Relation | Finding]:
    """What words call the spending of the year is the executed amount of the fund row, digit for digit."""
    for paper in papers(dossier):
        line = next((line for line in paper.evaluation.funds if not line.part), None)
        if line is None or line.executed is None or paper.is_report:
            continue
        amounts = (a for row in paper.evaluation.funds for a in (row.initial, row.adjusted, row.executed))
        known = {a.quantity.value for a in amounts if a is not None}
        for figure in _told(paper):
            yield from _judge(figure, line.executed, known)


def _told(paper: Paper) -> Iterator[Figure]:
    """Yield the amounts that words call the spending of the whole paper in its year."""
    for passage in with_notes(paper):
        for figure in passage.figures if "元" in passage.clean else ():
            exact = figure.quantity.unit == "元" and exact_enough(figure)
            if exact and _SPENT.search(figure.subject) and not _of_other_time(figure, paper.evaluation.year):
                yield figure


def _of_other_time(figure: Figure, year: int | None) -> bool:
    clean = figure.passage.clean
    clause = clean[max(figure.passage.sentence_of(figure.start)[0], figure.start - 24) : figure.start]
    named = re.findall(r"20\d\d(?=年)", clause)
    return bool(_OTHER_YEAR.search(clause)) or any(int(told) != year for told in named)


def _judge(figure: Figure, executed: Amount, known: Set[Decimal]) -> Iterator[Relation | Finding]:
    printed = figure.quantity
    holds = executed.quantity.rounding().meets(printed.rounding())
    slipped = printed.value not in known and _slip(figure, executed)
    if not holds and not slipped:
        return
    excerpts = (figure.excerpt(), short(executed.excerpt))
    match = Match.FACE if holds else Match.NONE
    expression = f"{printed} ＝ {executed.quantity}"
    yield Relation("spending-against-fund", expression, printed.text, holds, match, excerpts)
    if not holds:
        yield Finding(
            "spending-against-fund",
            Severity.ERROR,
            f"文字写{figure.subject[-8:]}{printed.text}，资金栏全年执行数是{executed.quantity}，只差一位数字，疑有一处抄错",
            excerpts,
            expected=str(executed.quantity),
            reported=printed.text,
        )


def _slip(figure: Figure, executed: Amount) -> bool:
    printed = figure.quantity
    alike = printed.scale == executed.quantity.scale and printed.decimals == executed.quantity.decimals
    near = abs(printed.value - executed.quantity.value) <= _NEAR * executed.quantity.value
    if not near and not _WHOLE.search(figure.subject):
        return False  # a bare 支付24.60万元 may be of one item
    return alike and significant(printed.number) >= _LEAST_DIGITS and one_digit_off(printed, executed.quantity.value)
