"""Interval arithmetic: no value that the operands allow is lost; ends are closed exactly where they can be reached."""

from __future__ import annotations

import json
from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import reduce
from operator import add
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jixiao.quantities import (
    EmptyIntervalError,
    Interval,
    IntervalDivisionError,
    rounding_interval,
    truncation_interval,
)

D = Decimal
numbers = st.decimals(min_value=-(10**6), max_value=10**6, places=3, allow_nan=False, allow_infinity=False)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(numbers), draw(numbers)))
    if low == high:
        return Interval.point(low)
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


@st.composite
def intervals_with_member(draw: st.DrawFn) -> tuple[Interval, Decimal]:
    interval = draw(intervals())
    member = draw(
        st.sampled_from((interval.low, interval.high, (interval.low + interval.high) / 2)).filter(interval.contains)
        if interval.low_closed or interval.high_closed
        else st.just((interval.low + interval.high) / 2)
    )
    return interval, member


def contains_exactly(interval: Interval, value: Fraction) -> bool:
    low, high = Fraction(interval.low), Fraction(interval.high)
    above = low <= value if interval.low_closed else low < value
    below = value <= high if interval.high_closed else value < high
    return above and below


class TestConstruction:
    def test_ends_out_of_order_are_refused(self) -> None:
        with pytest.raises(EmptyIntervalError, match="区间下限2与上限1之间没有任何数"):
            Interval(D(2), D(1))

    @pytest.mark.parametrize(("left", "right"), [(True, False), (False, True), (False, False)])
    def test_a_single_value_needs_both_ends_closed(self, left: bool, right: bool) -> None:
        with pytest.raises(EmptyIntervalError):
            Interval(D(1), D(1), left, right)

    @pytest.mark.parametrize("end", ["NaN", "Infinity", "-Infinity"])
    def test_ends_must_be_finite(self, end: str) -> None:
        with pytest.raises(EmptyIntervalError, match="有限的数"):
            Interval(D(end), D(end))

    def test_a_point_holds_its_value_only(self) -> None:
        point = Interval.point(D("9.97"))
        assert point.contains(D("9.970"))
        assert not point.contains(D("9.971"))


class TestPrinting:
    @pytest.mark.parametrize(
        ("interval", "text"),
        [
            (Interval(D("1.50"), D("2.50"), True, False), "[1.5, 2.5)"),
            (Interval(D("1E+4"), D("2E+4"), False, True), "(10000, 20000]"),
            (Interval(D("-0.00"), D("1E-7")), "[0, 0.0000001]"),
            (Interval(D("100"), D("1000.0")), "[100, 1000]"),
        ],
    )
    def test_plain_notation_without_trailing_zeros(self, interval: Interval, text: str) -> None:
        assert str(interval) == text


class TestMeeting:
    @pytest.mark.parametrize(
        ("left", "right", "meets"),
        [
            (Interval(D(1), D(2)), Interval(D(2), D(3)), True),
            (Interval(D(1), D(2), True, False), Interval(D(2), D(3)), False),
            (Interval(D(1), D(2)), Interval(D(2), D(3), False, True), False),
            (Interval(D(1), D(3)), Interval(D(2), D(4)), True),
            (Interval(D(1), D(2)), Interval(D(3), D(4)), False),
            (Interval(D(1), D(9), False, False), Interval.point(D(1)), False),
            (Interval(D(1), D(9), False, False), Interval.point(D(5)), True),
            (Interval(D(1), D(2), False, False), Interval(D(1), D(2), False, False), True),
        ],
    )
    def test_shared_values(self, left: Interval, right: Interval, meets: bool) -> None:
        assert left.meets(right) is meets
        assert right.meets(left) is meets

    @given(intervals())
    def test_every_interval_meets_itself(self, interval: Interval) -> None:
        assert interval.meets(interval)

    @given(intervals_with_member(), intervals())
    def test_a_shared_member_means_meeting(self, pair: tuple[Interval, Decimal], other: Interval) -> None:
        interval, member = pair
        assume(other.contains(member))
        assert interval.meets(other)


class TestArithmetic:
    @given(intervals_with_member(), intervals_with_member())
    def test_results_of_members_are_members_of_the_result(
        self, left: tuple[Interval, Decimal], right: tuple[Interval, Decimal]
    ) -> None:
        (x, a), (y, b) = (left, right)
        exact_a, exact_b = Fraction(a), Fraction(b)
        assert contains_exactly(x + y, exact_a + exact_b)
        assert contains_exactly(x - y, exact_a - exact_b)
        assert contains_exactly(x * y, exact_a * exact_b)
        assert contains_exactly(-x, -exact_a)
        if not y.low <= 0 <= y.high:
            assert contains_exactly(x / y, exact_a / exact_b)

    @given(intervals(), intervals())
    def test_order_of_terms_and_factors_does_not_matter(self, x: Interval, y: Interval) -> None:
        assert x + y == y + x
        assert x * y == y * x

    @given(intervals())
    def test_negating_twice_changes_nothing(self, x: Interval) -> None:
        negated = -x
        assert -negated == x

    def test_an_open_end_stays_open(self) -> None:
        half_open = Interval(D(1), D(2), True, False)
        assert str(half_open + half_open) == "[2, 4)"
        assert str(half_open - half_open) == "(-1, 1)"
        assert str(half_open * half_open) == "[1, 4)"
        assert str(half_open / Interval(D(1), D(2))) == "[0.5, 2)"

    def test_zero_reaches_its_product_even_with_an_open_end(self) -> None:
        assert str(Interval(D(0), D(1)) * Interval(D(1), D(2), False, False)) == "[0, 2)"
        assert str(Interval.point(D(0)) * Interval(D(1), D(2), False, False)) == "[0, 0]"
        assert str(Interval(D(0), D(1), False, True) * Interval(D(1), D(2))) == "(0, 2]"

    def test_a_negative_factor_turns_the_ends_round(self) -> None:
        assert str(Interval(D(1), D(2), True, False).scaled(D("-10"))) == "(-20, -10]"

    @pytest.mark.parametrize(
        "divisor", [Interval(D(-1), D(1)), Interval(D(0), D(1), False, True), Interval.point(D(0))]
    )
    def test_division_by_what_may_be_zero_is_refused(self, divisor: Interval) -> None:
        with pytest.raises(IntervalDivisionError, match="含有0，不能相除"):
            Interval.point(D(1)) / divisor
        assert issubclass(IntervalDivisionError, ArithmeticError)

    def test_a_periodic_quotient_is_widened_not_narrowed(self) -> None:
        third = Interval.point(D(1)) / Interval.point(D(3))
        assert Fraction(third.low) < Fraction(1, 3) < Fraction(third.high)


