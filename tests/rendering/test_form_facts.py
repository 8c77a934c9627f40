"""What only the form of a place has a blank for: filled in, printed, read back as it was, in Word and in Excel."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.documents import read_document
from jixiao.evaluations import BudgetLine, Department, FundRow, IndicatorRow, OverallGoal, SelfEvaluation, Signature
from jixiao.packs import Pack, find_pack
from jixiao.recognition import recognise, transcribe
from jixiao.rendering.forms import Sheet, form_sheets, printed_part
from jixiao.rendering.forms.excel import forms_workbook
from jixiao.rendering.forms.word import forms_document
from samples.random_evaluations import random_evaluation

WRITERS = {"docx": forms_document, "xlsx": forms_workbook}
MILUO, GUANGZHOU = find_pack("hunan/miluo-2023"), find_pack("guangdong/guangzhou-2022")
AMOUNTS = st.one_of(st.none(), st.decimals(0, 999999, places=2))
SOURCES = ("一般公共预算", "政府性基金拨款", "纳入专户管理的非税收入拨款", "其他资金")
NATURES = ("基本支出", "项目支出")
HEADED = ("总预算", "基本支出", "项目支出", "专项资金", "其他事业发展支出", "市本级资金", "对下转移支付")


def read_back(evaluation: SelfEvaluation, pack: Pack, kind: str, folder: Path) -> SelfEvaluation:
    path = folder / f"自评表.{kind}"
    path.write_bytes(WRITERS[kind](form_sheets(evaluation, pack)))
    recognition = recognise(read_document(path), 0)
    [only] = recognition.evaluations
    return transcribe(recognition, only, pack)


def lines(names: tuple[str, ...], field: str, amounts: list[Decimal | None]) -> tuple[BudgetLine, ...]:
    pairs = zip(names, amounts, strict=True)
    return tuple(BudgetLine.model_validate({"label": name, field: value}) for name, value in pairs if value is not None)


def facts(evaluation: SelfEvaluation) -> tuple[object, ...]:
    department = evaluation.department
    return department.by_source, department.by_nature, department.units, evaluation.goals, evaluation.signatures


@pytest.mark.parametrize("kind", WRITERS)
@given(data=st.data())
@settings(max_examples=40)
def test_money_below_the_fund_table_comes_back(
    kind: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    department = Department(
        name="甲县医疗保障局",
        by_source=lines(SOURCES, "adjusted", data.draw(st.lists(AMOUNTS, min_size=4, max_size=4))),
        by_nature=lines(NATURES, "adjusted", data.draw(st.lists(AMOUNTS, min_size=2, max_size=2))),
    )
    evaluation = random_evaluation(MILUO, 1).model_copy(
        update={"department": department, "signatures": (Signature(label="填报日期", value="2024年3月1日"),)}
    )
    back = read_back(evaluation, MILUO, kind, tmp_path_factory.mktemp("facts"))
    assert facts(back) == facts(printed_part(evaluation, MILUO)) == facts(evaluation)


@pytest.mark.parametrize("kind", WRITERS)
@given(data=st.data())
@settings(max_examples=40)
def test_money_and_goals_in_the_head_come_back(
    kind: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    units = data.draw(st.one_of(st.none(), st.integers(1, 30).map(Decimal)))
    words = st.one_of(st.none(), st.sampled_from(["做好参保工作", "一是参保\n二是救助", "无"]))
    goal = OverallGoal(expected=data.draw(words), reached=data.draw(words), reason=data.draw(words))
    amounts = data.draw(st.lists(AMOUNTS, min_size=7, max_size=7))
    evaluation = random_evaluation(GUANGZHOU, 1).model_copy(
        update={
            "department": Department(name="甲市医疗保障局", units=units, by_nature=lines(HEADED, "initial", amounts)),
            "goals": (goal,) if goal != OverallGoal() else (),
        }
    )
    back = read_back(evaluation, GUANGZHOU, kind, tmp_path_factory.mktemp("facts"))
    assert facts(back) == facts(printed_part(evaluation, GUANGZHOU))
    assert facts(back)[:3] == ((), evaluation.department.by_nature, units)


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize(("supervising", "implementing"), [(None, None), ("", None), ("甲县人民政府", "甲县医保中心")])
def test_who_supervises_and_who_carries_out_come_back(
    kind: str, supervising: str | None, implementing: str | None, tmp_path: Path
) -> None:
    pack = find_pack("mof/project-2020")
    changes = {"supervising": supervising, "implementing": implementing}
    evaluation = random_evaluation(pack, 2).model_copy(update=changes)
    back = read_back(evaluation, pack, kind, tmp_path)
    head = [box.text for box in sheet_of(back, pack).boxes if box.row == 1]
    own = evaluation.department.name
    assert head == ["主管部门", own if supervising is None else supervising, "实施单位", implementing or own]


@pytest.mark.parametrize("kind", WRITERS)
def test_an_edition_is_told_by_its_words(kind: str, tmp_path: Path) -> None:
    [form] = [form for form in MILUO.forms if form.edition is not None]
    given = random_evaluation(MILUO, 3)
    project = given.model_copy(
        update={
            "subject": form.subjects[0],
            "project": "公务员医疗补助",
            "edition": form.edition,
            "funds": (FundRow(label=form.fund_rows[0], adjusted=Decimal(3), executed=Decimal(2)),),
        }
    )
    assert read_back(project, MILUO, kind, tmp_path).edition == form.edition
    assert read_back(project.model_copy(update={"edition": None}), MILUO, kind, tmp_path).edition is None


def sheet_of(evaluation: SelfEvaluation, pack: Pack) -> Sheet:
    [sheet] = form_sheets(evaluation, pack)
    return sheet


def test_an_unknown_edition_is_printed_in_the_plain_form() -> None:
    evaluation = random_evaluation(GUANGZHOU, 1)
    assert sheet_of(evaluation.model_copy(update={"edition": "旧版"}), GUANGZHOU) == sheet_of(evaluation, GUANGZHOU)


def test_rows_of_the_form_that_the_data_lack_stand_in_their_places() -> None:
    pack = find_pack("mof/project-2020")
    whole, *_ = random_evaluation(pack, 1).funds
    evaluation = random_evaluation(pack, 1).model_copy(
        update={"funds": (whole, FundRow(label="上年结转金额", part=True, adjusted=Decimal(1)), FundRow(label="捐赠"))}
    )
    names = {*pack.evaluation_forms()[0].fund_rows, "上年结转金额", "捐赠"}
    labels = [box.text for box in sheet_of(evaluation, pack).boxes if box.text in names]
    assert labels == [whole.label, "其中：当年财政拨款", "上年结转金额", "其他资金", "捐赠"]


@pytest.mark.parametrize(
    ("label", "weight", "printed"),
    [
        ("产出指标(30分)", "30", "产出指标(30分)"),
        ("产出指标(30分)", "40", "产出指标（40分）"),
        ("产出指标(30分)", "3", "产出指标（3分）"),
        ("效益指标(30分)", "30", "产出指标（30分）"),
        (None, "30", "产出指标（30分）"),
    ],
)
def test_the_words_of_a_level_hold_as_long_as_they_are_true(label: str | None, weight: str, printed: str) -> None:
    leaf = IndicatorRow(name="参保率", weight=Decimal(weight))
    top = IndicatorRow(name="产出指标", label=label, weight=Decimal(weight), children=(leaf,))
    evaluation = random_evaluation(MILUO, 1).model_copy(update={"indicators": (top,)})
    assert printed in {box.text for box in sheet_of(evaluation, MILUO).boxes}


def test_thousands_are_parted_where_the_form_has_it_so() -> None:
    department = Department(by_nature=(BudgetLine(label="总预算", initial=Decimal("653204.29")),))
    evaluation = random_evaluation(GUANGZHOU, 1).model_copy(update={"department": department})
    assert "653,204.29" in {box.text for box in sheet_of(evaluation, GUANGZHOU).boxes}


def test_what_stands_around_the_table() -> None:
    evaluation = random_evaluation(MILUO, 1).model_copy(
        update={"signatures": (Signature(label="填表人", value="某某"), Signature(label="审核人", value="某人"))}
    )
    sheet = sheet_of(evaluation, MILUO)
    assert (sheet.annex, sheet.title, sheet.subtitle) == ("附件2", "2023年度部门整体支出绩效自评表", "")
    [line] = sheet.below
    assert line.startswith("填表人：某某　　填报日期：　")
    assert "某人" not in line
    assert sheet_of(evaluation.model_copy(update={"year": None}), MILUO).title == "部门整体支出绩效自评表"
