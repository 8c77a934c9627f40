"""Scoring an evaluation by a pack: lines, level sums, total, cap, grade, and what is missing for any of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, localcontext

from jixiao.evaluations import FundRow, IndicatorRow, SelfEvaluation, plain_name
from jixiao.packs import Cap, ExecutionRule, Method, Pack, ScoringRule, Sourced
from jixiao.quantities import EXACT, plain
from jixiao.scoring.execution import execution_rate
from jixiao.scoring.judging import Judgement, by_steps, judge, rated, weight_term
from jixiao.scoring.measures import measure
from jixiao.scoring.model import Basis, Clause, Explanation, LevelSum, Line, Scorecard, rounded
from jixiao.scoring.reasons import reasons_due
from jixiao.scoring.terms import Term
from jixiao.scoring.tree import EXECUTION, Place, matching, places

_ZERO = Decimal(0)


class NotScoredError(Exception):
    """The pack's form carries no scores, as that of the central transfers; the message says so."""


def score(evaluation: SelfEvaluation, pack: Pack) -> Scorecard:
    """Score EVALUATION by the rules of PACK. Raises :class:`NotScoredError` for a form without scores."""
    if not pack.scored:
        raise NotScoredError(f"“{pack.title}”是不计分的表式，没有得分和等级可算。")
    with localcontext(EXACT):
        return _score(evaluation, pack)


def _score(evaluation: SelfEvaluation, pack: Pack) -> Scorecard:
    own = _execution_row(evaluation) if pack.execution is not None else None
    execution = _execution_line(evaluation, pack, own)
    rows = [row for row in evaluation.indicators if row is not own]
    found = tuple(places(rows, pack))
    lines = tuple(_line(place, pack, evaluation.year) for place in found)
    by_row = {id(line.row): line for line in lines}
    levels = tuple(level for row in rows for level in _levels(row, (), by_row))
    every = (execution, *lines) if execution is not None else lines
    scored = sum((line.score for line in every if line.score is not None), _ZERO)
    weight = sum((line.weight for line in every if line.weight is not None and line.score is not None), _ZERO)
    gaps = tuple(_gaps(evaluation, pack, every, levels))
    cap = _cap(execution, pack.caps)
    total = None if gaps else (scored if cap is None else min(scored, cap.total))
    return Scorecard(
        evaluation=evaluation,
        pack=pack,
        execution=execution,
        lines=lines,
        levels=levels,
        scored=scored,
        scored_weight=weight,
        total=total,
        cap=cap.total if cap is not None else None,
        grade=pack.grade_of(total) if total is not None else None,
        gaps=gaps,
        due=tuple(reasons_due(evaluation, pack, every, own)),
        notes=tuple(_notes(evaluation, pack, every, scored, weight, total)),
    )


def _execution_row(evaluation: SelfEvaluation) -> IndicatorRow | None:
    """Return the row at the top of the tree that stands for budget execution, where the form has it there."""
    return next((row for row in evaluation.indicators if EXECUTION.search(plain_name(row.name))), None)


def _execution_line(evaluation: SelfEvaluation, pack: Pack, own: IndicatorRow | None) -> Line | None:
    rule, fund = pack.execution, evaluation.main_fund
    if rule is None:
        return None
    place = (own.place if own is not None else None) or (fund.place if fund is not None else None)
    stated = own.score if own is not None else fund.score if fund is not None else None
    judgement = _execution_judgement(rule, fund, own, place)
    return _settled((rule.name,), rule.weight, stated, judgement, rule.method, rule, pack, row=own)


def _execution_judgement(
    rule: ExecutionRule, fund: FundRow | None, own: IndicatorRow | None, place: str | None
) -> Judgement:
    if rule.method is Method.MANUAL:
        return Judgement("由人评定" + (f"：{rule.clause}" if rule.clause else ""), low=_ZERO, high=rule.weight)
    rate = execution_rate(fund, own, rule.denominator, place)
    if isinstance(rate, str):
        return Judgement(rate)
    if rule.method is Method.STEPS:
        return by_steps(rule.weight, max(rate.value, _ZERO), rule.steps, "执行率", rate.inputs())
    return _rated_amounts(rule, rate)


