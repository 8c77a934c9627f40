"""What the catalogue says about the samples is true of the files."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from samples.builder import catalogue, content
from tests.samples.reading import lines

FAULTS = catalogue.faults()
KINDS = {
    "artifact", "completeness", "contradiction", "count", "date", "difference", "entity", "equality", "execution-rate",
    "execution-score", "format", "missing-cell", "missing-reason", "missing-row", "overshoot", "ratio", "score-sum",
    "sign", "sum", "suspicious", "target-met", "unit", "vague-indicator", "wrong-word",
}  # fmt: skip


@pytest.mark.parametrize("name", list(catalogue.SAMPLES))
def test_each_quote_stands_in_the_file(name: str) -> None:
    text = "\n".join(lines(name))
    assert [fault.quote for fault in FAULTS[name] if fault.quote not in text] == []


def test_kinds_and_severities_are_known() -> None:
    rows = [fault for faults in FAULTS.values() for fault in faults]
    assert {fault.kind for fault in rows} <= KINDS
    assert {fault.severity for fault in rows} == {"error", "warning", "info"}


def test_only_the_clean_files_are_without_faults() -> None:
    assert [name for name, faults in FAULTS.items() if not faults] == [
        "clean-project-table.docx",
        "clean-project-table.xlsx",
    ]


@pytest.mark.parametrize("name", list(catalogue.SAMPLES))
def test_no_personal_data(name: str) -> None:
    text = "\n".join(lines(name))
    assert re.findall(r"(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx]|0\d{2,3}-\d{7,8})(?!\d)", text) == []


@pytest.mark.parametrize("name", list(catalogue.SAMPLES))
def test_places_are_invented(name: str) -> None:
    text = "\n".join(lines(name))
    assert re.findall("合肥|安徽|璧山|重庆|汨罗|岳阳|湖南|广州|广东|南昌|江西", text) == []


def _number(printed: str) -> Decimal:
    return Decimal(re.sub(r"[^\d.]", "", printed))


def _rounded(value: Decimal, places: str) -> Decimal:
    return value.quantize(Decimal(places), ROUND_HALF_UP)


@pytest.fixture(name="clean")
def _clean() -> Any:
    return content.data("clean.yaml")


def test_clean_money_adds_up(clean: Any) -> None:
    total, *parts = clean["money"]
    for column in (1, 2, 3):
        assert _number(total[column]) == sum(_number(part[column]) for part in parts)


def test_clean_rates_and_execution_score_follow(clean: Any) -> None:
    for row in clean["money"][:3]:
        assert _rounded(_number(row[3]) / _number(row[2]) * 100, "0.01") == _number(row[5])
    total = clean["money"][0]
    assert _rounded(_number(total[3]) / _number(total[2]) * _number(total[4]), "0.01") == _number(total[6])


def test_clean_weights_add_up(clean: Any) -> None:
    rows = clean["indicators"]
    assert _number(clean["money"][0][4]) + sum(_number(row[5]) for row in rows) == _number(clean["total"][0]) == 100
    for dimension in {row[0] for row in rows}:
        assert sum(_number(row[5]) for row in rows if row[0] == dimension) == _number(dimension)


def test_clean_scores_add_up_and_every_loss_is_explained(clean: Any) -> None:
    rows = clean["indicators"]
    assert _number(clean["money"][0][6]) + sum(_number(row[6]) for row in rows) == _number(clean["total"][1])
    lost = [row for row in rows if _number(row[6]) < _number(row[5])]
    assert [row[2] for row in lost] == ["困难群众回访率"]
    assert all(row[7] for row in lost)
    assert _rounded(_number(lost[0][5]) * _number(lost[0][4]) / _number(lost[0][3]), "0.01") == _number(lost[0][6])


def test_clean_percentages_follow_from_their_counts() -> None:
    assert _rounded(Decimal(1424) / 1530 * 100, "0.1") == Decimal("93.1")
    assert _rounded(Decimal(456) / 482 * 100, "0.1") == Decimal("94.6")
    shown = " ".join(lines("clean-project-table.docx"))
    assert all(figure in shown for figure in ("1,530", "1,424", "93.1%", "482", "456", "94.6%"))
