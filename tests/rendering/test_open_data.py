"""The open-data package: what stands in it, and what must not."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import pytest

from jixiao.evaluations import FundRow, IndicatorRow, Mark, SelfEvaluation, Subject
from jixiao.packs import find_pack
from jixiao.rendering.open_data import open_data
from samples.random_evaluations import random_evaluation

EVALUATION = random_evaluation(find_pack("mof/project-2020"), 3)


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_every_indicator_and_fund_is_there() -> None:
    files = open_data(EVALUATION)
    indicators = _rows(files["indicators.csv"])
    assert [row["name"] for row in indicators] == [leaf.name for leaf in EVALUATION.leaves()]
    assert [Decimal(row["score"]) for row in indicators] == [leaf.score for leaf in EVALUATION.leaves()]
    assert [row["label"] for row in _rows(files["funds.csv"])] == [fund.label for fund in EVALUATION.funds]
    assert [Decimal(row["total"]) for row in _rows(files["evaluation.csv"])] == [EVALUATION.total]


def test_the_descriptor_tells_every_column() -> None:
    files = open_data(EVALUATION)
    for resource in json.loads(files["datapackage.json"])["resources"]:
        heads = next(csv.reader(io.StringIO(files[resource["path"]].decode("utf-8-sig"))))
        assert heads == [field["name"] for field in resource["schema"]["fields"]]
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_nothing_that_names_a_person_goes_out() -> None:
    named = EVALUATION.model_copy(update={"responsible": "某某人 电话"})
    assert all("某某人" not in content.decode("utf-8-sig") for content in open_data(named).values())


@pytest.mark.parametrize(
    ("entry", "printed"), [(None, ""), (Mark.DASH, ""), (Decimal(0), "0"), (Decimal("3.20"), "3.20")]
)
def test_missing_is_empty_and_not_zero(entry: Decimal | Mark | None, printed: str) -> None:
    evaluation = SelfEvaluation(subject=Subject.PROJECT, funds=(FundRow(label="总额", executed=entry),))
    assert [row["executed"] for row in _rows(open_data(evaluation)["funds.csv"])] == [printed]


def test_a_name_that_looks_like_a_formula_is_no_formula() -> None:
    evaluation = SelfEvaluation(subject=Subject.PROJECT, indicators=(IndicatorRow(name="=1+1"),))
    assert [row["name"] for row in _rows(open_data(evaluation)["indicators.csv"])] == ["'=1+1"]
