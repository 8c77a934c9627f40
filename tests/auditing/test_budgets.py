"""What forms, data tables and prose say of budgets, and which papers speak of the same money."""

from __future__ import annotations

import pytest

from jixiao.auditing.budgets import Accounts, Budget, budgets_of, whole
from jixiao.auditing.papers import Paper, papers
from tests.auditing.department import department_report
from tests.auditing.specimens import fund_form, report
from tests.support import dossier, tabbed


def all_papers(*texts: str) -> list[Paper]:
    return list(papers(dossier(*texts)))


def told(*texts: str) -> list[str]:
    return [budget.told() for paper in all_papers(*texts) for budget in budgets_of(paper)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "2023年本局年初部门预算安排120万元，全年预算安排150万元，全年执行147万元，其中，基本支出100万元。",
            ["年初预算120万元，调整预算150万元，支出147万元"],
        ),
        ("2023年项目预算金额为40万元，实际支出金额为22万元，预算执行率为55%。", ["预算40万元，支出22万元，执行率55%"]),
        ("年初预算850,000元。截至2023年12月31日支出841,260元。", ["年初预算850000元，支出841260元"]),
        ("“三公”经费实际支出21.35万元，为预算38.00万元的56.18%。", ["“三公”预算38.00万元，支出21.35万元"]),
        ("“服务站建设”项目，预算30万元，支出18万元，执行率60%。", ["“服务站建设”预算30万元，支出18万元，执行率60%"]),
        ("住院救助预算执行率为98.17%。", ["“住院救助”执行率98.17%"]),
        ("2023年年初预算收入120万元，决算收入130万元。", []),
        ("2022年年初预算120万元，全年支出110万元。", []),
        ("上年预算数7.20万元，比上年支出增加3万元。", []),
    ],
)
def test_budgets_in_prose(words: str, expected: list[str]) -> None:
    assert told(report(words)) == expected


def test_a_form_tells_its_rows() -> None:
    funds = [["年度资金总额", "60", "57", "57", "10", "100%", "10"], ["其中：财政拨款", "60", "57", "57", "", "", ""]]
    (paper,) = all_papers(fund_form(funds))
    (total,) = whole(budgets_of(paper))
    assert total.told() == "年初预算60万元，调整预算57万元，支出57万元，执行率100%"


def test_a_row_whose_rate_disagrees_is_not_trusted() -> None:
    assert told(fund_form([["年度资金总额", "60", "57", "57", "10", "50%", "5"]])) == []


def test_a_data_table_tells_budget_and_final_amount_of_the_latest_year() -> None:
    head = ["经费控制情况（万元）", "2022年决算数", "2023年预算数", "2023年决算数"]
    text = "2023年度基础数据表\n" + tabbed([head, ["项目支出：", "230", "681.2", "608.41"], ["会议费", "3", "2", "1"]])
    assert told(text)[0] == "“项目支出”预算681.2万元，支出608.41万元"


class TestShares:
    def budget(self, words: str) -> Budget:
        (paper,) = all_papers(report(words))
        return budgets_of(paper)[0]

    def test_what_was_left_is_measured_by_the_largest_budget(self) -> None:
        assert self.budget("年初预算80万元，全年预算60万元，全年执行60万元。").unspent * 100 == 25
        assert self.budget("年初预算80万元，全年执行90万元。").unspent == 0

    def test_times_of_the_first_budget(self) -> None:
        assert (
            self.budget("年初预算80万元，全年执行120万元。").times_first
            == self.budget("预算80万元，全年执行120万元。").times_first
        )
        assert self.budget("年初预算0万元，全年执行120万元。").times_first is None

    def test_the_printed_rate_goes_before_the_quotient(self) -> None:
        assert str(self.budget("预算80万元，支出20万元，执行率30%。").spent) == "0.30"


def test_a_department_is_held_against_the_forms_of_departments_only() -> None:
    form = fund_form([["年度资金总额", "60", "57", "57", "10", "100%", "10"]]).replace("2022年度", "2023年度")
    told_there = department_report("年初预算120万元，全年支出110万元。")
    accounts = Accounts(dossier(form, form.replace("项目支出", "部门整体支出"), told_there))
    related = whole(accounts.related(accounts.papers[-1]))
    assert [budget.told()[:8] for budget in related] == ["年初预算120万", "年初预算60万元"]


def test_papers_of_another_year_speak_of_something_else() -> None:
    form = fund_form([["年度资金总额", "60", "57", "57", "10", "100%", "10"]]).replace("项目支出", "部门整体支出")
    accounts = Accounts(dossier(form, department_report("年初预算120万元，全年支出110万元。")))
    assert len(accounts.related_papers(accounts.papers[-1])) == 1
