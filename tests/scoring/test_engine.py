from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import jixiao
from jixiao.evaluations import FundRow, Mark
from jixiao.packs import Cap, find_pack
from jixiao.scoring import Basis, NotScoredError, score
from tests.scoring.building import national, project, row, scored, under, whole


def fund(**facts: object) -> FundRow:
    return FundRow.model_validate({"label": "年度资金总额", **facts})


def money(initial: str, adjusted: str, executed: str, **more: object) -> FundRow:
    return fund(initial=Decimal(initial), adjusted=Decimal(adjusted), executed=Decimal(executed), **more)


@pytest.mark.parametrize(
    ("row_of_funds", "expected"),
    [
        (money("1632.87", "1711.75", "1707.31"), "9.97"),
        (money("400", "400", "224.94"), "5.62"),
        (money("193", "124.01", "124.01"), "10"),
        (money("400", "400", "0"), "0.00"),
        (fund(initial=Decimal(400), executed=Decimal(200)), "5.00"),
        (fund(rate="99.74%"), "9.97"),
        (fund(rate="103%"), "10"),
    ],
)
def test_execution_points(row_of_funds: FundRow, expected: str) -> None:
    execution = scored(row(), fund=row_of_funds).execution
    assert execution is not None
    assert execution.score == Decimal(expected)


@pytest.mark.parametrize(
    ("row_of_funds", "words"),
    [
        (money("0", "0", "0"), "执行率不适用，请确认"),
        (
            fund(initial=Mark.NOT_APPLICABLE, adjusted=Mark.NOT_APPLICABLE, executed=Mark.NONE),
            "全年预算数写的是“不适用”，算不出执行率",
        ),
        (fund(adjusted=Decimal(400)), "没有写全年预算数和全年执行数"),
        (fund(adjusted=Decimal(400), executed=Mark.DASH), "全年执行数写的是“—”，算不出执行率"),
        (fund(adjusted=Mark.DASH, initial=Decimal(200), executed=Decimal(90)), "全年预算数写的是“—”"),
        (fund(adjusted=Decimal(-100), executed=Decimal(-90)), "全年预算数为-100，执行率不适用"),
        (fund(executed=Mark.NONE, rate="90%"), "全年执行数写的是“无”"),
        (fund(rate="99.74"), "执行率写的是“99.74”，不是百分数"),
    ],
)
def test_a_missing_amount_is_no_zero_and_zero_is_never_divided_by(row_of_funds: FundRow, words: str) -> None:
    execution = scored(row(), fund=row_of_funds).execution
    assert execution is not None
    assert (execution.score, execution.basis) == (None, Basis.UNSCORED)
    assert words in execution.explanation.because


def test_levels_total_and_grade() -> None:
    card = score(whole(参保人数="22.1万人"), national())
    assert [(level.path[-1], level.score) for level in card.levels] == [
        ("产出指标", Decimal("49.22")),  # 20 × 22.1 ÷ 23 = 19.217…
        ("效益指标", Decimal(28)),
        ("满意度指标", Decimal("10.00")),
    ]
    assert card.total == Decimal("97.22")
    assert card.grade is not None
    assert card.grade.name == "优"
    assert card.gaps == ()


def test_a_missing_block_is_said_and_gives_no_total() -> None:
    card = scored(under("产出指标", row(weight="35", target="≥1家", actual="1家"), weight="50"), total=Decimal("60"))
    assert card.total is None
    assert "“产出指标”分值50，下级分值合计35，缺15分" in card.gaps
    assert "各项分值合计45，应为100" in card.gaps


def test_a_total_that_misses_just_the_missing_points_is_understood() -> None:
    rows = (
        under("产出指标", row(weight="35", target="≥1家", actual="1家"), weight="50"),
        under("效益指标", row(weight="30", target="≥1家", actual="1家"), weight="30"),
        under("满意度指标", row(weight="10", target="≥90%", actual="90%"), weight="10"),
    )
    card = scored(*rows, total=Decimal(100))
    assert card.scored == Decimal(85)
    assert any("恰好等于缺的分值" in note for note in card.notes)


def test_stated_scores_are_compared() -> None:
    card = scored(row(target="≥23万人", actual="22.1万人", score=Decimal(10), reason="人口外流"))
    assert "“参保人数”填报得分10，按规则应为9.61" in card.notes


