"""No field of an evaluation is lost on its way through the workbook: the fields are taken from the model itself."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jixiao.documents import read_document
from jixiao.evaluations import (
    Building,
    Deduction,
    Department,
    EvidenceReference,
    FundRow,
    IndicatorRow,
    ReportSection,
    SelfEvaluation,
    Subject,
    joined_actual,
    joined_target,
)
from jixiao.packs import Pack, all_packs, find_pack, pack_for
from jixiao.quantities import comparable_values, parse_target, stated_actual
from jixiao.scoring import score
from jixiao.workbook import WorkbookError, load_evaluations, new_workbook
from tests.workbook.made_up import MakeUp

PACKS = all_packs()
NOT_CARRIED = {
    ("SelfEvaluation", "schema_version"): "每次读出都是本程序的格式版本",
    ("SelfEvaluation", "source"): "读出的来源是这份工作簿自己",
    ("SelfEvaluation", "pack"): "工作簿是按所选的规则包写的，写的是它的编号",
    ("FundRow", "place"): "位置指的是读出的文件，读回来是工作簿里的位置",
    ("IndicatorRow", "place"): "位置指的是读出的文件，读回来是工作簿里的位置",
}
# These four say one thing together: the workbook parts ≥95% into ≥, 95 and %.
TARGET = ("nature", "target", "unit", "actual")


def through(evaluation: SelfEvaluation, pack: Pack, folder: Path) -> SelfEvaluation:
    path = folder / "填报.xlsx"
    path.write_bytes(new_workbook(pack, evaluation))
    [back] = load_evaluations(path)
    return back


def meant(record: Any) -> Any:
    """Return all fields of a record as plain data, without those that are not carried on purpose."""
    if isinstance(record, tuple):
        return [meant(each) for each in record]
    if not hasattr(type(record), "model_fields"):
        return record
    kind = type(record).__name__
    values = {
        name: meant(getattr(record, name)) for name in type(record).model_fields if (kind, name) not in NOT_CARRIED
    }
    if isinstance(record, IndicatorRow):
        values |= dict.fromkeys(TARGET) | {"asked": asked(record), "told": told(record)}
    if kind == "SelfEvaluation":
        # A section is found by its title: the order is that of the outline.
        values["sections"].sort(key=lambda section: section["title"])
    return values


def asked(row: IndicatorRow) -> Any:
    read = parse_target(joined_target(row))
    if read.quantity is None:
        return joined_target(row)
    upper = read.upper.value if read.upper is not None else None
    return read.direction, bool(read.operator), read.quantity.value, read.quantity.unit, upper


def told(row: IndicatorRow) -> Any:
    """Return what the actual value amounts to beside its target: 96.2 beside 95% is 96.2%."""
    read, aim = stated_actual(joined_actual(row)), parse_target(joined_target(row)).quantity
    if read is None or aim is None:
        return joined_actual(row)
    return comparable_values(aim, read), read.qualifier


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
@pytest.mark.parametrize("seed", range(4))
def test_every_field_comes_back(pack: Pack, seed: int, tmp_path: Path) -> None:
    evaluation = MakeUp(seed, sparse=seed % 2 == 1).evaluation()
    back = through(evaluation, pack, tmp_path)
    if not evaluation.funds:
        # The rows of the form's fund table stand ready to be filled in, and hold nothing.
        assert all(row == FundRow(label=row.label, part=row.part, place=row.place) for row in back.funds)
        back = back.model_copy(update={"funds": ()})
    assert meant(back) == meant(evaluation)


@pytest.mark.parametrize("seed", range(10, 40))
def test_what_came_back_once_stays_as_it_is(seed: int, tmp_path: Path) -> None:
    """Whatever the first time puts into columns of its own, the second time leaves every word of every field alone."""
    pack = find_pack("hunan/miluo-2023")
    once = through(MakeUp(seed, sparse=seed % 2 == 1).evaluation(), pack, tmp_path)
    twice = through(once, pack, tmp_path)
    assert twice == once


def test_what_is_left_blank_on_purpose_comes_back(tmp_path: Path) -> None:
    pack = find_pack("hunan/miluo-2023")
    evaluation = SelfEvaluation(
        subject=Subject.PROJECT,
        supervising="",
        department=Department(buildings=(Building(name="", approved_area=Decimal(0), actual_area=Decimal(0)),)),
        sections=(
            ReportSection(title="有关建议", text="", alone=True, number=""),
            ReportSection(title="其他需要说明的问题", text="无", number="6、"),
        ),
    )
    back = through(evaluation, pack, tmp_path)
    assert (back.supervising, back.implementing) == ("", None)
    assert back.department.buildings == evaluation.department.buildings
    assert {section for section in back.sections if section.alone or section.number} == set(evaluation.sections)


def test_the_sheets_ask_for_what_the_forms_do(tmp_path: Path) -> None:
    def labels(pack: str, subject: Subject) -> set[str]:
        path = tmp_path / "填报.xlsx"
        path.write_bytes(new_workbook(find_pack(pack), subject=subject))
        return {cell.text for table in read_document(path).tables() for cell in table.cells if cell.column == 0}

    asked = {"主管部门", "实施单位", "单位数", "版式", "填报日期"}
    assert labels("hunan/miluo-2023", Subject.PROJECT) & asked == {"主管部门", "实施单位", "版式", "填报日期"}
    assert labels("guangdong/guangzhou-2022", Subject.DEPARTMENT) & asked == {"单位数"}
    assert labels("mof/project-2020", Subject.PROJECT) & asked == {"主管部门", "实施单位"}


def test_a_choice_that_is_none_is_told(tmp_path: Path) -> None:
    pack = find_pack("hunan/miluo-2023")
    own = (ReportSection(title="有关建议", text="无", alone=True),)
    path = tmp_path / "填报.xlsx"
    path.write_bytes(new_workbook(pack, SelfEvaluation(subject=Subject.PROJECT, sections=own)))
    book = openpyxl.load_workbook(path)
    sheet = book["报告文字"]
    [cell] = [cell for row in sheet.iter_rows() for cell in row if cell.value == "是"]
    cell.value = "全部"
    book.save(path)
    with pytest.raises(WorkbookError, match=f"“报告文字”表{cell.coordinate}：选“是”，不是的空着，现在写的是“全部”"):
        load_evaluations(path)


SAMPLES = Path(__file__).parents[2] / "samples"
PAPERS = sorted(
    path
    for path in (*SAMPLES.glob("*.*"), *SAMPLES.glob("evaluations/*.yaml"))
    if path.suffix in (".docx", ".xlsx", ".html", ".txt", ".yaml")
)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_papers_taken_over_as_they_are_score_as_they_did(paper: Path, tmp_path: Path) -> None:
    for evaluation in load_evaluations(paper):
        if evaluation.indicators:
            pack = pack_for(evaluation)
            back = through(evaluation, pack, tmp_path)
            before, after = score(evaluation, pack), score(back, pack)
            assert [(line.name, line.score) for line in after.lines] == [
                (line.name, line.score) for line in before.lines
            ]
            assert (after.total, after.execution and after.execution.score) == (
                before.total,
                before.execution and before.execution.score,
            )


def test_indicators_of_one_name_keep_apart(tmp_path: Path) -> None:
    """A form may have two rows of one name; what stands on other sheets still belongs to its own."""
    rows = tuple(
        IndicatorRow(
            name="采购意向公开合规性",
            weight=Decimal(at),
            deductions=(Deduction(reason=f"迟报{at}", each=Decimal(1)),),
            evidence=(EvidenceReference(title=f"公告{at}", location=f"柜{at}"),),
        )
        for at in (1, 2, 3)
    )
    tree = (IndicatorRow(name="管理效率", children=(IndicatorRow(name="采购管理", children=rows),)),)
    given = SelfEvaluation(subject=Subject.DEPARTMENT, indicators=tree)
    back = through(given, find_pack("guangdong/guangzhou-2022"), tmp_path)
    assert [meant(row) for row in back.leaves()] == [meant(row) for row in rows]


def test_a_share_below_one_keeps_its_unit(tmp_path: Path) -> None:
    """0.42 beside a unit of % may be 42%: it stays in one piece."""
    row = IndicatorRow(name="业务办理差错率", weight=Decimal(5), target="≤1%", actual="0.42%")
    [back] = through(SelfEvaluation(subject=Subject.PROJECT, indicators=(row,)), PACKS[-1], tmp_path).leaves()
    assert (back.target, back.actual) == ("≤1%", "0.42%")
