"""The base data table: what is filled in stands where the form wants it, and nothing is made of blanks."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.auditing import audit
from jixiao.auditing.model import Severity
from jixiao.datafiles import load_model
from jixiao.documents import read_document
from jixiao.evaluations import BudgetLine, Building, Department, Mark, SelfEvaluation, Subject
from jixiao.packs import find_pack
from jixiao.recognition import recognise, transcribe
from jixiao.rendering.forms import Sheet, base_data_sheets
from jixiao.rendering.forms.excel import forms_workbook
from jixiao.rendering.forms.word import forms_document

MILUO = find_pack("hunan/miluo-2023")
SAMPLE = Path(__file__).parents[2] / "samples" / "evaluations" / "miluo-department.yaml"
WRITERS = {"docx": forms_document, "xlsx": forms_workbook}


def sheet(**facts: object) -> Sheet:
    department = Department.model_validate({"staff": 5} | facts)
    evaluation = SelfEvaluation(subject=Subject.DEPARTMENT, year=2023, department=department)
    [only] = base_data_sheets(evaluation, MILUO)
    return only


def row_of(label: str, table: Sheet) -> list[str]:
    """Return the texts behind LABEL, from left to right."""
    at = next(box.row for box in table.boxes if box.text == label)
    boxes = sorted((box for box in table.boxes if box.row == at and box.column), key=lambda box: box.column)
    return [box.text for box in boxes]


@pytest.mark.parametrize("kind", WRITERS)
def test_the_sample_is_printed_and_read_back(kind: str, tmp_path: Path) -> None:
    [printed] = base_data_sheets(load_model(SAMPLE, SelfEvaluation), MILUO)
    path = tmp_path / f"基础数据表.{kind}"
    path.write_bytes(WRITERS[kind]([printed]))
    document = read_document(path)
    [table] = document.tables()
    boxes = {(box.row, box.column): box.text for box in printed.boxes}
    offset = min(cell.row for cell in table.cells if cell.text == "编制数")
    cells = {(cell.row - offset, cell.column): cell.text for cell in table.cells if cell.row >= offset}
    boxes |= {(printed.rows + at, 0): line for at, line in enumerate(printed.below) if kind == "xlsx"}
    assert {place: text for place, text in boxes.items() if text} == {p: t for p, t in cells.items() if t}
    [audited] = audit([document]).documents
    assert [each.message for each in audited.findings if each.severity is Severity.ERROR] == []
    assert sum(relation.holds for relation in audited.relations) >= 20


def test_heads_carry_the_years() -> None:
    assert row_of("经费控制情况(万元)", sheet()) == ["2022年决算数", "2023年预算数", "2023年决算数"]


def test_the_control_rate_is_worked_out_where_both_numbers_are_there() -> None:
    assert "33.33%" in {box.text for box in sheet(posts=15).boxes}
    assert not any("%" in box.text for box in sheet().boxes)
    assert not any("%" in box.text for box in sheet(posts=0).boxes)


def test_only_whole_columns_are_summed() -> None:
    lines = (
        BudgetLine(label="甲", last_year=Decimal(1), initial=Decimal(2), executed=Mark.DASH),
        BudgetLine(label="乙", initial=Decimal("3.50")),
    )
    table = sheet(projects=lines)
    assert row_of("项目支出：", table) == ["", "5.50", ""]
    assert (row_of("甲", table), row_of("乙", table)) == (["1", "2", "—"], ["", "3.50", ""])


def test_a_line_named_like_the_row_brings_its_own_numbers_and_parts() -> None:
    part = BudgetLine(label="公务接待", executed=Decimal(3))
    line = BudgetLine(label="“三公”经费", executed=Decimal(4), parts=(part,))
    table = sheet(three_public=(line,))
    assert row_of("“三公”经费", table) == ["", "", "4"]
    assert row_of("3、公务接待", table) == ["", "", "3"]


def test_buildings_have_a_row_each_with_their_rates() -> None:
    hall = Building(name="服务大厅", approved_area=Decimal(100), actual_area=Decimal(95), actual_investment=Decimal(0))
    table = sheet(buildings=(hall, Building(name="档案室")))
    assert row_of("服务大厅", table) == ["100", "95", "95%", "", "0", ""]
    assert row_of("档案室", table) == [""] * 6


def test_a_nameless_building_stands_beside_the_label() -> None:
    table = sheet(buildings=(Building(name="", approved_area=Decimal(0)),))
    [label] = [box for box in table.boxes if box.text.startswith("楼堂馆所")]
    assert (label.text, label.row_span) == ("楼堂馆所控制情况(2023年完工项目)", 2)


def test_rows_of_the_form_stand_before_lines_that_it_does_not_name() -> None:
    lines = (BudgetLine(label="信息化经费", initial=Decimal(3)), BudgetLine(label="运行维护经费", initial=Decimal(2)))
    table = sheet(projects=lines)
    labels = [box.text for box in sorted(table.boxes, key=lambda box: box.row) if box.column == 0]
    at = labels.index("项目支出：")
    assert labels[at + 1 : at + 5] == [
        "1、业务工作经费",
        "2、运行维护经费",
        "3、县级专项资金(一个专项一行)",
        "信息化经费",
    ]
    assert row_of("2、运行维护经费", table) == ["", "2", ""]


def test_a_printed_table_is_read_back(tmp_path: Path) -> None:
    given = load_model(SAMPLE, SelfEvaluation)
    path = tmp_path / "基础数据表.docx"
    path.write_bytes(forms_document(base_data_sheets(given, MILUO)))
    recognition = recognise(read_document(path), 0)
    [only] = recognition.evaluations
    back = transcribe(recognition, only, MILUO)
    assert base_data_sheets(back, MILUO) == base_data_sheets(given, MILUO)
    department = back.department
    assert (department.posts, department.staff, department.procurement) == (
        Decimal(60),
        Decimal(54),
        given.department.procurement,
    )
    assert department.buildings == given.department.buildings


def test_without_data_or_without_such_a_form_there_is_no_table() -> None:
    blank = SelfEvaluation(subject=Subject.DEPARTMENT, year=2023)
    assert base_data_sheets(blank, MILUO) == ()
    filled = blank.model_copy(update={"department": Department(staff=Decimal(5))})
    assert base_data_sheets(filled, find_pack("guangdong/guangzhou-2022")) == ()
    assert base_data_sheets(filled.model_copy(update={"subject": Subject.PROJECT}), MILUO) == ()