@pytest.mark.parametrize(("executed", "cap"), [("319.99", "89"), ("320", None), ("280", "89"), ("279.99", "79")])
def test_the_total_is_held_down_by_low_execution(executed: str, cap: str | None) -> None:
    caps = tuple(
        Cap.model_validate({"执行率不低于": low, "执行率低于": below, "总分不超过": total, "来源": "系统"})
        for low, below, total in (("70%", "80%", 89), ("60%", "70%", 79))
    )
    pack = national().model_copy(update={"caps": caps})
    evaluation = whole().model_copy(update={"funds": (money("400", "400", executed),)})
    card = score(evaluation, pack)
    assert card.cap == (Decimal(cap) if cap else None)
    if cap:
        assert card.total == Decimal(cap)
        assert card.grade == pack.grade_of(Decimal(cap))


def test_other_points_than_the_pack_fixes_are_said() -> None:
    card = scored(under("产出指标", row(weight="40", target="≥1家", actual="1家"), weight="40"))
    assert "“产出指标”分值写40，规则包规定50，按所写的分值计分" in card.notes


def test_execution_in_the_tree_is_counted_once() -> None:
    own = row("预算执行率", "10", score=Decimal(0), actual="56.23%")
    card = score(project(own, row(target="≥1家", actual="1家"), fund=fund(rate="56.23%")), national())
    assert [line.name for line in card.all_lines] == ["预算执行率", "参保人数"]
    assert card.all_lines[0].score == Decimal("5.62")


def test_the_unit_of_the_rate_may_stand_in_a_column_of_its_own() -> None:
    own = row("预算执行率", "10", actual="56.23", unit="%")
    card = score(project(own, row(target="≥1家", actual="1家"), fund=FundRow(label="年度资金总额")), national())
    assert card.all_lines[0].score == Decimal("5.62")


def test_an_execution_row_is_an_indicator_where_the_pack_has_no_execution() -> None:
    pack = find_pack("guangdong/guangzhou-2022")
    card = score(project(row("部门预算资金支出率", "10", explanation="平均执行率=99.81%")), pack)
    assert [line.name for line in card.all_lines] == ["部门预算资金支出率"]


def test_a_form_without_scores_is_refused() -> None:
    with pytest.raises(NotScoredError, match="不计分的表式"):
        score(project(row()), find_pack("central/transfer-2024"))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"target": "≥10000人次", "actual": "12999人次"}, []),
        (
            {"target": "≥10000人次", "actual": "13000人次"},
            ["“参保人数”完成值是目标的130%，要说明原因，并核对目标是否定得太低"],
        ),
        ({"target": "≥10000人次", "actual": "13000人次", "reason": "政策扩面"}, []),
        ({"target": "≥10000人次", "actual": "9000人次", "reason": "无"}, ["“参保人数”扣了1分，要写明原因和改进措施"]),
        ({"target": "≥10000人次", "actual": "9000人次", "reason": "一批外迁"}, []),
    ],
)
def test_reasons_that_are_due(facts: dict[str, object], expected: list[str]) -> None:
    assert [due.message for due in scored(row(**facts)).due] == expected  # type: ignore[arg-type]  # facts of a row


@pytest.mark.parametrize(
    ("row_of_funds", "expected"),
    [
        (money("400", "400", "360"), []),
        (money("400", "400", "359.98"), ["执行率89.99%，低于90%，要写明原因"]),
        (money("400", "400", "359.98", reason="跨年支付"), []),
        (fund(rate="89.98%"), ["执行率89.98%，低于90%，要写明原因"]),
        (money("400", "390", "390"), ["预算由400万元调整为390万元，要写明原因"]),
    ],
)
def test_reasons_for_money(row_of_funds: FundRow, expected: list[str]) -> None:
    card = scored(row(target="≥1家", actual="1家"), pack=find_pack("sichuan/project-2023"), fund=row_of_funds)
    assert [due.message for due in card.due] == expected


def test_the_library_scores_a_file() -> None:
    samples = Path(__file__).parents[2] / "samples"
    [card] = jixiao.evaluate(samples / "evaluations" / "nanchang-project.yaml")
    assert card.total == Decimal(89)
    assert len(jixiao.evaluate(samples / "miluo-style-bundle.docx", pack="hunan/miluo-2023")) == 4
