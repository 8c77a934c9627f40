"""What a clerk should know of a scored evaluation: what keeps it from a total, and what was stated otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from jixiao.evaluations import SelfEvaluation, plain_name
from jixiao.packs import Method, Pack
from jixiao.quantities import parse_quantity, plain
from jixiao.scoring.execution import Execution
from jixiao.scoring.judging import rated
from jixiao.scoring.model import Basis, LevelSum, Line, rounded
from jixiao.scoring.tree import matching

_ZERO = Decimal(0)
_HUNDRED = Decimal(100)


def gaps(evaluation: SelfEvaluation, pack: Pack, lines: Sequence[Line], levels: Sequence[LevelSum]) -> Iterator[str]:
    """Say what keeps the total from being computed."""
    if not evaluation.indicators:
        yield "没有各项指标的分值和得分，总分无从算起"
        return
    for line in lines:
        if line.score is None:
            yield f"“{line.name}”不能计分：{line.explanation.because}"
    wrong = list(_weight_gaps(levels))
    yield from (sentence for sentence, _ in wrong)
    if pack.full is None or any(line.weight is None for line in lines):
        return
    whole = sum((line.weight for line in lines if line.weight is not None), _ZERO)
    if whole - sum((difference for _, difference in wrong), _ZERO) != pack.full.value:
        yield f"各项分值合计{plain(whole)}，应为{plain(pack.full.value)}"


def _weight_gaps(levels: Sequence[LevelSum]) -> Iterator[tuple[str, Decimal]]:
    """Name the lowest levels whose weight is not that of their rows; what is wrong below is not told again above."""
    wrong = [level for level in levels if level.weight is not None and level.weight != level.parts_weight]
    for level in wrong:
        inside = (each for each in wrong if each is not level and level.first <= each.first < level.first + level.count)
        if level.weight is None or any(each.path[: len(level.path)] == level.path for each in inside):
            continue
        difference = level.parts_weight - level.weight
        what = "缺" if difference < 0 else "多"
        parts = f"下级分值合计{plain(level.parts_weight)}，{what}{plain(abs(difference))}分"
        yield f"“{level.path[-1]}”分值{plain(level.weight)}，{parts}", difference


def notes(
    evaluation: SelfEvaluation,
    pack: Pack,
    execution: Execution | None,
    lines: Sequence[Line],
    levels: Sequence[LevelSum],
    total: Decimal | None,
) -> Iterator[str]:
    """Compare what the rules give with what the evaluation states."""
    for line in lines:
        if line.differs and line.stated is not None:
            yield f"“{line.name}”填报得分{line.stated:f}，按规则应为{line.score:f}"
        elif line.basis is Basis.DISPUTED:
            yield f"“{line.name}”{line.explanation.because}"
    for level in levels:
        if level.stated is not None and level.score is not None and level.stated != level.score:
            yield f"“{level.path[-1]}”填报得分{level.stated:f}，下级得分合计{level.score:f}"
    yield from _other_weights(evaluation, pack, execution)
    yield from _other_rate(execution)
    yield from _by_proportion(pack, execution, lines, total)
    yield from _total_and_grade(evaluation, pack, lines, total)


def _other_weights(evaluation: SelfEvaluation, pack: Pack, execution: Execution | None) -> Iterator[str]:
    """Say where the form gives a part of the tree other points than the pack fixes."""
    if execution is not None and execution.weight != execution.rule.weight:
        stated, fixed = plain(execution.weight), plain(execution.rule.weight)
        yield f"“{execution.rule.name}”分值写{stated}，规则包规定{fixed}，按所写的分值计分"
    for row in evaluation.indicators:
        node = matching(row.name, pack.indicators)
        if node is not None and node.weight is not None and row.weight is not None and row.weight != node.weight:
            name, fixed = plain_name(row.name), plain(node.weight)
            yield f"“{name}”分值写{plain(row.weight)}，规则包规定{fixed}，按所写的分值计分"


def _other_rate(execution: Execution | None) -> Iterator[str]:
    """Say where the stated rate is not that of the amounts, rounded or cut off to its decimals."""
    told = execution.fund.rate if execution is not None and execution.fund is not None else None
    quantity = parse_quantity("".join(told.split())) if told else None
    rate = execution.rate() if execution is not None else ""
    if quantity is None or quantity.unit != "%" or isinstance(rate, str) or not rate.operator:
        return
    if not quantity.rounding().contains(rate.value) and not quantity.truncation().contains(rate.value):
        percent = (rate.value * _HUNDRED).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        yield f"填报执行率{quantity.text}，按金额应为{percent:f}%"


def _total_and_grade(
    evaluation: SelfEvaluation, pack: Pack, lines: Sequence[Line], total: Decimal | None
) -> Iterator[str]:
    stated = evaluation.total
    if stated is not None and not evaluation.indicators:
        yield f"填报总分{stated:f}，文中没有各项的分值和得分，不能由所写内容推出"
    elif stated is not None and total is not None and total != stated:
        yield f"填报总分{stated:f}，按规则应为{total:f}"
    elif stated is not None and total is None and pack.full is not None:
        yield from _short_of(stated, pack.full.value, lines)
    grade = pack.grade_of(total) if total is not None else None
    if grade is not None and evaluation.grade is not None and evaluation.grade[:1] != grade.name[:1]:
        yield f"填报等级“{evaluation.grade}”，按规则应为“{grade.name}”"


def _short_of(stated: Decimal, full: Decimal, lines: Sequence[Line]) -> Iterator[str]:
    scored = sum((line.score for line in lines if line.score is not None), _ZERO)
    weight = sum((line.weight for line in lines if line.weight is not None and line.score is not None), _ZERO)
    if stated == scored:
        return
    note = f"填报总分{stated:f}，能计的部分（分值{plain(weight)}）得{scored:f}，相差{stated - scored:f}"
    same = stated - scored == full - weight
    yield note + ("，恰好等于缺的分值：缺的部分都得满分时，总分成立" if same else "")


def _by_proportion(
    pack: Pack, execution: Execution | None, lines: Sequence[Line], total: Decimal | None
) -> Iterator[str]:
    """Say what the usual proportion would give, where execution is scored by a rule that nobody states."""
    if execution is None or execution.rule.method is not Method.MANUAL or pack.rounding is None or total is None:
        return
    rate, given = execution.rate(), lines[0].score
    exact = rated(execution.weight, rate).exact if not isinstance(rate, str) else None
    if exact is None or given is None or (points := rounded(exact, pack.rounding)) == given:
        return
    other = total - given + points
    before, after = pack.grade_of(total), pack.grade_of(other)
    note = f"执行率得{given:f}分的计分办法没有写明；如按比例应为{points:f}分，总分{other:f}"
    changed = before is not None and after is not None and before.name != after.name
    yield note + (f"，等级由{before.name}变为{after.name}" if changed and before and after else "")