def _rated_amounts(rule: ExecutionRule, rate: Term) -> Judgement:
    if not rate.operator:
        return rated(rule.weight, rate)
    weight, (executed, budget) = weight_term(rule.weight), rate.operands
    if rate.value >= 1:
        return Judgement("执行数不少于预算数，得满分", rule.weight, inputs=(weight, executed, budget))
    term = weight * executed / budget
    return Judgement(f"分值乘以执行率（执行数÷{rule.denominator}）", term.value, term, term.inputs())


def _line(place: Place, pack: Pack, year: int | None) -> Line:
    row = place.row
    if place.weight is None:
        return _unscored(place, "没有写分值")
    if place.rule is None:
        return _unscored(place, f"规则包没有规定{place.kind}指标怎样计分")
    judgement = judge(measure(row, place.weight, place.kind, year), place.rule)
    line = _settled(place.path, place.weight, row.score, judgement, place.rule.method, place.rule, pack, row=row)
    return Line(line.path, line.weight, place.kind, line.basis, line.score, line.stated, line.explanation, row)


def _unscored(place: Place, because: str) -> Line:
    row = place.row
    return Line(place.path, place.weight, place.kind, Basis.UNSCORED, None, row.score, Explanation(because), row)


def _settled(
    path: tuple[str, ...],
    weight: Decimal,
    stated: Decimal | None,
    judgement: Judgement,
    method: Method,
    rule: Sourced,
    pack: Pack,
    row: IndicatorRow | None,
) -> Line:
    """Turn what a rule says into a line: rounded when computed, the stated score where a person decides."""
    clause, rounding = _clause(rule, pack), pack.rounding
    inputs, formula = judgement.inputs, judgement.formula
    if judgement.exact is not None and rounding is not None:
        points = rounded(judgement.exact, rounding)
        how = f"{rounding.mode}到{rounding.decimals}位小数" if points != judgement.exact else ""
        told = Explanation(judgement.because, method, clause, inputs, formula, judgement.exact, how)
        return Line(path, weight, None, Basis.COMPUTED, points, stated, told, row)
    because, basis, points_given = _decided(judgement, stated, weight)
    told = Explanation(because, method, clause, inputs)
    return Line(path, weight, None, basis, points_given, stated, told, row)


def _decided(judgement: Judgement, stated: Decimal | None, weight: Decimal) -> tuple[str, Basis, Decimal | None]:
    """Return why, on what basis and how many points, where no formula gives them."""
    if judgement.low is None or judgement.high is None:
        return judgement.because, Basis.UNSCORED, None
    if stated is None:
        return f"{judgement.because}；还没有填评定得分", Basis.UNSCORED, None
    if not 0 <= stated <= weight:
        return f"填报得分{stated:f}不在0至分值{plain(weight)}之间", Basis.UNSCORED, None
    if not judgement.low <= stated <= judgement.high:
        return f"{judgement.because}；评定得分{stated:f}不在这个范围内", Basis.DISPUTED, stated
    return judgement.because, Basis.JUDGED, stated


def _clause(rule: Sourced, pack: Pack) -> Clause:
    source = pack.source_of(rule)
    words = rule.clause if isinstance(rule, ScoringRule | ExecutionRule) else None
    return Clause(source.title + (f" {source.place}" if source.place else ""), source.confidence, words or "")


def _levels(row: IndicatorRow, path: tuple[str, ...], lines: dict[int, Line]) -> Iterator[LevelSum]:
    if not row.children:
        return
    own = (*path, plain_name(row.name))
    below = [lines[id(leaf)] for leaf in row.leaves()]
    known = [line.score for line in below if line.score is not None]
    yield LevelSum(
        path=own,
        weight=row.weight,
        parts_weight=sum((line.weight for line in below if line.weight is not None), _ZERO),
        scored=sum(known, _ZERO),
        score=sum(known, _ZERO) if len(known) == len(below) else None,
        stated=row.score,
    )
    for child in row.children:
        yield from _levels(child, own, lines)


def _gaps(evaluation: SelfEvaluation, pack: Pack, lines: Sequence[Line], levels: Sequence[LevelSum]) -> Iterator[str]:
    """Say what keeps the total from being computed."""
    if not evaluation.indicators:
        yield "没有各项指标的分值和得分，总分无从算起"
        return
    for line in lines:
        if line.score is None:
            yield f"“{line.name}”不能计分：{line.explanation.because}"
    yield from _weight_gaps(levels)
    apart = pack.execution is not None
    tops = [row.weight for row in evaluation.indicators if not (apart and EXECUTION.search(plain_name(row.name)))]
    if pack.full is not None and all(weight is not None for weight in tops):
        whole = sum((weight for weight in tops if weight is not None), _ZERO)
        whole += pack.execution.weight if pack.execution is not None else _ZERO
        if whole != pack.full.value:
            yield f"各部分分值合计{plain(whole)}，应为{plain(pack.full.value)}"


