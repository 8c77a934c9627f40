"""Rows of data tables against their limits: the staff against the posts, the final accounts against the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice, pairwise

from jixiao.auditing.arithmetic import judge, quotient, shown
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.auditing.texts import PART_LABEL
from jixiao.documents import Excerpt
from jixiao.evaluations import Amount
from jixiao.quantities import Quantity, find_quantities
from jixiao.recognition import DataRow, DataTable, Dossier, Recognition, clean_text

_PERSONS = re.compile(r"人数|编制|人员")
_GREW = re.compile(r"追加|调增|增加预算|调整后|调整为|调整到")
_SHORTEST_NAME = 4
_MOST_REVISIONS = 50


@check(
    "control-rate",
    title="控制率等于实际数除以核定数",
    family="比率与占比",
    basis="基础数据表：控制率＝实际在职人数÷编制数；规模（投资）控制率＝实际÷批复",
    severity=Severity.ERROR,
    explanation="基础数据表里“核定数、实际数、控制率”相邻的三格，重算控制率。",
)
def control_rate(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A control rate in a data table is the actual number ÷ the authorised number beside it."""
    for table in (t for form in dossier.forms() for t in form.data):
        for row in table.rows:
            values = row.values
            for base, done, rate in zip(values, values[1:], values[2:], strict=False):
                if base is not None and done is not None and rate is not None and rate.quantity.unit == "%":
                    persons = bool(_PERSONS.search("".join(e.text for e in (row.label, *table.heads))))
                    yield from _judge_control(base, done, rate, persons)


def _counted(quantity: Quantity) -> Quantity:
    """Return a bare whole number as persons, so that it counts as exact."""
    bare = not quantity.unit and quantity.scale == 1 and quantity.decimals <= 0
    return replace(quantity, unit="人") if bare else quantity


def _judge_control(base: Amount, done: Amount, rate: Amount, persons: bool) -> Iterator[Relation | Finding]:
    if base.quantity.unit == "%" or done.quantity.unit == "%" or base.quantity.value == 0:
        return
    counted = [_counted(a.quantity) if persons else a.quantity for a in (done, base)]
    verdict = judge(quotient, counted, rate.quantity)
    if verdict is None:
        return
    excerpts: tuple[Excerpt, ...] = (rate.excerpt, done.excerpt, base.excerpt)
    computed = shown(verdict.computed, rate.quantity, max(2, rate.quantity.decimals))
    expression = f"{done.excerpt.text} ÷ {base.excerpt.text}"
    yield Relation(
        "control-rate",
        expression,
        rate.excerpt.text,
        verdict.holds,
        verdict.match,
        excerpts,
        verdict.interval,
        computed,
    )
    if done.quantity.value > base.quantity.value:
        yield Finding(
            "control-rate",
            Severity.WARNING,
            f"实际{done.excerpt.text}超过核定{base.excerpt.text}，控制率{rate.excerpt.text}高于100%，没有说明原因",
            excerpts,
            expected="不高于100%，或说明原因",
            reported=rate.excerpt.text,
        )
    if not verdict.holds:
        yield Finding(
            "control-rate",
            Severity.ERROR,
            f"控制率应为{computed}，表上写{rate.excerpt.text}",
            excerpts,
            expected=computed,
            reported=rate.excerpt.text,
            interval=verdict.interval,
            working=f"{expression} = {computed}",
        )


@check(
    "within-budget",
    title="决算数不超过预算数",
    family="预算执行",
    basis="《预算法》第十三条；基础数据表“预算数”“决算数”两列",
    severity=Severity.WARNING,
    explanation="基础数据表同一年度的决算数大于预算数时提示，文中写明该项追加（调增）的数额够用的除外；比上年骤降或骤升到约十倍的，疑为小数点错位。",
)
def within_budget(dossier: Dossier) -> Iterator[Relation | Finding]:
    """In a data table the final amount of a year is at most its budget; a tenfold jump suggests a slipped point."""
    for recognition in dossier.recognitions:
        revised: list[str] | None = None
        for form, table in ((f, t) for f in recognition.forms for t in f.data):
            pair = _budget_and_final(table, form.evaluation.year)
            if pair is None:
                continue
            width = max(len(row.values) for row in table.rows)
            for row in (r for r in table.rows if len(r.values) == width):  # a torn row has lost its columns
                budget, final = row.values[pair[0]], row.values[pair[1]]
                if budget is not None and final is not None:
                    if revised is None and not _within(budget, final):
                        revised = _revisions(recognition)
                    if not _revised(row, budget, final, revised or ()):
                        yield from _compare(row, budget, final)
                yield from _tenfold(row)


