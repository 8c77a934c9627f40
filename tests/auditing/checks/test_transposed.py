"""Digits swapped between a table and the words beside it, and a 万 lost in the cell of a row."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import GOOD_ROWS, fund_form, indicator_form, report
from tests.support import only_finding, quoted, run, tabbed


class TestDigitsSwapped:
    def test_a_report_against_its_form(self) -> None:
        form = fund_form([["年度资金总额", "1286.60", "1312.75", "1298.62", "10", "98.92%", "9.89"]])
        finding = only_finding("digits-swapped", form, report("全年度资金总额支出1289.62万元，用于救助。"))
        assert finding.severity is Severity.ERROR
        assert finding.message == "一处写1298.62，一处写1289.62万元，疑为数字颠倒"
        assert {finding.expected, finding.reported} == {"1298.62", "1289.62万元"}
        assert {excerpt.source for excerpt in finding.excerpts} == {0, 1}

    @pytest.mark.parametrize(("spent", "faults"), [("97.80", 0), ("98.70", 1)])
    def test_two_rates_that_follow_each_from_its_own_amounts(self, spent: str, faults: int) -> None:
        words = (
            "年度资金总额：全年预算数200.00万元，全年执行数197.40万元，预算执行率98.70%。",
            f"其中财政拨款：全年预算数100.00万元，全年执行数{spent}万元，预算执行率97.80%。",
        )
        assert len(run("digits-swapped", report(*words))[0]) == faults

    def test_the_number_told_more_often_is_right(self) -> None:
        words = ("困难群众资助参保11864人。", "困难群众资助参保共11684人。", "经核对，困难群众资助参保11864人。")
        finding = only_finding("digits-swapped", report(*words))
        assert (finding.expected, finding.reported) == ("11864人", "11684人")
        assert quoted(finding)[0] == "困难群众资助参保共11684人"

    @pytest.mark.parametrize(
        ("first", "other"),
        [
            ("困难群众资助参保11864人。", "困难群众资助参保11864人。"),
            ("困难群众资助参保11864人。", "现场检查药店医院11684家。"),  # another thing
            ("困难群众资助参保11864人。", "困难群众资助参保14861人。"),  # no neighbours
            ("困难群众资助参保186人。", "困难群众资助参保168人。"),  # too few digits to tell
            ("救助支出1186.4万元。", "救助支出118.64万元。"),
        ],
    )
    def test_near_misses(self, first: str, other: str) -> None:
        assert run("digits-swapped", report(first, other)) == ([], [])

    def test_a_target_and_its_actual_value_may_differ_by_two_digits(self) -> None:
        row = ["成本指标", "经济成本指标", "单次检查成本", "≤1336元", "1363元", "10", "9.80", "油价上涨"]
        assert run("digits-swapped", indicator_form([*GOOD_ROWS, row])) == ([], [])

    @pytest.mark.parametrize(("name", "faults"), [("沿江片区单场培训成本", 0), ("单场培训成本", 1)])
    def test_targets_of_two_indicators_may_differ_by_two_digits(self, name: str, faults: int) -> None:
        words = (
            "1.单场培训成本（满分5分，得5分）。指标值≤1392元，实际完成值1378元。",
            f"2.{name}（满分5分，得5分）。指标值≤1329元，实际完成值1263元。",
        )
        assert len(run("digits-swapped", report(*words))[0]) == faults

    @pytest.mark.parametrize(("name", "faults"), [("办公经费", 0), ("三公经费", 1)])
    def test_lines_of_two_names_may_differ_by_two_digits(self, name: str, faults: int) -> None:
        words = (f"{name}：上年实际支出14.73万元，本年减少。", "三公经费：上年实际支出17.43万元，本年减少。")
        assert len(run("digits-swapped", report(*words))[0]) == faults

    def test_counts_of_which_each_bears_its_own_rate(self) -> None:
        words = ("问卷发放2102份，收回2000份，回收率95.15%。", "问卷发放2120份，收回2010份，回收率94.81%。")
        assert run("digits-swapped", report(*words)) == ([], [])
        assert len(run("digits-swapped", report(words[0], words[1].replace("94.81", "99.81")))[0]) == 1

    @pytest.mark.parametrize(("name", "faults"), [("批复面积", 0), ("面积合计", 1)])
    def test_what_was_approved_and_what_was_built(self, name: str, faults: int) -> None:
        assert len(run("digits-swapped", report(f"政务大厅：{name}5316平方米，实际面积5136平方米。"))[0]) == faults

    @pytest.mark.parametrize(("project", "faults"), [("医保政策宣传", 0), ("经办能力提升", 1)])
    def test_targets_of_two_projects_may_differ_by_two_digits(self, project: str, faults: int) -> None:
        rows = [
            ["产出指标", "成本指标", "单场培训成本", f"≤{target}元", "900元", "10", "10"] for target in (1392, 1329)
        ]
        first, second = (indicator_form([*GOOD_ROWS, row]) for row in rows)
        named = (f"项目名称\t{name}\n{form}" for name, form in ((("经办能力提升"), first), (project, second)))
        assert len(run("digits-swapped", *named)[0]) == faults


class TestNounCountSwapped:
    def test_a_noun_behind_its_count(self) -> None:
        text = "在册救助对象中特困人员736人。对763名特困人员给予全额救助。"
        finding = only_finding("noun-count-swapped", report(text))
        assert finding.severity is Severity.ERROR
        assert (finding.reported, finding.expected) == ("763名", "736人")

    @pytest.mark.parametrize(
        "text",
        [
            "在册救助对象中特困人员736人。对736名特困人员给予全额救助。",
            "在册救助对象中低保对象736人。对763名特困人员给予全额救助。",
            "在册救助对象中特困人员736人。对367名特困人员给予全额救助。",
            "特困人员73人，对37名特困人员给予救助。",
        ],
        ids=["the same", "another noun", "not neighbours", "two digits"],
    )
    def test_no_fault(self, text: str) -> None:
        assert run("noun-count-swapped", report(text)) == ([], [])


class TestCellScale:
    def form(self, target: str, actual: str) -> str:
        return indicator_form([["产出指标", "经济效益指标", "追回基金", target, actual, "20", "20", ""], GOOD_ROWS[2]])

    def test_an_actual_value_that_lost_its_scale(self) -> None:
        finding = only_finding("cell-scale", self.form("≥60万元", "63.5元"))
        assert finding.severity is Severity.ERROR
        assert finding.message == "“追回基金”目标≥60万元，完成值写63.5元，漏了“万”"
        assert (finding.expected, finding.reported) == ("63.5万元", "63.5元")
        assert quoted(finding) == ["63.5元", "≥60万元"]

    @pytest.mark.parametrize(
        ("target", "actual"),
        [
            ("≥60万元", "63.5万元"),
            ("≥60万元", "635000元"),
            ("≥60万元", "5元"),  # digits far off
            ("≥60元", "63.5元"),
            ("≥60万人", "63人次"),
        ],
    )
    def test_near_misses(self, target: str, actual: str) -> None:
        assert run("cell-scale", self.form(target, actual)) == ([], [])


class TestUnitColumnScale:
    def form(self, unit: str) -> str:
        head = ["三级指标", "指标性质", "指标值", "度量单位", "实际完成值", "分值", "得分"]
        row = ["资助参保人数", "≥", "20000", unit, "20413", "10", "10"]
        return "2024年度项目支出绩效自评表\n" + tabbed([head, row])

    def test_a_unit_too_large(self) -> None:
        finding = only_finding("unit-column-scale", self.form("万人"), report("全年资助参保20413人，人均300元。"))
        assert finding.severity is Severity.ERROR
        assert (finding.reported, finding.expected) == ("万人", "人")

    @pytest.mark.parametrize(
        ("unit", "words"),
        [("人", "全年资助参保20413人。"), ("万人", "全年资助参保20415人。"), ("万人", "全年资助20413户。")],
        ids=["right", "another number", "another unit"],
    )
    def test_no_fault(self, unit: str, words: str) -> None:
        assert run("unit-column-scale", self.form(unit), report(words)) == ([], [])