class TestPrintedNumbers:
    @given(
        st.decimals(min_value=-1000, max_value=1000, places=6, allow_nan=False),
        st.integers(0, 4),
        st.sampled_from((ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN)),
    )
    def test_rounding_interval_holds_every_number_that_rounds_to_it(
        self, number: Decimal, decimals: int, mode: str
    ) -> None:
        printed = number.quantize(D(1).scaleb(-decimals), mode)
        assert rounding_interval(printed, decimals).contains(number)

    @given(st.decimals(min_value=-1000, max_value=1000, places=6, allow_nan=False), st.integers(0, 4))
    def test_truncation_interval_holds_every_number_that_is_cut_off_to_it(self, number: Decimal, decimals: int) -> None:
        printed = number.quantize(D(1).scaleb(-decimals), ROUND_DOWN)
        assert truncation_interval(printed, decimals).contains(number)

    @given(st.decimals(min_value=-1000, max_value=1000, places=2, allow_nan=False), st.integers(0, 2))
    def test_neither_holds_the_next_printed_number(self, number: Decimal, decimals: int) -> None:
        printed = number.quantize(D(1).scaleb(-decimals), ROUND_DOWN)
        step = D(1).scaleb(-decimals)
        assert not rounding_interval(printed, decimals).contains(printed + step)
        assert not truncation_interval(printed, decimals).contains(printed + step)
        assert not truncation_interval(printed, decimals).contains(printed - step)

    @pytest.mark.parametrize(
        ("number", "decimals", "rounded", "cut"),
        [
            ("1707.31", 2, "[1707.305, 1707.315]", "[1707.31, 1707.32)"),
            ("-1.2", 1, "[-1.25, -1.15]", "(-1.3, -1.2]"),
            ("0.0", 1, "[-0.05, 0.05]", "(-0.1, 0.1)"),
            ("1500", -2, "[1450, 1550]", "[1500, 1600)"),
        ],
    )
    def test_ends(self, number: str, decimals: int, rounded: str, cut: str) -> None:
        assert str(rounding_interval(D(number), decimals)) == rounded
        assert str(truncation_interval(D(number), decimals)) == cut


def printed(pair: list[str], mode: str) -> Interval:
    """Read a number with its decimals; ``INF`` means exact."""
    number, decimals = D(pair[0]), pair[1]
    if decimals == "INF":
        return Interval.point(number)
    make = truncation_interval if mode == "truncation" else rounding_interval
    return make(number, int(decimals))


def parts_meet_total(parts: list[list[str]], total: list[str], mode: str) -> bool:
    return reduce(add, (printed(part, mode) for part in parts)).meets(printed(total, mode))


class TestSums:
    """XBRL Calculations 1.1: a sum is consistent when the interval of its parts meets that of the total."""

    @pytest.mark.parametrize(
        ("parts", "total", "mode", "holds"),
        [
            ([["12.34", "2"], ["20.55", "2"]], ["32.90", "2"], "rounding", True),
            ([["12.34", "2"], ["20.55", "2"]], ["32.91", "2"], "rounding", False),
            ([["12.34", "2"], ["20.55", "2"]], ["32.90", "2"], "truncation", True),
            ([["12.34", "2"], ["20.55", "2"]], ["32.88", "2"], "truncation", False),
            ([["9", "INF"], ["10", "INF"], ["15", "INF"]], ["34", "INF"], "rounding", True),
            ([["9", "INF"], ["10", "INF"], ["15", "INF"]], ["35", "INF"], "rounding", False),
            ([["9", "INF"], ["10", "0"]], ["19.5", "1"], "rounding", True),
            ([["-3.5", "1"], ["-1.4", "1"]], ["-5.0", "1"], "truncation", True),
        ],
    )
    def test_own_cases(self, parts: list[list[str]], total: list[str], mode: str, holds: bool) -> None:
        assert parts_meet_total(parts, total, mode) is holds

    def test_the_verdicts_of_an_xbrl_processor(self, shared: Path) -> None:
        cases = json.loads((shared / "interval_cases.json").read_text(encoding="utf-8"))
        assert len(cases) == 12
        for case in cases:
            assert parts_meet_total(case["parts"], case["total"], case["mode"]) is case["consistent"], case
