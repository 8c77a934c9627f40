"""The fill-in workbook: what was filled in comes back, faults are told by cell, its own formulas give our scores."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from jixiao.documents import read_document
from jixiao.evaluations import (
    FundRow,
    IndicatorRow,
    Mark,
    ReportSection,
    SelfEvaluation,
    Subject,
    joined_actual,
    joined_target,
)
from jixiao.packs import Pack, all_packs, find_pack
from jixiao.scoring import score
from jixiao.workbook import (
    WorkbookError,
    is_workbook,
    joint_workbook,
    load_evaluations,
    new_workbook,
    read_workbook,
)
from samples.random_evaluations import random_evaluation
from tests.workbook.recalculating import needs_office, recalculated

SCORED = [pack for pack in all_packs() if pack.scored]
FORMS = [pack for pack in SCORED if pack.evaluation_forms()]


def written(tmp_path: Path, pack: Pack, evaluation: SelfEvaluation | None = None) -> Path:
    path = tmp_path / "填报.xlsx"
    path.write_bytes(new_workbook(pack, evaluation))
    return path


def filled(path: Path, changes: dict[tuple[str, str], str | int | None]) -> Path:
    """Type CHANGES, by sheet and cell, into the workbook at PATH as a clerk would."""
    book = openpyxl.load_workbook(path)
    for (sheet, cell), value in changes.items():
        book[sheet][cell] = value
    book.save(path)
    return path


def whole(row: IndicatorRow) -> IndicatorRow:
    """Return a row as it is meant: target and actual value in one piece, without place and computed score."""
    if row.children:
        return row.model_copy(update={"children": tuple(map(whole, row.children)), "weight": None, "place": None})
    return IndicatorRow(
        name=row.name,
        weight=row.weight,
        target=joined_target(row).removeprefix("=") or None,
        actual=joined_actual(row) or None,
        reason=row.reason,
        measure=row.measure,
    )


@pytest.mark.parametrize("pack", SCORED, ids=lambda pack: pack.id)
def test_an_empty_workbook_can_be_made_and_read(pack: Pack, tmp_path: Path) -> None:
    document = read_document(written(tmp_path, pack))
    assert is_workbook(document)
    [empty] = read_workbook(document)
    assert (empty.pack, empty.subject) == (pack.id, pack.subjects[0])
    assert all(leaf.actual is None and leaf.score is None for leaf in empty.leaves())


@pytest.mark.parametrize("pack", FORMS, ids=lambda pack: pack.id)
@pytest.mark.parametrize("seed", range(3))
def test_what_is_filled_in_comes_back(pack: Pack, seed: int, tmp_path: Path) -> None:
    evaluation = random_evaluation(pack, seed)
    [back] = load_evaluations(written(tmp_path, pack, evaluation))
    assert [whole(row) for row in back.indicators] == [whole(row) for row in evaluation.indicators]
    assert [(row.label, row.initial, row.adjusted, row.executed, row.reason) for row in back.funds] == [
        (row.label, row.initial, row.adjusted, row.executed, row.reason) for row in evaluation.funds
    ]
    assert (back.goals, back.year, back.project, back.pack) == (
        evaluation.goals,
        evaluation.year,
        evaluation.project,
        pack.id,
    )
    if pack.id != "guangdong/guangzhou-2022":  # judged throughout, and its rates stand in words
        assert score(back, pack).total == evaluation.total


@needs_office
def test_the_workbook_says_what_is_missing(tmp_path: Path) -> None:
    pack = find_pack("mof/project-2020")
    path = filled(written(tmp_path, pack), {("指标", "C4"): "参保人数", ("指标", "D4"): "≥", ("指标", "E4"): 23})
    sheets = recalculated(path)
    checks = [row[sheets["指标"][1].index("检查")] for row in sheets["指标"]]
    assert checks[2:5] == ["下级分值合计0", "缺分值", None]
    results = {row[0]: row[1] for row in sheets["得分"] if row[0]}
    assert results["还有几行没填好"] == "4行，见“指标”表的“检查”栏"
    assert (results["总分"], results["分值检查"]) == ("还不能算", "分值合计应为100")


def test_all_faults_are_told_at_once_by_sheet_and_cell(tmp_path: Path) -> None:
    pack = find_pack("mof/project-2020")
    path = filled(
        written(tmp_path, pack, random_evaluation(pack, 1)),
        {
            ("基本情况", "B5"): "二〇二三",
            ("基本情况", "B4"): "政策",
            ("资金", "C3"): "一百",
            ("指标", "I3"): "十分",
            ("指标", "C4"): None,
        },
    )
    with pytest.raises(WorkbookError) as told:
        load_evaluations(path)
    lines = str(told.value).splitlines()
    assert [line.split("：")[0].split("“", 1)[1] for line in lines] == [
        "基本情况”表B4",
        "基本情况”表B5",
        "资金”表C3",
        "指标”表I3",
        "指标”表E4",
    ]
    assert lines[2].endswith("应是数（万元），或者“—”“无”“不适用”，现在写的是“一百”。")


def test_many_problems_and_own_words_for_the_report_come_back(tmp_path: Path) -> None:
    pack = find_pack("hunan/miluo-2023")
    own = (
        ReportSection(title="绩效评价工作开展情况", text="第一段。\n第二段。"),
        ReportSection(title="自拟一章", text="无。"),
    )
    given_data = random_evaluation(pack, 3).model_copy(
        update={"subject": Subject.PROJECT, "problems": tuple(f"问题{n}" for n in range(30)), "sections": own}
    )
    [back] = load_evaluations(written(tmp_path, pack, given_data))
    assert back.sections == own
    assert back.problems == given_data.problems


def test_five_ways_to_fill_in_an_amount_stay_apart(tmp_path: Path) -> None:
    pack = find_pack("mof/project-2020")
    amounts = (Decimal(0), Mark.DASH, Mark.NONE, Mark.NOT_APPLICABLE)
    funds = tuple(
        FundRow(label=f"来源{at}", part=at > 0, initial=value, executed=Decimal(1)) for at, value in enumerate(amounts)
    )
    blank = FundRow(label="来源4", part=True, executed=Decimal(1))
    given = SelfEvaluation(subject=Subject.PROJECT, funds=(*funds, blank))
    [back] = load_evaluations(written(tmp_path, pack, given))
    assert [row.initial for row in back.funds] == [*amounts, None]


def test_no_cell_has_a_fixed_place(tmp_path: Path) -> None:
    """A clerk may put a row above the heads and change the order of the columns."""
    pack = find_pack("mof/project-2020")
    path = written(tmp_path, pack, random_evaluation(pack, 5))
    before = load_evaluations(path)[0]
    book = openpyxl.load_workbook(path)
    sheet = book["指标"]
    sheet.insert_rows(1, 2)
    sheet.move_range(f"N1:N{sheet.max_row}", cols=4)
    book.save(path)
    after = load_evaluations(path)[0]
    assert [whole(row) for row in after.indicators] == [whole(row) for row in before.indicators]


@pytest.mark.parametrize(("pack", "year"), [("mof/project-2020", None), ("hunan/miluo-2023", 2023)])
def test_only_a_pack_of_one_year_knows_the_year(pack: str, year: int | None, tmp_path: Path) -> None:
    [empty] = load_evaluations(written(tmp_path, find_pack(pack)))
    assert empty.year == year


def test_last_year_begins_the_next(tmp_path: Path) -> None:
    sample = Path(__file__).parents[2] / "samples" / "clean-project-table.docx"
    pack = find_pack("mof/project-2020")
    [printed] = load_evaluations(sample)
    [back] = load_evaluations(written(tmp_path, pack, printed))
    assert score(back, pack).total == printed.total


@needs_office
def test_a_workbook_saved_by_another_program_is_read_alike(tmp_path: Path) -> None:
    pack = find_pack("sichuan/project-2023")
    path = written(tmp_path, pack, random_evaluation(pack, 21))
    recalculated(path)
    [ours], [theirs] = load_evaluations(path), load_evaluations(tmp_path / "recalculated" / path.name)
    assert [whole(row) for row in theirs.indicators] == [whole(row) for row in ours.indicators]
    assert score(theirs, pack).total == score(ours, pack).total


def several() -> list[tuple[Pack, SelfEvaluation]]:
    packs = [find_pack(name) for name in ("mof/project-2020", "guangdong/guangzhou-2022", "sichuan/project-2023")]
    return [(pack, random_evaluation(pack, at)) for at, pack in enumerate(packs)]


@needs_office
def test_several_evaluations_stand_in_one_workbook(tmp_path: Path) -> None:
    path = tmp_path / "几份.xlsx"
    path.write_bytes(joint_workbook(several()))
    alone = [load_evaluations(written(tmp_path, pack, evaluation))[0] for pack, evaluation in several()]
    assert [content(each) for each in load_evaluations(path)] == [content(each) for each in alone]
    overview = recalculated(path)["总览"][2:]
    assert [row[1:3] for row in overview] == [[each.department.name, each.project] for _, each in several()]
    totals = [row[3] for row in overview]
    assert [Decimal(str(totals[at])) for at in (0, 2)] == [several()[at][1].total for at in (0, 2)]
    assert totals[1] == "还不能算"


def content(evaluation: SelfEvaluation) -> str:
    """Return what an evaluation holds, without the file and the places that it was read from."""
    return re.sub(r'"place":"表[^"]*"', '"place":null', evaluation.model_dump_json(exclude={"source"}))


def test_in_a_workbook_of_several_a_sheet_that_lost_its_number_is_told(tmp_path: Path) -> None:
    path = tmp_path / "几份.xlsx"
    path.write_bytes(joint_workbook(several()))
    book = openpyxl.load_workbook(path)
    book["指标2"].title = "指标"
    book.save(path)
    with pytest.raises(WorkbookError) as told:
        load_evaluations(path)
    lines = [line.removeprefix(str(path)) for line in str(told.value).splitlines()]
    assert lines == [
        "“指标”表看不出是第几份自评的，请把表名末尾的数字改回来。",
        "没有“指标2”表，请从原来的工作簿里把它复制回来。",
    ]
