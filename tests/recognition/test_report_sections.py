"""A report as data: the words under each title of the outline, with the numbers of the headings as they stand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from jixiao.documents import read_document
from jixiao.evaluations import ReportSection
from jixiao.recognition import evaluations_in, recognise
from jixiao.recognition.report_sections import report_sections

SAMPLES = Path(__file__).parents[2] / "samples"
TITLES = ("基本情况", "评价结论（附评分表）", "存在的问题", "有关建议")


def sections_of(text: str, folder: Path, *, alone: bool = True) -> tuple[ReportSection, ...]:
    path = folder / "报告.txt"
    path.write_text(text, encoding="utf-8")
    return report_sections(recognise(read_document(path), 0).passages, TITLES, alone=alone)


def test_words_go_to_the_title_that_they_stand_below(tmp_path: Path) -> None:
    first, second = sections_of("自评报告\n\n一、基本情况\n甲。\n（一）机构\n乙。\n\n二、评价结论\n丙。\n", tmp_path)
    assert first == ReportSection(title="基本情况", text="甲。\n（一）机构\n乙。", alone=True)
    assert second == ReportSection(title="评价结论（附评分表）", text="丙。", alone=True)


def test_numbers_are_kept_where_they_are_not_the_usual_ones(tmp_path: Path) -> None:
    found = sections_of("1、 基本情况\n甲。\n评价结论\n乙。\n三、存在的问题\n丙。\n六、有关建议\n丁。\n", tmp_path)
    assert [section.number for section in found] == ["1、", "", None, "六、"]


def test_titles_are_taken_in_the_order_of_the_outline(tmp_path: Path) -> None:
    found = sections_of("一、基本情况\n甲。\n四、有关建议\n乙。\n三、存在的问题\n丙。\n", tmp_path)
    assert [(section.title, section.text) for section in found] == [
        ("基本情况", "甲。"),
        ("有关建议", "乙。\n三、存在的问题\n丙。"),
    ]


def test_who_signs_and_when_belongs_to_no_section(tmp_path: Path) -> None:
    [only] = sections_of("一、基本情况\n甲县医疗保障局做了工作。\n甲县医疗保障局\n2024年6月5日\n", tmp_path)
    assert only.text == "甲县医疗保障局做了工作。"


def test_marks_of_the_word_processor_are_no_words(tmp_path: Path) -> None:
    [only] = sections_of("一、基本情况\n[bookmark: _GoBack]（一）机构。甲。\n", tmp_path)
    assert only.text == "（一）机构。甲。"


def test_a_report_in_other_words_has_no_sections(tmp_path: Path) -> None:
    assert sections_of("一、概况\n甲。\n", tmp_path) == ()


def test_base_data_and_report_go_with_the_only_form_of_the_department() -> None:
    department, *projects = evaluations_in(read_document(SAMPLES / "miluo-style-bundle.txt"))
    assert (department.department.posts, department.department.staff) == (Decimal(60), Decimal(54))
    assert [line.label for line in department.department.by_nature] == ["基本支出", "项目支出"]
    assert len(department.sections) == 10
    assert department.reported == "2024年6月5日"
    # Three projects and three reports: which belongs to which is not told.
    assert [project.sections for project in projects] == [()] * 3


def test_two_forms_of_a_department_share_nothing(tmp_path: Path) -> None:
    text = (SAMPLES / "miluo-style-bundle.txt").read_text(encoding="utf-8")
    start = text.index("附件2")
    form = text[start : text.index("附件3")]
    path = tmp_path / "两张.txt"
    path.write_text(
        text[:start] + form + "\n" + form.replace("2023年度", "2022年度") + text[start + len(form) :], "utf-8"
    )
    found = [each for each in evaluations_in(read_document(path)) if each.project is None]
    assert len(found) == 2
    assert [each.department.staff for each in found] == [None, None]
