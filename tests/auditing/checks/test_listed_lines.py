"""Lines of money listed one by one, against the line that they are parts of."""

from __future__ import annotations

from tests.auditing.specimens import report
from tests.support import only_finding, run

BASIC = "基本支出：年初预算数33.83万元，实际支出33.34万元。"
STAFF = "人员经费：年初预算数28.89万元，实际支出28.63万元。"
OFFICE = "公用经费：年初预算数4.94万元，实际支出{}万元。"
PROJECTS = "项目支出：年初预算数70.00万元，实际支出{}万元。"
LISTED = (
    "（四）项目支出",
    "1.政策宣传：年初预算数30.00万元，实际支出28.10万元。",
    "2.基金监管：年初预算数40.00万元，实际支出39.50万元。",
)


def test_expenditure_by_nature() -> None:
    finding = only_finding("listed-lines", report(BASIC, STAFF, OFFICE.format("4.17")))
    assert finding.message == "“基本支出”写33.34万元，各条合计32.80万元，相差0.54万元"
    findings, relations = run("listed-lines", report(BASIC, STAFF, OFFICE.format("4.71")))
    assert findings == []
    assert [relation.reported for relation in relations] == ["33.83万元", "33.34万元"]


def test_a_list_under_the_name_of_a_line() -> None:
    assert run("listed-lines", report(PROJECTS.format("67.60"), *LISTED))[0] == []
    finding = only_finding("listed-lines", report(PROJECTS.format("76.60"), *LISTED))
    assert (finding.reported, finding.expected) == ("76.60万元", "67.60万元")


def test_the_first_line_of_a_list_may_be_its_total() -> None:
    lines = (
        "（一）“三公”经费",
        "1.三公经费：上年实际支出14.25万元，实际支出6.35万元。",
        "2.公务接待：上年实际支出8.18万元，实际支出5.14万元。",
        "3.公务用车：上年实际支出{}万元，实际支出1.21万元。",
        "4.本年度没有出国经费。",
    )
    assert run("listed-lines", report(*(line.format("6.07") for line in lines)))[0] == []
    finding = only_finding("listed-lines", report(*(line.format("6.70") for line in lines)))
    assert finding.message == "“三公经费”写14.25万元，各条合计14.88万元，相差0.63万元"


def test_a_line_without_the_column_proves_nothing() -> None:
    lines = (*LISTED, "3.离休保障：年初预算数5.00万元。")
    findings, relations = run("listed-lines", report(PROJECTS.format("67.60"), *lines))
    assert [finding.reported for finding in findings] == ["70.00万元"]
    assert len(relations) == 1


def test_a_list_under_another_name_is_another_thing() -> None:
    lines = ("（四）重点项目", *LISTED[1:])
    assert run("listed-lines", report(PROJECTS.format("99.60"), *lines)) == ([], [])


FUND = "政府性基金预算：年初预算数28.97万元，实际支出{}万元。"


def test_a_line_told_again() -> None:
    finding = only_finding("line-again", report(FUND.format("28.07"), "（三）其他", FUND.format("23.07")))
    assert finding.message == "“政府性基金预算”一处写实际支出28.07万元，一处写23.07万元，请核对"
    findings, relations = run("line-again", report(FUND.format("28.07"), "（三）其他", FUND.format("28.07")))
    assert findings == []
    assert [relation.holds for relation in relations] == [True, True]


def test_lines_that_agree_in_nothing_are_two_things() -> None:
    other = "政府性基金预算：年初预算数20.00万元，实际支出19.00万元。"
    assert run("line-again", report(FUND.format("28.07"), other)) == ([], [])