def _weight_gaps(levels: Sequence[LevelSum]) -> Iterator[str]:
    """Name the lowest levels whose weight is not that of their rows; what is wrong below is not told again above."""
    wrong = [level for level in levels if level.weight is not None and level.weight != level.parts_weight]
    for level in wrong:
        if level.weight is None or any(
            each.path[: len(level.path)] == level.path for each in wrong if each is not level
        ):
            continue
        what = "缺" if level.parts_weight < level.weight else "多"
        parts = f"下级分值合计{plain(level.parts_weight)}，{what}{plain(abs(level.weight - level.parts_weight))}分"
        yield f"“{level.path[-1]}”分值{plain(level.weight)}，{parts}"


def _cap(execution: Line | None, caps: Sequence[Cap]) -> Cap | None:
    """Return the cap for the execution rate, which the points of execution tell."""
    if execution is None or execution.explanation.exact is None or not execution.weight:
        return None
    rate = execution.explanation.exact / execution.weight
    return next((cap for cap in caps if cap.at_least <= rate < cap.below), None)


def _notes(
    evaluation: SelfEvaluation,
    pack: Pack,
    lines: Sequence[Line],
    scored: Decimal,
    weight: Decimal,
    total: Decimal | None,
) -> Iterator[str]:
    """Compare what the rules give with what the evaluation states."""
    for line in lines:
        if line.differs and line.stated is not None:
            yield f"“{line.name}”填报得分{line.stated:f}，按规则应为{line.score:f}"
        elif line.basis is Basis.DISPUTED:
            yield f"“{line.name}”{line.explanation.because}"
    yield from _other_weights(evaluation, pack)
    yield from _by_proportion(evaluation, pack, lines, total)
    stated = evaluation.total
    if stated is None:
        return
    if not lines or not evaluation.indicators:
        yield f"填报总分{stated:f}，文中没有各项的分值和得分，不能由所写内容推出"
        return
    if total is not None and total != stated:
        yield f"填报总分{stated:f}，按规则应为{total:f}"
    elif total is None and pack.full is not None and stated != scored:
        missing = pack.full.value - weight
        note = f"填报总分{stated:f}，能计的部分（分值{plain(weight)}）得{scored:f}，相差{stated - scored:f}"
        yield note + ("，恰好等于缺的分值：缺的部分都得满分时，总分成立" if stated - scored == missing else "")


def _other_weights(evaluation: SelfEvaluation, pack: Pack) -> Iterator[str]:
    """Say where the form gives a part of the tree other points than the pack fixes."""
    for row in evaluation.indicators:
        node = matching(row.name, pack.indicators)
        if node is not None and node.weight is not None and row.weight is not None and row.weight != node.weight:
            name, fixed = plain_name(row.name), plain(node.weight)
            yield f"“{name}”分值写{plain(row.weight)}，规则包规定{fixed}，按所写的分值计分"


def _by_proportion(
    evaluation: SelfEvaluation, pack: Pack, lines: Sequence[Line], total: Decimal | None
) -> Iterator[str]:
    """Say what the usual proportion would give, where execution is scored by a rule that nobody states."""
    rule, rounding = pack.execution, pack.rounding
    if rule is None or rounding is None or rule.method is not Method.MANUAL or not lines:
        return
    rate = execution_rate(evaluation.main_fund, lines[0].row, rule.denominator, None)
    if isinstance(rate, str) or lines[0].score is None or total is None:
        return
    exact = rated(rule.weight, rate).exact
    points = rounded(exact, rounding) if exact is not None else lines[0].score
    if points == lines[0].score:
        return
    other = total - lines[0].score + points
    before, after = pack.grade_of(total), pack.grade_of(other)
    note = f"执行率得{lines[0].score:f}分的计分办法没有写明；如按比例应为{points:f}分，总分{other:f}"
    changed = before is not None and after is not None and before.name != after.name
    yield note + (f"，等级由{before.name}变为{after.name}" if changed and before and after else "")
