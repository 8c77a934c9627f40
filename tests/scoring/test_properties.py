"""What holds for every evaluation, whatever its figures."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.evaluations import FundRow, IndicatorRow, SelfEvaluation
from jixiao.packs import Kind, Method, Pack, ScoringRule, all_packs
from jixiao.scoring import Basis, Scorecard, score
from jixiao.scoring.attribution import printed_as
from jixiao.scoring.completing import completed
from samples.random_evaluations import random_evaluation
from tests.scoring.building import national, project, row, under

COMPUTING = (
    Method.MET_OR_RATIO,
    Method.INVERSE_RATIO,
    Method.LINEAR_LOSS,
    Method.ALL_OR_NOTHING,
    Method.THRESHOLD_RATIO,
    Method.STEPS,
)
CENT = Decimal("0.01")

weights = st.decimals(min_value=0, max_value=50, places=1)
amounts = st.decimals(min_value=Decimal("0.01"), max_value=10**6, places=2)
values = st.decimals(min_value=-100, max_value=10**6, places=2)
signs = st.sampled_from(["≥", "≤", "=", ""])
units = st.sampled_from(["万人", "%", "家", "天", "元"])


def national_with(method: Method) -> Pack:
    every: dict[Method, dict[str, object]] = {
        Method.THRESHOLD_RATIO: {"及格线": "60%"},
        Method.STEPS: {"档次": [{"不低于": "90%", "得": "100%"}, {"不低于": "0", "得": "30%"}], "档次依据": "完成比例"},
    }
    rule = ScoringRule.model_validate({"适用": list(Kind), "办法": method, "来源": "公开表", **every.get(method, {})})
    return national().model_copy(update={"rules": (rule,), "indicators": ()})


@st.composite
def rows(draw: st.DrawFn) -> IndicatorRow:
    unit = draw(units)
    target = f"{draw(signs)}{draw(amounts)}{unit}"
    return row(
        weight=str(draw(weights)), target=target, actual=f"{draw(values)}{unit}", score=draw(st.none() | weights)
    )


@st.composite
def trees(draw: st.DrawFn) -> tuple[IndicatorRow, ...]:
    groups = draw(st.lists(st.lists(rows(), min_size=1, max_size=4), min_size=1, max_size=4))
    return tuple(under(f"第{number}类指标", *group) for number, group in enumerate(groups))


funds = st.builds(
    lambda budget, executed: FundRow(label="年度资金总额", initial=budget, adjusted=budget, executed=executed),
    amounts,
    amounts,
)
evaluations = st.builds(lambda tree, fund: project(*tree, fund=fund), trees(), funds)


@given(evaluations, st.sampled_from(COMPUTING))
def test_a_score_never_leaves_its_weight(evaluation: SelfEvaluation, method: Method) -> None:
    for line in score(evaluation, national_with(method)).all_lines:
        if line.score is not None and line.weight is not None:
            assert 0 <= line.score <= line.weight


@given(st.sampled_from(COMPUTING), st.sampled_from("≥≤"), amounts, amounts, amounts, weights)
def test_a_better_actual_never_scores_less(
    method: Method, sign: str, target: Decimal, one: Decimal, other: Decimal, weight: Decimal
) -> None:
    if (method is Method.INVERSE_RATIO and sign == "≥") or (method is Method.LINEAR_LOSS and sign == "≥"):
        return  # these are for targets from which downwards is better
    if method in (Method.THRESHOLD_RATIO, Method.STEPS) and sign == "≤":
        return  # these are for targets from which upwards is better
    worse, better = sorted((one, other), reverse=sign == "≤")
    got = []
    for actual in (worse, better):
        line = score(
            project(row(weight=str(weight), target=f"{sign}{target}天", actual=f"{actual}天")), national_with(method)
        ).lines[0]
        assert line.score is not None
        got.append(line.score)
    assert got[0] <= got[1]


@given(evaluations, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(evaluation: SelfEvaluation, random: object) -> None:
    shuffled = list(evaluation.indicators)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    turned = tuple(tree.model_copy(update={"children": tuple(reversed(tree.children))}) for tree in shuffled)
    before = score(evaluation, national())
    after = score(evaluation.model_copy(update={"indicators": turned}), national())
    assert (before.total, before.scored, before.grade) == (after.total, after.scored, after.grade)
    key = [(line.path, line.score) for line in before.lines]
    assert sorted(key, key=str) == sorted(((line.path, line.score) for line in after.lines), key=str)


@given(evaluations)
def test_sums_of_levels_and_execution_are_the_total(evaluation: SelfEvaluation) -> None:
    card = score(evaluation, national())
    tops = [level for level in card.levels if len(level.path) == 1]
    execution = card.execution.score if card.execution is not None and card.execution.score is not None else Decimal(0)
    assert sum((level.scored for level in tops), execution) == card.scored
    if card.total is not None:
        assert card.total == card.scored


def naive(formula: str) -> Fraction:
    """Work out a printed formula with numbers as they are printed: a second, simpler calculator."""
    text = formula.replace("（", "(").replace("）", ")").replace("×", "*").replace("÷", "/").replace("−", "-")

    def number(found: re.Match[str]) -> str:
        scale = {"万": "*10000", "%": "/100"}.get(found[2][:1], "")
        return f"(Fraction('{found[1]}'){scale})"

    text = re.sub(r"(\d+(?:\.\d+)?)([^\d\s()*/+-]*)", number, text)
    return Fraction(eval(text, {"Fraction": Fraction, "__builtins__": {}}))


def check_explanations(card: Scorecard) -> None:
    for line in card.all_lines:
        told = line.explanation
        if line.basis is not Basis.COMPUTED or line.score is None or line.weight is None:
            continue
        if told.formula is None:
            assert line.score in (0, line.weight.quantize(CENT))
            continue
        exact = naive(told.formula.formula())
        assert abs(Fraction(line.score) - exact) <= Fraction(5, 1000)
        assert printed_as(Decimal(exact.numerator) / Decimal(exact.denominator), line.score)


@given(evaluations, st.sampled_from(COMPUTING))
@settings(max_examples=200)
def test_the_explanation_worked_out_again_gives_the_score(evaluation: SelfEvaluation, method: Method) -> None:
    check_explanations(score(evaluation, national_with(method)))


def test_the_naive_calculator_can_disagree() -> None:
    assert naive("10 × 22.1万人 ÷ 23万人") == Fraction(221, 23)
    assert naive("10 − 10 × （45天 − 30天） ÷ 30天") == 5
    assert naive("10 × 99.74%") == Fraction(9974, 1000)


@given(st.sampled_from([pack for pack in all_packs() if pack.scored and pack.forms]), st.integers(0, 10**6))
def test_a_complete_evaluation_has_a_total_a_grade_and_explanations_that_add_up(pack: Pack, seed: int) -> None:
    card = score(random_evaluation(pack, seed), pack)
    assert card.gaps == ()
    assert card.total is not None
    assert pack.full is not None
    assert 0 <= card.total <= pack.full.value
    assert card.grade == pack.grade_of(card.total)
    assert card.total == sum((line.score for line in card.all_lines if line.score is not None), Decimal(0))
    check_explanations(card)
    again = score(completed(card), pack)
    assert (again.total, again.notes) == (card.total, ())


@given(
    st.sampled_from(["≥", "≤", ">", "<", "=", ""]), st.integers(-5, 5), st.integers(-5, 5), st.sampled_from(COMPUTING)
)
def test_zeros_and_negative_numbers_never_leave_the_weight(sign: str, target: int, actual: int, method: Method) -> None:
    line = score(project(row(target=f"{sign}{target}%", actual=f"{actual}%")), national_with(method)).lines[0]
    assert line.score is None or 0 <= line.score <= 10