def _within(budget: Amount, final: Amount) -> bool:
    return final.quantity.rounding().low <= budget.quantity.rounding().high


def _revisions(recognition: Recognition) -> list[str]:
    """Return the sentences that tell of budgets that grew in the course of the year."""
    passages = (*recognition.passages, *recognition.cell_passages)
    # Each row that was overspent is looked for in all of them: so many are told in any paper, and no more are read.
    texts = islice((p.clean for p in passages if _GREW.search(p.clean)), _MOST_REVISIONS)
    return [sentence for text in texts for sentence in re.split(r"[。；]", text) if _GREW.search(sentence)]


def _revised(row: DataRow, budget: Amount, final: Amount, sentences: Sequence[str]) -> bool:
    """Tell whether words name the row and what its budget grew by, or to, and this covers what was spent."""
    name = PART_LABEL.sub("", clean_text(row.label.text)).strip("：:")
    if len(name) < _SHORTEST_NAME or _within(budget, final):
        return False
    return any(_covers(sentence, name, budget, final) for sentence in sentences)


def _covers(sentence: str, name: str, budget: Amount, final: Amount) -> bool:
    """Tell whether the first sum behind NAME is a budget, or makes one with BUDGET, that FINAL stays within."""
    told = (q for q in find_quantities(sentence) if q.unit == final.quantity.unit and q.start >= sentence.find(name))
    first = next(told, None) if name in sentence else None
    if first is None or first.value == final.quantity.value:
        return False
    grown = first.value if first.value > budget.quantity.value else first.value + budget.quantity.value
    return grown >= final.quantity.value


def _budget_and_final(table: DataTable, year_of_form: int | None) -> tuple[int, int] | None:
    """Return the positions of the budget and the final amount of one year among the values.

    Where no budget is of the year of the form, or two heads are the same, the year of a head is wrong, and nothing can
    be told.
    """
    heads = [clean_text(h.text) for h in table.heads][-max(len(r.values) for r in table.rows) :]
    told = {int(found[1]) for head in heads if "预算" in head and (found := re.match(r"(20\d\d)年?", head))}
    if (year_of_form is not None and told and year_of_form not in told) or len(set(heads)) < len(heads):
        return None
    for i, head in enumerate(heads):
        year = re.match(r"(20\d\d)年?", head)
        if "预算" in head and not re.search(r"调整|执行", head):
            for j, other in enumerate(heads):
                same = re.match(r"(20\d\d)年?", other)
                if re.search(r"决算|执行|支出数", other) and (year and year[1]) == (same and same[1]):
                    return i, j
    return None


def _compare(row: DataRow, budget: Amount, final: Amount) -> Iterator[Relation | Finding]:
    holds = _within(budget, final)
    excerpts = (final.excerpt, budget.excerpt)
    expression = f"{final.excerpt.text} ≤ {budget.excerpt.text}"
    match = Match.FACE if holds else Match.NONE
    yield Relation("within-budget", expression, final.excerpt.text, holds, match, excerpts)
    if not holds:
        label = clean_text(row.label.text)[:16]
        yield Finding(
            "within-budget",
            Severity.WARNING,
            f"“{label}”决算数{final.excerpt.text}大于预算数{budget.excerpt.text}",
            excerpts,
            expected=f"不大于{budget.excerpt.text}",
            reported=final.excerpt.text,
        )


def _tenfold(row: DataRow) -> Iterator[Finding]:
    known = [v for v in row.values if v is not None and v.quantity.value > 0 and v.quantity.unit != "%"]
    for before, after in pairwise(known):
        small, large = sorted((before, after), key=lambda a: a.quantity.value)
        ratio = large.quantity.value / small.quantity.value
        decimals = small.quantity.decimals and large.quantity.decimals
        if decimals and Decimal("9.5") <= ratio <= Decimal("10.5"):
            yield Finding(
                "within-budget",
                Severity.WARNING,
                f"“{clean_text(row.label.text)[:16]}”{before.excerpt.text}变为{after.excerpt.text}，约差十倍，请核对小数点或口径",
                (after.excerpt, before.excerpt),
                expected=f"与{before.excerpt.text}同一量级，或说明原因",
                reported=after.excerpt.text,
            )
