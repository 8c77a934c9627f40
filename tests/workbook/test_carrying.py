"""From last year to this year: results are compared with, targets proposed, everything else is this year's own."""

from __future__ import annotations

from pydantic import BaseModel

from jixiao.evaluations import (
    BudgetLine,
    Department,
    FundRow,
    IndicatorRow,
    OverallGoal,
    Procurement,
    SelfEvaluation,
    joined_actual,
)
from jixiao.workbook.carrying import carry_over
from tests.workbook.made_up import MakeUp

# What goes over, by record; everything else of the model has to be blank in the new year.
TAKEN = {
    SelfEvaluation: {"schema_version", "subject", "year", "place", "pack", "source", "project", "responsible"}
    | {"edition", "supervising", "implementing"}
    | {"department", "funds", "goals", "indicators"},
    Department: {"name", "functions", "offices", "units", "by_nature", "by_source", "three_public", "operating"}
    | {"projects", "procurement"},
    Procurement: {"last_year"},
    FundRow: {"label", "part", "weight"},
    OverallGoal: {"expected"},
    IndicatorRow: {"name", "weight", "target", "unit", "nature", "core", "last_year", "children"}
    | {"meaning", "label"},
    BudgetLine: {"label", "last_year", "parts"},
}


def blank(record: object) -> None:
    """Assert that nothing but what is to be taken stands in RECORD and below it."""
    if isinstance(record, tuple):
        for each in record:
            blank(each)
    if not isinstance(record, BaseModel):
        return
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if name in TAKEN.get(type(record), {"name"}):
            blank(value)
        else:
            assert value == field.get_default(call_default_factory=True), (type(record).__name__, name)


def test_only_what_is_meant_to_goes_over() -> None:
    for seed in range(20):
        last = MakeUp(seed, sparse=False).evaluation()
        begun = carry_over(last).evaluation
        blank(begun)
        assert begun.year == (last.year or 0) + 1
        for before, now in zip(last.leaves(), begun.leaves(), strict=True):
            assert now.last_year in (before.actual, joined_actual(before) or None)
            assert (now.name, now.target, now.nature, now.unit, now.weight) == (
                before.name,
                before.target,
                before.nature,
                before.unit,
                before.weight,
            )
        for line, new in zip(last.department.projects, begun.department.projects, strict=True):
            assert (new.label, new.last_year, new.initial, new.adjusted) == (line.label, line.executed, None, None)


def test_years_of_the_past_in_what_was_taken_are_pointed_at() -> None:
    last = (
        MakeUp(3, sparse=True)
        .evaluation()
        .model_copy(
            update={
                "year": 2023,
                "project": None,
                "goals": (OverallGoal(expected="2023年底前完成参保登记，2025年前全部联网。"),),
                "indicators": (IndicatorRow(name="完成时间", target="2023年12月31日前", actual="2023年12月1日"),),
            }
        )
    )
    look = carry_over(last).look
    assert "有2处写着往年的年份，请改：“2023年底前完成参保登记，2025年前…”、“2023年12月31日前”。" in look
    assert carry_over(last, 2030).evaluation.year == 2030


def test_without_a_year_the_clerk_is_asked_for_it() -> None:
    last = MakeUp(3, sparse=True).evaluation().model_copy(update={"year": None})
    assert any("请在“基本情况”表里填评价年度" in sentence for sentence in carry_over(last).look)
    assert carry_over(last, 2026).evaluation.year == 2026
