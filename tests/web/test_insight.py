"""The dashboard: its figures, its tables, its pictures, and whose they are."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from jixiao.web.insight.figures import Seen, by_dimension, by_place, by_year, standing, summary
from jixiao.web.sheets.models import State
from tests.web.conftest import World


def _seen(place: str = "0001", year: int = 2024, **facts: Any) -> Seen:
    given = {"state": State.ACCEPTED, "total": Decimal(90), "grade": "优", "budget": None, "executed": None}
    return Seen(place, year, **{**given, "errors": 0, "warnings": 0, **facts})


class TestFigures:
    """Averages, rates and counts."""

    def test_nothing_known_is_not_zero(self) -> None:
        nothing = summary("甲", [_seen(total=None)])
        assert (nothing.mean, nothing.lowest, nothing.execution) == (None, None, None)
        assert summary("甲", []).mean is None

    def test_the_rate_is_that_of_all_money_together(self) -> None:
        both = [_seen(budget=Decimal(100), executed=Decimal(50)), _seen(budget=Decimal(300), executed=Decimal(300))]
        assert summary("甲", both).execution == Decimal("87.5")

    def test_a_sheet_without_one_of_the_amounts_is_left_out_of_the_rate(self) -> None:
        some = [_seen(budget=Decimal(100), executed=Decimal(50)), _seen(budget=Decimal(900))]
        assert summary("甲", some).execution == Decimal("50.0")

    def test_what_the_bureau_still_has_is_not_submitted(self) -> None:
        sheets = [_seen(state=state) for state in State]
        assert summary("甲", sheets).submitted == 3

    def test_a_place_holds_all_below_it(self) -> None:
        sheets = [_seen("00010001"), _seen("000100010002"), _seen("00010002")]
        counted = {each.name: each.sheets for each in by_place(sheets, [("00010001", "甲"), ("00010002", "乙")])}
        assert counted == {"甲": 2, "乙": 1}

    def test_years_in_order(self) -> None:
        assert [each.name for each in by_year([_seen(year=2024), _seen(year=2022)])] == ["2022年度", "2024年度"]

    def test_dimensions_are_added_up(self) -> None:
        one = _seen(dimensions=(("产出", Decimal(50), Decimal(45)),))
        other = _seen(dimensions=(("产出", Decimal(30), Decimal(30)), ("效益", Decimal(40), Decimal(10))))
        assert [(each.name, each.rate) for each in by_dimension([one, other])] == [
            ("产出", Decimal("93.8")),
            ("效益", Decimal("25.0")),
        ]

    def test_equals_share_a_rank(self) -> None:
        places = [summary(name, [_seen(total=Decimal(total))]) for name, total in (("甲", 90), ("乙", 95), ("丙", 90))]
        assert standing([*places, summary("丁", [])]) == {"乙": 1, "甲": 2, "丙": 2}


def test_the_page_has_a_table_for_every_chart(world: World) -> None:
    page = world.client("administrator").get("/dashboard/").content.decode()
    assert world.bureau.name in page
    assert str(world.sheet.total) in page
    assert "产出指标" in page


def test_the_tables_as_excel(world: World) -> None:
    answer = world.client("administrator").get("/dashboard/tables.xlsx?year=2024")
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["各地各单位", "各年度", "各维度得分"]
    assert book["各地各单位"]["A2"].value == world.bureau.name
    assert Decimal(str(book["各地各单位"]["D2"].value)) == world.sheet.total


def test_a_chart_is_a_picture_with_chinese(world: World) -> None:
    pytest.importorskip("vl_convert", reason="没有装画图的组件")
    answer = world.client("administrator").get("/dashboard/charts/dimensions.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert "产出指标" in answer.content.decode()
    assert world.client("administrator").get("/dashboard/charts/nothing.svg").status_code == 404


@pytest.mark.parametrize("way", ["", "tables.xlsx", "charts/places.svg"])
def test_another_county_is_not_there(world: World, way: str) -> None:
    assert world.client("stranger").get(f"/dashboard/{way}?place={world.county.pk}").status_code == 404


def test_a_bureau_sees_itself_alone(world: World) -> None:
    page = world.client("clerk").get("/dashboard/").content.decode()
    assert world.elsewhere.name not in page
    assert world.county.name not in page.replace(world.bureau.name, "")


@pytest.mark.parametrize("query", ["year=x", "year=2024&subject=project", "subject=none", "year=99999999"])
def test_odd_filters_do_no_harm(world: World, query: str) -> None:
    assert world.client("administrator").get(f"/dashboard/?{query}").status_code == 200
