"""What counts as a slip of the pen between a printed number and the true one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.auditing.misprint import Slip, is_turned, slip_between, weight_of_digits
from jixiao.quantities import Quantity, parse_quantity


def quantity(text: str) -> Quantity:
    found = parse_quantity(text)
    assert found is not None
    return found


class TestSlipBetween:
    @pytest.mark.parametrize(
        ("printed", "computed", "slip"),
        [
            ("92.80%", "0.90803", Slip.DIGIT),
            ("13.21%", "0.12310", Slip.SWAP),
            ("46.23%", "0.56235", Slip.DIGIT),  # cut off to 56.23, not rounded
            ("2247.5元", "224.75", Slip.POINT),
            ("213.47元", "2134700", Slip.SCALE),
            ("241090万人", "241090", Slip.SCALE),
            ("0.31万元", "31000000", Slip.SCALE),
            ("-2.24%", "0.0294", Slip.DIGIT),  # a fall, printed with its sign
            ("16420人", "16240", Slip.SWAP),
        ],
    )
    def test_one_slip(self, printed: str, computed: str, slip: Slip) -> None:
        assert slip_between(quantity(printed), Decimal(computed)) is slip

    @pytest.mark.parametrize(
        ("printed", "computed"),
        [
            ("92.80%", "0.928"),
            ("92.80%", "0.8190"),
            ("16420人", "16204"),
            ("16420人", "-16240"),
            ("100人", "1000"),
            ("8%", "0.85"),
        ],
        ids=["right", "two digits", "no neighbours", "negative", "a count has no point", "printed without decimals"],
    )
    def test_none(self, printed: str, computed: str) -> None:
        assert slip_between(quantity(printed), Decimal(computed)) is None

    @given(st.integers(10, 10**8), st.data())
    def test_a_changed_digit_is_always_one(self, right: int, data: st.DataObject) -> None:
        digits = list(str(right))
        at = data.draw(st.integers(0, len(digits) - 1))
        digits[at] = data.draw(st.sampled_from([d for d in "123456789" if d != digits[at]]))
        assert slip_between(quantity("".join(digits) + "人"), Decimal(right)) is Slip.DIGIT


class TestWeight:
    @pytest.mark.parametrize(
        ("printed", "computed", "weight"), [("15.00%", "0.25", 2), ("64.8%", "0.684", 3), ("100%", "0.938", 1)]
    )
    def test_zeros_at_the_end_do_not_speak(self, printed: str, computed: str, weight: int) -> None:
        assert weight_of_digits(quantity(printed), Decimal(computed)) == weight


class TestTurned:
    @pytest.mark.parametrize(
        ("printed", "right", "turned"),
        [("52", "25", True), ("4.95", "49.5", True), ("50", "57", False), ("50", "50", False), ("0", "5", False)],
    )
    def test_points(self, printed: str, right: str, turned: bool) -> None:
        assert is_turned(Decimal(printed), Decimal(right)) is turned
