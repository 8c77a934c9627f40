"""Which method explains a printed score."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.evaluations import FundRow
from jixiao.packs import Method
from jixiao.scoring import score
from jixiao.scoring.attribution import attribute, printed_as
from tests.scoring.building import national, project, row


@pytest.mark.parametrize(
    ("target", "actual", "stated", "methods"),
    [
        ("≥23万人", "22.1万人", "9.61", (Method.MET_OR_RATIO,)),
        ("≥23万人", "22.1万人", "9.60", (Method.MET_OR_RATIO,)),  # cut off
        ("≥23万人", "22.1万人", "9.5", ()),
        ("≥23万人", "22.1万人", "0", (Method.ALL_OR_NOTHING,)),
        ("≥23万人", "23.9万人", "10", (Method.MET_OR_RATIO,)),
        ("≥23万人", "23.9万人", "9", ()),
        ("≤30天", "45天", "6.67", (Method.INVERSE_RATIO,)),
        ("≤30天", "45天", "5", (Method.LINEAR_LOSS,)),
        ("≤1632.87万元", "1707.31万元", "14", (Method.INVERSE_RATIO, Method.LINEAR_LOSS)),
        ("≤1632.87万元", "1707.31万元", "14.4", ()),
    ],
)
def test_the_method_that_gives_the_printed_score(
    target: str, actual: str, stated: str, methods: tuple[Method, ...]
) -> None:
    weight = "15" if "万元" in target else "10"
    card = score(project(row(weight=weight, target=target, actual=actual, score=Decimal(stated))), national())
    [found] = [each for each in attribute(card) if each.line.name == "参保人数"]
    assert found.methods == methods
    assert found.tried


def test_what_is_told_in_words_is_not_tried() -> None:
    card = score(project(row(target="有效缓解", actual="有效缓解", score=Decimal(10))), national())
    [found] = [each for each in attribute(card) if each.line.name == "参保人数"]
    assert (found.tried, found.methods, found.why_not) == ((), (), "目标值不是数，要由人评定")


@pytest.mark.parametrize(
    ("stated", "methods"), [("5.62", (Method.RATE,)), ("0", (Method.ALL_OR_NOTHING,)), ("6", (Method.RATE,)), ("7", ())]
)
def test_execution_points(stated: str, methods: tuple[Method, ...]) -> None:
    fund = FundRow.model_validate(
        {"label": "年度资金总额", "adjusted": Decimal(400), "executed": Decimal("224.94"), "score": Decimal(stated)}
    )
    card = score(project(row(), fund=fund), national())
    assert attribute(card)[0].methods == methods


@pytest.mark.parametrize(
    ("exact", "printed", "same"),
    [
        ("9.6087", "9.61", True),
        ("9.6087", "9.60", True),
        ("9.6087", "9.62", False),
        ("9.6087", "10", True),
        ("9.4", "10", False),
    ],
)
def test_printed_means_rounded_or_cut_off(exact: str, printed: str, same: bool) -> None:
    assert printed_as(Decimal(exact), Decimal(printed)) is same
