from __future__ import annotations

import pytest

from jixiao.evaluations import Department, IndicatorRow, SelfEvaluation, Subject
from jixiao.packs import all_packs, choose_pack


def project(**facts: object) -> SelfEvaluation:
    return SelfEvaluation.model_validate({"subject": "project", **facts})


def tops(**weights: int) -> tuple[IndicatorRow, ...]:
    return tuple(IndicatorRow(name=name, weight=weight) for name, weight in weights.items())


@pytest.mark.parametrize(
    ("evaluation", "expected"),
    [
        (project(year=2023, place="汨罗市"), "hunan/miluo-2023"),
        (project(year=2022, indicators=tops(产出指标=50, 效益指标=30, 满意度指标=10)), "mof/project-2020"),
        (project(year=2022, indicators=tops(成本指标=20, 产出指标=40, 效益指标=20, 满意度指标=10)), "mof/project-2021"),
        (
            project(year=2022, indicators=tops(产出指标=65, 效益指标=15, 满意度指标=10)),
            "jiangxi/nanchang-district-2022",
        ),
        (
            SelfEvaluation(subject=Subject.DEPARTMENT, year=2022, department=Department(name="广州市某局")),
            "guangdong/guangzhou-2022",
        ),
    ],
)
def test_place_then_weights_decide(evaluation: SelfEvaluation, expected: str) -> None:
    chosen = choose_pack(evaluation, all_packs())
    assert chosen is not None
    assert chosen.id == expected


@pytest.mark.parametrize(
    "evaluation",
    [
        SelfEvaluation(subject=Subject.DEPARTMENT, year=2022),
        SelfEvaluation(subject=Subject.DEPARTMENT, year=2030, place="广州市"),
        project(year=2010),
    ],
)
def test_nothing_is_chosen_without_a_ground(evaluation: SelfEvaluation) -> None:
    assert choose_pack(evaluation, all_packs()) is None


def test_a_pack_of_another_place_is_not_taken_for_its_weights_alone_where_a_national_one_fits() -> None:
    chosen = choose_pack(project(year=2023, place="某县"), all_packs())
    assert chosen is not None
    assert chosen.id.startswith("mof/")


def test_a_tree_without_points_is_that_of_a_form_without_scores() -> None:
    tree = (IndicatorRow(name="产出指标", children=(IndicatorRow(name="参保率", target="≥95%", actual="96%"),)),)
    chosen = choose_pack(project(year=2024, indicators=tree), all_packs())
    assert chosen is not None
    assert chosen.id == "central/transfer-2024"


def test_the_nationwide_form_is_taken_with_other_weights_but_not_for_another_tree() -> None:
    other = choose_pack(project(year=2023, indicators=tops(产出指标=40, 效益指标=40, 满意度指标=10)), all_packs())
    assert other is not None
    assert other.id.startswith("mof/")
    assert choose_pack(project(year=2023, indicators=tops(决策=30, 过程=70)), all_packs()) is None
