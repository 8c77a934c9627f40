"""Targets parted into the columns of a form: nothing that was written may come to mean something else."""

from __future__ import annotations

import pytest

from jixiao.evaluations import IndicatorRow, PartedTarget, joined_actual, joined_target, parted

PARTED = [
    ("≥95%", "96%", PartedTarget("≥", "95", "%", "96")),
    ("≥95%", "96.2", PartedTarget("≥", "95", "%", "96.2")),
    ("≤10天", "9天", PartedTarget("≤", "10", "天", "9")),
    ("≥300元/人", "320元/人", PartedTarget("≥", "300", "元/人", "320")),
]
WHOLE = [("≥60万", "630000"), ("≤1%", "0.42%"), ("有效缓解", "已缓解"), ("12月31日前", "12月1日"), ("90%—95%", "92%")]


@pytest.mark.parametrize(("target", "actual", "expected"), PARTED)
def test_sign_number_and_unit_stand_apart(target: str, actual: str, expected: PartedTarget) -> None:
    row = IndicatorRow(name="指标", target=target, actual=actual)
    assert parted(row) == expected
    apart = IndicatorRow(
        name="指标", nature=expected.sign, target=expected.target, unit=expected.unit, actual=expected.actual
    )
    assert joined_target(apart) == target
    assert joined_actual(apart).removesuffix("%") == actual.removesuffix("%")


@pytest.mark.parametrize(("target", "actual"), WHOLE)
def test_what_could_be_meant_otherwise_stays_whole(target: str, actual: str) -> None:
    """630000 below a unit of 万 would be ten thousand times as much, 0.42 below % might be 42%."""
    assert parted(IndicatorRow(name="指标", target=target, actual=actual)) == PartedTarget("", target, "", actual)
