"""What if: an evaluation with another actual value or amount, and what that changes; how far the next grade is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from jixiao.evaluations import FundRow, IndicatorRow, SelfEvaluation, core_name
from jixiao.packs import Band, Kind, Method
from jixiao.quantities import Quantity, parse_number, plain
from jixiao.scoring.measures import measure
from jixiao.scoring.methods import actual_by_inverse_ratio, actual_by_linear_loss, actual_by_ratio
from jixiao.scoring.model import Basis, Line, Scorecard

_AMOUNTS = {
    "年初预算数": "initial",
    "年初预算": "initial",
    "全年预算数": "adjusted",
    "全年预算": "adjusted",
    "到位资金": "arrived",
    "全年执行数": "executed",
    "执行数": "executed",
}


class SuppositionError(Exception):
    """The supposition cannot be applied; the message says which words are known."""


def suppose(evaluation: SelfEvaluation, name: str, value: str) -> SelfEvaluation:
    """Return EVALUATION with VALUE as the actual value of the indicator NAME, or as an amount of the fund table (万元).

    NAME may be a part of the indicator's name when it fits just one. Raises :class:`SuppositionError`.
    """
    if name in _AMOUNTS:
        return evaluation.model_copy(update={"funds": _with_amount(evaluation, name, value)})
    paths = list(_paths(evaluation.indicators, ""))
    wanted = [_path_core(path) for path, _ in paths]
    asked = _path_core(name)
    found = [paths[at] for at, path in enumerate(wanted) if path == asked or path.endswith(f"/{asked}")]
    found = found or [paths[at] for at, path in enumerate(wanted) if asked in path.rpartition("/")[2]]
    if len(found) != 1:
        known = "、".join(path if found else row.name for path, row in found or paths) or "没有指标"
        what = "有几个指标都叫这个名字，请写得更完整" if found else "没有这个指标"
        raise SuppositionError(f"“{name}”：{what}。可以写的有：{known}，以及 {'、'.join(_AMOUNTS)}。")
    changed = tuple(_with_actual(row, found[0][1], value) for row in evaluation.indicators)
    return evaluation.model_copy(update={"indicators": changed})


def _paths(rows: Sequence[IndicatorRow], above: str) -> Iterator[tuple[str, IndicatorRow]]:
    """Yield the lowest rows with their paths, such as ``产出指标/数量指标/参保人数``."""
    for row in rows:
        path = f"{above}/{row.name}" if above else row.name
        if row.children:
            yield from _paths(row.children, path)
        else:
            yield path, row


def _path_core(path: str) -> str:
    return "/".join(core_name(name) for name in path.replace("／", "/").split("/"))


def _with_amount(evaluation: SelfEvaluation, name: str, value: str) -> tuple[FundRow, ...]:
    main = evaluation.main_fund
    if main is None:
        raise SuppositionError(f"“{name}”：这份自评没有资金表，不能改金额。")
    amount = parse_number(value.removesuffix("万元"))
    if amount is None or amount[0] < 0:
        raise SuppositionError(f"“{name}={value}”：等号后应是金额（万元），如 {name}=400。")
    changed = main.model_copy(update={_AMOUNTS[name]: amount[0], "rate": None})
    return tuple(changed if row is main else row for row in evaluation.funds)


def _with_actual(row: IndicatorRow, wanted: IndicatorRow, value: str) -> IndicatorRow:
    if row is wanted:
        return row.model_copy(update={"actual": value})
    if not row.children:
        return row
    return row.model_copy(update={"children": tuple(_with_actual(child, wanted, value) for child in row.children)})


@dataclass(frozen=True, slots=True)
class Change:
    """A line, level or total before and after."""

    name: str
    before: Decimal | None
    after: Decimal | None


def changes(before: Scorecard, after: Scorecard) -> tuple[Change, ...]:
    """Return what differs between two scorecards of the same tree: lines, levels and the total, in this order."""
    pairs = [
        *((new.name, old.score, new.score) for old, new in zip(before.all_lines, after.all_lines, strict=True)),
        *((new.path[-1], old.score, new.score) for old, new in zip(before.levels, after.levels, strict=True)),
        ("总分", before.total, after.total),
    ]
    return tuple(Change(name, old, new) for name, old, new in pairs if old != new)


@dataclass(frozen=True, slots=True)
class Step:
    """The score of one line at which the grade changes, and the actual value that earns it where it can be told."""

    line: Line
    score: Decimal
    actual: str | None


@dataclass(frozen=True, slots=True)
class GradeDistance:
    """How far the next grades are: points missing for the better, points to lose before the worse.

    ``up`` and ``down`` name the lines that alone can make the change.
    """

    better: Band | None
    missing: Decimal | None
    worse: Band | None
    spare: Decimal | None
    up: tuple[Step, ...]
    down: tuple[Step, ...]


def grade_distance(card: Scorecard) -> GradeDistance | None:
    """Return how far CARD is from the next grades; ``None`` where it has no total or no grade."""
    if card.total is None or card.grade is None or card.pack.rounding is None:
        return None
    bands = card.pack.grades
    at = bands.index(card.grade)
    better, worse = (bands[at - 1] if at else None), (bands[at + 1] if at + 1 < len(bands) else None)
    # Under a cap no single line can lift the total, and it falls only when the sum falls below the cap.
    capped = card.cap is not None and card.cap < card.scored
    missing = better.at_least - card.total if better is not None else None
    spare = card.scored - card.grade.at_least if worse is not None else None
    unit = Decimal(1).scaleb(-card.pack.rounding.decimals)
    return GradeDistance(
        better,
        missing,
        worse,
        spare,
        tuple(_steps(card, missing, upwards=True)) if missing is not None and not capped else (),
        tuple(_steps(card, spare + unit, upwards=False)) if spare is not None else (),
    )


def _steps(card: Scorecard, points: Decimal, *, upwards: bool) -> list[Step]:
    found = []
    for line in card.all_lines:
        if line.score is None or line.weight is None:
            continue
        score = line.score + points if upwards else line.score - points
        if 0 <= score <= line.weight:
            found.append(Step(line, score, actual_for(line, score, upwards=upwards)))
    return found


def actual_for(line: Line, score: Decimal, *, upwards: bool) -> str | None:
    """Return the actual value at which LINE earns SCORE, in the unit of its target; ``None`` where no formula tells.

    It is rounded to the side that keeps the promise: upwards at least SCORE, downwards at most.
    """
    if line.row is None or line.weight is None or line.basis is not Basis.COMPUTED or not line.weight:
        return None
    measured = measure(line.row, line.weight, line.kind or Kind.UNTARGETED)
    target = measured.target.quantity if measured.target is not None else None
    if measured.aim is None or measured.aim <= 0 or target is None or score <= 0:
        return None
    if line.explanation.method is Method.MET_OR_RATIO and line.kind in (Kind.MORE_IS_BETTER, Kind.EQUAL):
        return _printed(actual_by_ratio(line.weight, measured.aim, score), target, up=upwards)
    if line.explanation.method in (Method.INVERSE_RATIO, Method.MET_OR_RATIO) and line.kind is Kind.LESS_IS_BETTER:
        return _printed(actual_by_inverse_ratio(line.weight, measured.aim, score), target, up=not upwards)
    if line.explanation.method is Method.LINEAR_LOSS and line.kind is Kind.LESS_IS_BETTER:
        return _printed(actual_by_linear_loss(line.weight, measured.aim, score), target, up=not upwards)
    return None


def _printed(value: Decimal, like: Quantity, *, up: bool) -> str:
    number = value / like.scale
    decimals = 0 if like.exact else max(like.decimals, 2)
    step = Decimal(1).scaleb(-decimals)
    rounded = number.quantize(step, rounding=ROUND_CEILING if up else ROUND_FLOOR)
    return str(like).replace(f"{like.number:f}", plain(rounded), 1)
