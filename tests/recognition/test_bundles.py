"""One file with several papers; what a paper is, whose, of which year, and when it was signed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest

from jixiao.evaluations import Evaluation, Form, Subject
from jixiao.recognition.identity import (
    department_in,
    form_of,
    is_report_title,
    is_table_title,
    place_of,
    signed_on,
    year_of,
)
from tests.auditing.specimens import HEAD, report
from tests.support import Rows, cell_lines, evaluation, piped, recognised, tabbed

Shape = Callable[[Rows], str]
FILLING = report().split("\n")[1]
BASE = [
    ["经费控制情况（万元）", "2023年决算数", "2024年预算数", "2024年决算数"],
    ["“三公”经费", "8.60", "7.20", "6.90"],
    ["项目支出", "310.00", "325.50", "301.20"],
]
PROJECT = [
    ["项目名称", "医保宣传经费"],
    HEAD,
    ["产出指标", "数量指标", "宣传场次", "≥10场", "11场", "100", "100", ""],
    ["总分", "", "", "", "", "100", "100", ""],
]


def bundle(shape: Shape) -> str:
    return "\n".join(
        [
            "附件1",
            "霜溪县2024年度部门整体支出绩效评价基础数据表",
            shape(BASE),
            "填表日期：2025年3月12日",
            "附件2",
            "霜溪县2024年度项目支出绩效自评表",
            shape(PROJECT),
            "霜溪县医疗保障局2024年度部门整体支出绩效自评报告",
            "一、部门概况",
            FILLING,
            "二、自评结论",
            "自评综合得分98分，等级为优。",
            "霜溪县医疗保障局",
            "2025年3月20日",
            "霜溪县医疗保障局2024年度医保宣传项目支出绩效自评报告",
            "一、项目概况",
            FILLING + FILLING,
            "自评综合得分95分。",
            "",
        ]
    )


@pytest.mark.parametrize("shape", [cell_lines, tabbed, piped])
class TestBundle:
    def test_every_paper_is_found(self, shape: Shape) -> None:
        papers = recognised(bundle(shape)).evaluations
        assert {paper.form for paper in papers} == {
            Form.BASE_DATA_TABLE,
            Form.PROJECT_TABLE,
            Form.DEPARTMENT_REPORT,
            Form.PROJECT_REPORT,
        }
        assert {paper.year for paper in papers} == {2024}

    def test_each_keeps_to_itself(self, shape: Shape) -> None:
        papers = {paper.form: paper for paper in recognised(bundle(shape)).evaluations}
        totals = {form: paper.total.value for form, paper in papers.items() if paper.total is not None}
        assert totals == {Form.PROJECT_TABLE: 100, Form.DEPARTMENT_REPORT: 98, Form.PROJECT_REPORT: 95}
        assert papers[Form.DEPARTMENT_REPORT].end <= papers[Form.PROJECT_REPORT].start
        assert papers[Form.DEPARTMENT_REPORT].signed == date(2025, 3, 20)
        assert [heading.title for heading in papers[Form.PROJECT_REPORT].outline] == ["项目概况"]

    def test_in_reading_order(self, shape: Shape) -> None:
        papers = recognised(bundle(shape)).evaluations
        assert [paper.form.is_table for paper in papers] == [True, True, False, False]
        assert all(before.end <= after.start for before, after in pairwise(papers))


class TestReports:
    def test_two_reports_of_two_years(self) -> None:
        text = (
            f"清芦县2022年度救助项目绩效自评报告\n{FILLING}\n{FILLING}\n总得分90分。\n"
            f"清芦县2023年度监管项目绩效自评报告\n{FILLING}\n总得分80分。\n"
        )
        papers = recognised(text).evaluations
        assert [paper.year for paper in papers] == [2022, 2023]
        assert [paper.total.value for paper in papers if paper.total] == [90, 80]

    def test_a_title_on_three_lines_of_a_cover(self) -> None:
        paper = evaluation(f"2023年度\n雨山市石桥区医疗保障局\n部门整体支出绩效自评报告\n\n{FILLING}\n2024年4月18日\n")
        assert (paper.form, paper.subject) == (Form.DEPARTMENT_REPORT, Subject.DEPARTMENT)
        assert (paper.year, paper.place, paper.signed) == (2023, "雨山市石桥区", date(2024, 4, 18))

    def test_a_few_words_are_no_report(self) -> None:
        assert recognised("说明：本表按要求填报。\n").evaluations == ()

    def test_a_list_of_numbers_without_a_sentence_is_none(self) -> None:
        assert recognised("项目支出绩效自评报告\n" + "指标名称一览\n" * 40).evaluations == ()

    def test_prose_without_a_title_beside_a_form_is_its_note(self) -> None:
        text = "霜溪县2024年度项目支出绩效自评表\n" + tabbed(PROJECT) + f"\n{FILLING}\n{FILLING}\n"
        assert [paper.form for paper in recognised(text).evaluations] == [Form.PROJECT_TABLE]


class TestIdentity:
    @pytest.mark.parametrize(
        ("titles", "table", "form"),
        [
            (["2024年度部门整体支出绩效自评表"], True, Form.DEPARTMENT_TABLE),
            (["部门整体支出绩效评价基础数据表"], True, Form.BASE_DATA_TABLE),
            (["项目支出绩效自评表"], True, Form.PROJECT_TABLE),
            ([], True, Form.PROJECT_TABLE),
            (["部门整体支出绩效自评报告"], False, Form.DEPARTMENT_REPORT),
            (["医疗救助资金绩效评价报告"], False, Form.PROJECT_REPORT),
        ],
    )
    def test_the_form_that_a_title_names(self, titles: list[str], table: bool, form: Form) -> None:
        assert form_of(titles, table) is form

    @pytest.mark.parametrize(
        ("title", "as_report", "as_table"),
        [
            ("清芦县医疗保障局项目支出绩效自评报告", True, False),
            ("2023年度绩效自评情况说明", True, False),
            ("部门整体支出绩效自评报告（2023年度）", True, False),
            ("项目支出绩效自评表", False, True),
            ("部门整体支出绩效评价基础数据表", False, True),
            ("年度财务决算报告", False, False),
            ("现将绩效自评有关情况" * 6 + "报告", False, False),
        ],
    )
    def test_titles(self, title: str, as_report: bool, as_table: bool) -> None:
        assert (is_report_title(title), is_table_title(title)) == (as_report, as_table)

    @pytest.mark.parametrize(
        ("texts", "year"),
        [
            (["2023年度部门整体支出"], 2023),
            (["2024年3月填报", "2023年度绩效自评"], 2023),
            (["2023年绩效自评"], 2023),
            (["自2019年起实施"], None),
            (["2025年底前完成"], None),
            (["绩效自评"], None),
        ],
    )
    def test_the_year(self, texts: list[str], year: int | None) -> None:
        assert year_of(texts) == year

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("实施单位为清芦县医疗保障局，主管科室为基金监管股。", "清芦县医疗保障局"),
            ("雨山市石桥区医保局2023年度绩效自评报告", "雨山市石桥区医保局"),
            ("2023年，溪桥县医疗保障服务中心共受理申请。", "溪桥县医疗保障服务中心"),
            ("2022年度区医保局城乡医疗救助项目绩效自评报告", "区医保局"),
            ("和平区医保局2022年度绩效自评报告", "和平区医保局"),
            ("我局对项目开展了自评。", None),
        ],
    )
    def test_the_department(self, text: str, name: str | None) -> None:
        found = department_in(text)
        assert (None if found is None else text[slice(*found)]) == name

    @pytest.mark.parametrize(
        ("department", "place"),
        [("清芦县医疗保障局", "清芦县"), ("雨山市石桥区医保局", "雨山市石桥区"), ("医疗保障局", None)],
    )
    def test_the_place(self, department: str, place: str | None) -> None:
        assert place_of(department) == place

    @pytest.mark.parametrize(
        ("line", "day"),
        [
            ("2024年6月5日", date(2024, 6, 5)),
            ("清芦县医疗保障局2024年2月29日", date(2024, 2, 29)),
            ("2023年2月29日", None),
            ("2024年13月5日", None),
            ("2024年6月5日前完成整改并上报结果", None),
            ("截至" + "各项工作有序推进，" * 8 + "2024年6月5日", None),
        ],
    )
    def test_the_date_of_signing(self, line: str, day: date | None) -> None:
        assert signed_on(line) == day

    def test_the_fields_of_a_form_name_department_and_project(self) -> None:
        rows = [["项目名称", "医保宣传经费", "主管部门", "霜溪县医疗保障局"], *PROJECT[1:]]
        paper: Evaluation = evaluation("项目支出绩效自评表\n（2024年度）\n" + tabbed(rows))
        assert paper.project is not None
        assert paper.department is not None
        assert (paper.project.text, paper.department.text) == ("医保宣传经费", "霜溪县医疗保障局")
        assert (paper.place, paper.year) == ("霜溪县", 2024)
