"""Sums and differences without a word that announces them, printed with one digit wrong."""

from __future__ import annotations

import pytest

from tests.support import only_finding, quoted, run


class TestSumMisprint:
    @pytest.mark.parametrize(
        ("text", "reported", "expected"),
        [
            (
                "全年收入1334.56万元，基本支出800.25万元，项目支出434.31万元。",
                "1334.56万元",
                "1234.56万元",
            ),
            (
                "住院结算12463人次，三级医院4236人次，二级医院8127人次。",
                "12463人次",
                "12363人次",
            ),
            (
                "拨付甲乡123.45万元，乙乡234.56万元，丙乡345.67万元，拨付乡镇703.86万元。",
                "703.86万元",
                "703.68万元",
            ),
        ],
    )
    def test_one_digit_off(self, text: str, reported: str, expected: str) -> None:
        finding = only_finding("sum-misprint", text)
        assert (finding.reported, finding.expected) == (reported, expected)
        assert reported in quoted(finding)[0]

    def test_a_sum_that_is_right_is_recorded(self) -> None:
        findings, relations = run("sum-misprint", "全年收入1234.56万元，基本支出800.25万元，项目支出434.31万元。")
        assert findings == []
        assert [relation.holds for relation in relations] == [True]

    @pytest.mark.parametrize(
        "text",
        [
            "全年收入1300.00万元，基本支出800.00万元，项目支出400.00万元。",
            "全年收入1334.56万元，基本支出800.25万元。项目支出434.31万元。",
            "全年收入1334.56万元，比上年增加800.25万元，项目支出434.31万元。",
            "全年收入约1334.56万元，基本支出800.25万元，项目支出434.31万元。",
            "全年收入1735.66万元，基本支出800.31万元，项目支出434.25万元。",
        ],
        ids=["round numbers", "another sentence", "a change", "about", "two digits off"],
    )
    def test_nothing_to_prove(self, text: str) -> None:
        assert run("sum-misprint", text) == ([], [])

    def test_a_part_of_a_total_that_adds_up_is_right(self) -> None:
        text = "追回违规资金合计1671.48万元，其中：自查退回825.74万元，检查追回530.08万元，专项整治追回315.66万元。"
        assert run("sum-misprint", text) == ([], [])
        parted = "自查退回825.74万元，检查追回530.08万元，专项整治追回315.66万元。"
        assert only_finding("sum-misprint", parted).expected == "845.74万元"

    def test_told_parts_are_left_to_their_own_check(self) -> None:
        assert run("sum-misprint", "支出1334.56万元，其中：基本支出800.25万元，项目支出434.31万元。")[0] == []


class TestDifferenceMisprint:
    def test_one_digit_off(self) -> None:
        text = "下达资金568.60万元，全年共使用497.35万元，其中设备84.50万元，剩余资金81.25万元结转下年。"
        finding = only_finding("difference-misprint", text)
        assert (finding.reported, finding.expected) == ("81.25万元", "71.25万元")

    @pytest.mark.parametrize(
        "text",
        [
            "下达资金568.60万元，全年共使用497.35万元，剩余资金71.25万元。",
            "下达资金568.60万元，全年共使用497.35万元，剩余资金约81.25万元。",
            "下达资金568.60万元，全年共使用497.35万元，另有81.25万元。",
            "下达资金568万元，全年共使用497万元，剩余资金81万元。",
        ],
        ids=["right", "about", "no rest", "too few digits"],
    )
    def test_no_fault(self, text: str) -> None:
        assert run("difference-misprint", text) == ([], [])
