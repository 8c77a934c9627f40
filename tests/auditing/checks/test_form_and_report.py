"""What a form and the report on it both tell must be the same in both."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import GOOD_FUNDS, GOOD_ROWS, fund_form, report
from tests.support import only_finding, run, tabbed

INDICATORS = (
    "1.检查机构数（满分30分，得{score}分）。指标值≥{target}，实际完成值{actual}。",
    "2.案卷合格率（满分20分，得20分）。指标值≥98%，实际完成值99%。",
    "3.政策知晓率（满分40分，得40分）。指标值≥90%，实际完成值91%。",
)
FUND = "年度资金总额：年初预算数100.00万元，全年预算数{budget}，全年执行数90.00万元，预算执行率{rate}。"
RIGHT = {"score": "30", "target": "50家", "actual": "52家", "budget": "100.00万元", "rate": "90.00%"}


def told(**changed: str) -> str:
    return report(*(line.format(**RIGHT | changed) for line in (*INDICATORS, FUND)))


def form() -> str:
    return fund_form(GOOD_FUNDS).replace("2022", "2023")


def test_papers_that_agree_confirm_each_other() -> None:
    findings, relations = run("form-against-report", form(), told())
    assert findings == []
    assert len(relations) == 16
    assert all(relation.holds for relation in relations)


@pytest.mark.parametrize(
    ("name", "wrong", "message"),
    [
        ("score", "28", "“检查机构数得分”自评表写30，报告写"),
        ("target", "60家", "“检查机构数目标值”自评表写≥50家，报告写≥60家，两处不一致"),
        ("actual", "52个", "“检查机构数完成值”自评表写52家，报告写52个，两处不一致"),
        ("budget", "120.00万元", "“年度资金总额”自评表写100.00，报告写全年预算数120.00万元，两处不一致"),
        ("budget", "100.00元", "“年度资金总额”自评表写100.00，报告写全年预算数100.00元，两处不一致"),
        ("rate", "91.00%", "“年度资金总额”自评表写90.00%，报告写预算执行率91.00%，两处不一致"),
    ],
)
def test_a_fact_told_otherwise(name: str, wrong: str, message: str) -> None:
    finding = only_finding("form-against-report", form(), told(**{name: wrong}))
    assert finding.severity is Severity.ERROR
    assert finding.message.startswith(message)
    assert [excerpt.source for excerpt in finding.excerpts] == [1, 0]


def test_a_form_alone_has_nothing_to_agree_with() -> None:
    assert run("form-against-report", form()) == ([], [])


def test_papers_that_mostly_differ_are_of_two_systems() -> None:
    rows = [[*row[:3], "≥7家", "8家", "9", "9", ""] for row in GOOD_ROWS]
    assert run("form-against-report", fund_form([], rows), told()) == ([], [])


def test_forms_of_two_projects_are_not_held_against_one_report() -> None:
    other = told(score="28").replace("城乡医疗救助", "政策宣传")
    named = [f"项目名称\t{name}\n{form()}" for name in ("城乡医疗救助", "政策宣传")]
    assert run("form-against-report", *named, told(score="28"))[0] != []
    assert run("form-against-report", named[1], other)[0] != []
    assert run("form-against-report", named[0], other) == ([], [])


BASE = [
    ["财政供养人员情况（人）", "编制数", "实际在职人数", "控制率"],
    ["经费控制情况（万元）", "2022年决算数", "2023年预算数", "2023年决算数"],
    ["项目支出", "20.00", "30.00", "28.10"],
    ["公用经费", "5.00", "6.00", "5.50"],
]
DEPARTMENT = "清芦县医疗保障局2023年度部门整体支出绩效自评报告"


def base(rows: list[list[str]] = BASE) -> str:
    return f"部门整体支出绩效评价基础数据表\n（2023年度）\n{tabbed(rows[1:])}"


def department(*lines: str) -> str:
    return report(*lines).replace("清芦县医疗保障局2023年度城乡医疗救助项目支出绩效自评报告", DEPARTMENT)


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        ("项目支出：上年实际支出20.00万元，年初预算数30.00万元，实际支出28.10万元。", 0),
        ("项目支出：上年实际支出22.00万元，年初预算数30.00万元，实际支出28.10万元。", 1),
        ("项目支出：年初预算数29.00万元，全年预算数30.00万元，实际支出28.10万元。", 0),
        ("项目支出：上年实际支出20.00万元，年初预算数31.00万元，实际支出28.10万元。", 1),
        ("项目支出：上年实际支出20.00万元，年初预算数30.00万元，实际支出28.10元。", 1),
    ],
)
def test_lines_of_the_base_data_table(line: str, faults: int) -> None:
    other = "公用经费：上年实际支出5.00万元，年初预算数6.00万元，实际支出5.50万元。"
    findings, relations = run("form-against-report", base(), department(line, other))
    assert len(findings) == faults
    assert len(relations) >= 5


def test_a_column_of_another_year_is_not_compared() -> None:
    rows = [BASE[0], ["经费控制情况（万元）", "2021年决算数", "2023年预算数", "2023年决算数"], *BASE[2:]]
    lines = (
        "项目支出：上年实际支出22.00万元，年初预算数30.00万元，实际支出28.10万元。",
        "公用经费：上年实际支出5.50万元，年初预算数6.00万元，实际支出5.50万元。",
    )
    findings, relations = run("form-against-report", base(rows), department(*lines))
    assert findings == []
    assert len(relations) == 4


def test_posts_and_staff_of_the_base_data_table() -> None:
    page = (
        "<p>部门整体支出绩效评价基础数据表</p><p>（2023年度）</p><table>"
        "<tr><td rowspan=2>财政供养人员情况（人）</td><td>编制数</td><td>实际在职人数</td><td>控制率</td></tr>"
        "<tr><td>30</td><td>26</td><td>86.67%</td></tr></table>"
    )
    assert run("form-against-report", page, department("内设机构3个，编制30人，在职26人。"))[0] == []
    relations = run("form-against-report", page, department("内设机构3个，编制30人，在职26人。"))[1]
    assert [relation.expression for relation in relations] == ["30 ＝ 编制30人", "26 ＝ 在职26人"]


@pytest.mark.parametrize(("year", "faults"), [("2023", 0), ("2022", 1)])
def test_years_of_form_and_report(year: str, faults: int) -> None:
    findings, relations = run("paper-years", form(), told().replace("2023", year))
    assert len(findings) == faults
    assert len(relations) == 1


@pytest.mark.parametrize(
    ("heads", "faults"),
    [
        (("2022年决算数", "2023年预算数", "2023年决算数"), 0),
        (("2021年决算数", "2023年预算数", "2023年决算数"), 1),
        (("2022年决算数", "2022年预算数", "2023年决算数"), 1),
        (("2023年决算数", "2023年预算数", "2023年决算数"), 1),
        (("2022年决算数", "2024年预算数", "2023年决算数"), 1),
    ],
)
def test_years_in_the_heads_of_a_base_data_table(heads: tuple[str, ...], faults: int) -> None:
    rows = [BASE[0], ["经费控制情况（万元）", *heads], *BASE[2:]]
    assert len(run("paper-years", base(rows))[0]) == faults
