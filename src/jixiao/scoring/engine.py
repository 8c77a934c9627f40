"""Scoring an evaluation by a pack: lines, level sums, total, cap, grade, and what is missing for any of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, localcontext

from jixiao.evaluations import IndicatorRow, SelfEvaluation, plain_name
from jixiao.packs import ExecutionRule, Method, Pack, ScoringRule, Sourced
from jixiao.quantities import EXACT, plain
from jixiao.scoring.execution import Execution, execution_of, without
from jixiao.scoring.judging import Judgement, judge
from jixiao.scoring.measures import measure
from jixiao.scoring.model import Basis, Clause, Explanation, LevelSum, Line, Scorecard, rounded
from jixiao.scoring.reasons import reasons_due
from jixiao.scoring.remarks import gaps, notes
from jixiao.scoring.tree import Place, places

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
    execution = execution_of(evaluation, pack.execution)
    rows = without(evaluation.indicators, execution.row if execution is not None else None)
    lines = tuple(_line(place, pack, evaluation.year) for place in places(rows, pack))
    positions = {id(line.row): position for position, line in enumerate(lines)}
    levels = tuple(level for row in rows for level in _levels(row, (), lines, positions))
    first = _execution_line(execution, pack)
    every = (first, *lines) if first is not None else lines
    scored = sum((line.score for line in every if line.score is not None), _ZERO)
    missing = tuple(gaps(evaluation, pack, every, levels))
    cap = execution.cap(pack.caps) if execution is not None else None
    total = None if missing else (scored if cap is None else min(scored, cap.total))
    return Scorecard(
        evaluation=evaluation,
        pack=pack,
        execution=first,
        lines=lines,
        levels=levels,
        scored=scored,
        scored_weight=sum((line.weight for line in every if line.weight and line.score is not None), _ZERO),
        total=total,
        cap=cap.total if cap is not None else None,
        grade=pack.grade_of(total) if total is not None else None,
        gaps=missing,
        due=tuple(reasons_due(pack, every, execution)),
        notes=tuple(notes(evaluation, pack, execution, every, levels, total)),
    )


def _execution_line(execution: Execution | None, pack: Pack) -> Line | None:
    if execution is None:
        return None
    rule = execution.rule
    return _settled(
        (rule.name,), execution.weight, execution.stated, execution.judgement(), rule.method, rule, pack, execution.row
    )


def _line(place: Place, pack: Pack, year: int | None) -> Line:
    row = place.row
    if place.weight is None:
        return _unscored(place, "没有写分值")
    if place.rule is None:
        return _unscored(place, f"规则包没有规定{place.kind}指标怎样计分")
    judgement = judge(measure(row, place.weight, place.kind, year), place.rule)
    line = _settled(place.path, place.weight, row.score, judgement, place.rule.method, place.rule, pack, row)
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
    return Clause(source.title + (source.place or ""), source.confidence, words or "")


def _levels(
    row: IndicatorRow, path: tuple[str, ...], lines: Sequence[Line], positions: dict[int, int]
) -> Iterator[LevelSum]:
    if not row.children:
        return
    own = (*path, plain_name(row.name))
    found = [positions[id(leaf)] for leaf in row.leaves()]
    below = lines[found[0] : found[-1] + 1]
    known = [line.score for line in below if line.score is not None]
    yield LevelSum(
        path=own,
        first=found[0],
        count=len(below),
        weight=row.weight,
        parts_weight=sum((line.weight for line in below if line.weight is not None), _ZERO),
        scored=sum(known, _ZERO),
        score=sum(known, _ZERO) if len(known) == len(below) else None,
        stated=row.score,
    )
    for child in row.children:
        yield from _levels(child, own, lines, positions)
