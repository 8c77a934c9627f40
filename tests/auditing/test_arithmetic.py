"""Relations over printed figures: how a printed result can follow from printed operands, and how that is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jixiao.auditing.arithmetic import (
    Formula,
    can_be_quotient,
    difference,
    judge,
    plain,
    product,
    quotient,
    relative_change,
    scale_word,
    shown,
    total,
)
from jixiao.auditing.model import Match
from jixiao.quantities import Interval, Quantity, parse_quantity

D = Decimal
FORMULAS: dict[str, Formula] = {
    "total": total,
    "difference": difference,
    "product": product,
    "quotient": quotient,
    "relative change": relative_change,
}
EXACTLY: dict[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "total": lambda values: sum(values, Fraction(0)),
    "difference": lambda values: values[0] - values[1],
    "product": lambda values: values[0] * values[1],
    "quotient": lambda values: values[0] / values[1],
    "relative change": lambda values: (values[0] - values[1]) / values[1],
}


def quantity(text: str) -> Quantity:
    found = parse_quantity(text)
    assert found is not None
    return found


def match(formula: Formula, operands: Sequence[str], reported: str) -> Match | None:
    verdict = judge(formula, [quantity(text) for text in operands], quantity(reported))
    return None if verdict is None else verdict.match


class TestHowAResultFollows:
    @pytest.mark.parametrize(
        ("formula", "operands", "reported", "expected"),
        [
            ("total", ["103.86万元", "1603.44万元"], "1707.30万元", Match.FACE),
            ("total", ["103.86万元", "1603.44万元"], "1707.31万元", Match.ROUNDING),
            ("total", ["103.86万元", "1603.44万元"], "1707.32万元", Match.NONE),
            ("total", ["33.4%", "33.4%", "33.3%"], "100.0%", Match.ROUNDING),
            ("total", ["10.1%", "20.2%", "30.3%", "39.1%"], "100.0%", Match.TRUNCATION),
            ("total", ["38160人", "488098人"], "527358人", Match.NONE),
            ("total", ["9分", "10分", "15分", "14分"], "50分", Match.NONE),
            ("total", ["39103.89万元", "608.41万元"], "39712.3万元", Match.FACE),
            ("difference", ["500万元", "462.5万元"], "37.5万元", Match.FACE),
            ("difference", ["-1.2万元", "5.0万元"], "-6.2万元", Match.FACE),
            ("product", ["1200人", "180元/人"], "21.6万元", Match.FACE),
            ("quotient", ["224.94万元", "400.00万元"], "56.24%", Match.FACE),
            ("quotient", ["224.94万元", "400.00万元"], "56.23%", Match.ROUNDING),
            ("quotient", ["2人", "3人"], "66.67%", Match.FACE),
            ("quotient", ["2人", "3人"], "66.66%", Match.TRUNCATION),
            ("quotient", ["2人", "3人"], "66.65%", Match.NONE),
            ("quotient", ["2人", "3人"], "66.68%", Match.NONE),
            ("relative change", ["7.00万元", "7.20万元"], "-2.78%", Match.FACE),
            ("relative change", ["7.00万元", "7.20万元"], "2.78%", Match.NONE),
        ],
    )
    def test_by_face_rounding_or_cutting(
        self, formula: str, operands: list[str], reported: str, expected: Match
    ) -> None:
        assert match(FORMULAS[formula], operands, reported) is expected

    def test_scales_are_taken_into_account(self) -> None:
        assert match(total, ["6000万元", "4000万元"], "1亿元") is Match.FACE
        assert match(quotient, ["1840000元", "200万元"], "92%") is Match.FACE

    @pytest.mark.parametrize(
        ("reported", "expected"),
        [
            ("96%", Match.ROUNDING),
            ("97%", Match.ROUNDING),
            ("98%", Match.NONE),
            ("90%", Match.ROUNDING),
            ("89%", Match.NONE),
        ],
    )
    def test_the_edges_of_what_rounding_allows(self, reported: str, expected: Match) -> None:
        """2.85…2.95 ÷ 3.05…3.15 lies between 90.5 % and 96.7 %, and 96.5 % prints as 97 %."""
        assert match(quotient, ["2.9亿元", "3.1亿元"], reported) is expected

    @pytest.mark.parametrize("divisor", ["0元", "0.00万元", "0.4万元"])
    def test_a_divisor_that_may_be_zero_is_not_judged(self, divisor: str) -> None:
        expected = Match.FACE if divisor == "0.4万元" else None
        assert match(quotient, ["1万元", divisor], "250%") is expected

    def test_a_divisor_that_only_cutting_off_can_make_zero(self) -> None:
        """3 + 0 + 0 + 0: rounded the sum is at least 1, cut off it may be as little as 0."""
        parts = [quantity(text) for text in ("3万元", "0万元", "0万元", "0万元")]
        for reported, expected in (("100%", Match.FACE), ("300%", Match.ROUNDING), ("20%", Match.NONE)):
            verdict = judge(lambda values: values[0] / total(values[1:]), [parts[0], *parts], quantity(reported))
            assert verdict is not None
            assert verdict.match is expected

    def test_what_the_verdict_tells(self) -> None:
        verdict = judge(quotient, [quantity("2人"), quantity("3人")], quantity("66.65%"))
        assert verdict is not None
        assert not verdict.holds
        assert verdict.interval.low <= verdict.computed <= verdict.interval.high
        assert shown(verdict.computed, quantity("66.65%")) == "66.67%"


def test_the_verdicts_of_a_calculation_processor(shared: Path) -> None:
    """Cases of the XBRL Calculations 1.1 test suite: a sum is consistent when the intervals meet."""
    cases = json.loads((shared / "interval_cases.json").read_text(encoding="utf-8"))
    assert len(cases) == 12
    for case in cases:
        rounded = case["mode"] == "round-to-nearest"
        parts = [_as_quantity(*part) for part in case["parts"]]
        whole = _as_quantity(*case["total"])
        spans = [q.rounding() if rounded else q.truncation() for q in parts]
        meets = total(spans).meets(whole.rounding() if rounded else whole.truncation())
        assert meets is case["consistent"], case
        verdict = judge(total, parts, whole)
        assert verdict is not None
        if case["consistent"]:
            assert verdict.holds, case


def _as_quantity(number: str, decimals: str) -> Quantity:
    """Return a measured quantity, or points, which are exact, for infinite precision."""
    return quantity(f"{number}分" if decimals == "INF" else f"{number}元/人")


AMOUNTS = st.integers(-(10**7), 10**7).map(D)


@st.composite
def printed(draw: st.DrawFn) -> tuple[Quantity, Fraction]:
    """Return a printed quantity, and a value that it can stand for when it was rounded."""
    decimals = draw(st.integers(0, 3))
    number = draw(st.integers(-(10**6), 10**6).map(lambda digits: D(digits).scaleb(-decimals)))
    shape = quantity("1.0" + draw(st.sampled_from(["元", "万元", "%", "亿元"])))
    made = Quantity("", 0, 0, number, decimals, shape.scale, shape.unit)
    return made, _inside(made.rounding(), draw(st.fractions(0, 1)))


def _inside(interval: Interval, share: Fraction) -> Fraction:
    low, high = Fraction(interval.low), Fraction(interval.high)
    return low + (high - low) * share


def _reprinted(value: Fraction, like: Quantity, decimals: int) -> Quantity:
    """Return VALUE as it would be printed in the scale of LIKE with DECIMALS, rounded half away from zero."""
    steps = value / Fraction(like.scale) * 10**decimals
    whole = int(abs(steps) + Fraction(1, 2))
    number = D(whole if steps >= 0 else -whole).scaleb(-decimals)
    return Quantity("", 0, 0, number, decimals, like.scale, like.unit)


class TestTheRoughTestOfQuotients:
    @given(data=st.data())
    def test_never_refuses_what_holds(self, data: st.DataObject) -> None:
        (part, over), (whole, under) = data.draw(printed()), data.draw(printed())
        assume(under)
        reported = _reprinted(over / under, quantity("1%"), data.draw(st.integers(0, 4)))
        verdict = judge(quotient, [part, whole], reported)
        assume(verdict is not None and verdict.holds)
        assert can_be_quotient(part, whole, reported)

    def test_never_refuses_what_was_cut_off(self) -> None:
        assert match(quotient, ["2.000万元", "3.000万元"], "66%") is Match.TRUNCATION
        assert can_be_quotient(quantity("2.000万元"), quantity("3.000万元"), quantity("66%"))

    @pytest.mark.parametrize("reported", ["66.00%", "67.34%", "150%"])
    def test_refuses_what_is_far_off(self, reported: str) -> None:
        assert not can_be_quotient(quantity("200.00万元"), quantity("300.00万元"), quantity(reported))


@pytest.mark.parametrize("name", FORMULAS)
class TestEveryRelation:
    """What was really so, and then printed, is never called wrong."""

    @given(data=st.data())
    def test_the_interval_holds_whatever_the_operands_allow(self, name: str, data: st.DataObject) -> None:
        operands = [data.draw(printed()) for _ in range(2)]
        divisor = operands[1][0].rounding()
        assume(name not in ("quotient", "relative change") or not divisor.low <= 0 <= divisor.high)
        interval = FORMULAS[name]([q.rounding() for q, _ in operands])
        value = EXACTLY[name]([inside for _, inside in operands])
        assert Fraction(interval.low) <= value <= Fraction(interval.high)

    @given(data=st.data())
    def test_a_true_result_holds_however_it_is_rounded(self, name: str, data: st.DataObject) -> None:
        operands = [data.draw(printed()) for _ in range(2)]
        divisor = operands[1][0].rounding()
        assume(name not in ("quotient", "relative change") or not divisor.low <= 0 <= divisor.high)
        value = EXACTLY[name]([inside for _, inside in operands])
        like = operands[0][0] if name not in ("quotient", "relative change") else quantity("1%")
        result = _reprinted(value, like, data.draw(st.integers(0, 4)))
        verdict = judge(FORMULAS[name], [q for q, _ in operands], result)
        assert verdict is not None
        assert verdict.holds

    @given(data=st.data())
    def test_a_result_outside_every_interval_fails(self, name: str, data: st.DataObject) -> None:
        operands = [data.draw(printed())[0] for _ in range(2)]
        divisor = operands[1].rounding()
        assume(name not in ("quotient", "relative change") or not divisor.low <= 0 <= divisor.high)
        rounded = FORMULAS[name]([q.rounding() for q in operands])
        width = max(rounded.high - rounded.low, abs(rounded.high), D(1))
        far = Quantity("", 0, 0, D(int(rounded.high + 3 * width) + 3), 0, D(1), operands[0].unit)
        verdict = judge(FORMULAS[name], operands, far)
        assert verdict is not None
        assert not verdict.holds


class TestHowNumbersAreShown:
    @pytest.mark.parametrize(
        ("value", "like", "decimals", "text"),
        [
            (D("17073000"), "1707.31万元", None, "1707.30万元"),
            (D("0.562350"), "56.23%", None, "56.24%"),
            (D("0.562350"), "56.23%", 4, "56.2350%"),
            (D("526258"), "527358人", None, "526258人"),
            (D("120000000"), "1.2亿元", None, "1.2亿元"),
            (D("-0.0278"), "2.78%", None, "-2.78%"),
            (D("2.5"), "3人", None, "3人"),
        ],
    )
    def test_in_the_scale_unit_and_decimals_of_another(
        self, value: Decimal, like: str, decimals: int | None, text: str
    ) -> None:
        assert shown(value, quantity(like), decimals) == text

    @pytest.mark.parametrize(("text", "word"), [("3万人", "万"), ("1.2亿元", "亿"), ("5元", ""), ("5%", "")])
    def test_the_word_of_the_scale(self, text: str, word: str) -> None:
        assert scale_word(quantity(text)) == word

    @pytest.mark.parametrize(
        ("number", "text"),
        [("1.50", "1.5"), ("100", "100"), ("1E+3", "1000"), ("0.00", "0"), ("-2.0", "-2"), ("0.10", "0.1")],
    )
    def test_without_exponent_and_closing_zeros(self, number: str, text: str) -> None:
        assert plain(D(number)) == text

    @given(AMOUNTS, st.integers(0, 6))
    def test_a_shown_amount_reads_back(self, value: Decimal, decimals: int) -> None:
        back = parse_quantity(shown(value.scaleb(-2), quantity("1.00元"), decimals))
        assert back is not None
        assert abs(back.value - value.scaleb(-2)) <= D(1).scaleb(-decimals) / 2


@pytest.mark.parametrize(
    ("formula", "operands", "reported"),
    [
        (quotient, ["9999999999999999亿元", "0.000000000000001元"], "92%"),
        (relative_change, ["999999999999999亿元", "0.00000000000001元"], "15%"),
    ],
)
def test_extreme_numbers_are_judged_too(formula: Formula, operands: list[str], reported: str) -> None:
    verdict = judge(formula, [quantity(text) for text in operands], quantity(reported))
    assert verdict is not None
    assert shown(verdict.computed, quantity(reported), 4).endswith("%")
