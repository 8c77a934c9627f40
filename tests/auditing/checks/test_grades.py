"""The grade against the total, bands against each other, grades on the edge."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import GOOD_FUNDS, GOOD_ROWS, fund_form, indicator_form, report
from tests.support import only_finding, quoted, run

BANDS = "评分标准：90分（含）以上为优，75分（含）至90分为良，60分（含）至75分为中，60分以下为差。"


def graded(total: str, grade: str, *more: str) -> str:
    return report(f"经自评，项目综合得分{total}分，评价等级为{grade}。", *more)


class TestGradeBand:
    def test_the_bands_of_the_paper_decide(self) -> None:
        finding = only_finding("grade-band", graded("76.5", "中", BANDS))
        assert finding.severity is Severity.ERROR
        assert finding.message == "总分76.5分，按材料自己印的标准应为“良”，写的是“中”"
        assert quoted(finding)[:2] == ["等级为中", "项目综合得分76.5分"]
        assert run("grade-band", graded("76.5", "良", BANDS))[0] == []

    @pytest.mark.parametrize(
        ("total", "grade"), [("90", "优"), ("89.99", "良"), ("75", "良"), ("74.9", "中"), ("59.9", "差")]
    )
    def test_both_sides_of_every_edge(self, total: str, grade: str) -> None:
        findings, relations = run("grade-band", graded(total, grade, BANDS))
        assert findings == []
        assert [(r.reported, r.holds) for r in relations] == [(grade, True)]

    def test_without_bands_the_usual_ones_only_warn(self) -> None:
        assert only_finding("grade-band", graded("76.5", "良")).severity is Severity.WARNING
        assert run("grade-band", graded("96.5", "优"))[0] == []

    def test_what_no_convention_gives_is_wrong(self) -> None:
        finding = only_finding("grade-band", graded("72", "优"))
        assert finding.severity is Severity.ERROR
        assert "按通行标准" in finding.message

    def test_grades_of_another_kind_need_their_bands(self) -> None:
        assert run("grade-band", graded("97.2", "一等")) == ([], [])
        findings, _ = run("grade-band", graded("97.2", "二等", "标准为：一等≥90分，80≤二等<90，三等60-80分。"))
        assert [f.expected for f in findings] == ["一等"]

    def test_grade_and_bands_behind_a_form(self) -> None:
        form = fund_form(GOOD_FUNDS, GOOD_ROWS, ("100", "99.00"))
        notes = "\n自评等级：良\n\n备注：优90（含）-100分、良80（含）-90分、中60（含）-80分、差60分以下。\n"
        assert only_finding("grade-band", form + notes).expected == "优"
        assert run("grade-band", form + notes.replace("自评等级：良", "自评等级：优"))[0] == []

    def test_bands_printed_in_another_document(self) -> None:
        findings, _ = run("grade-band", graded("76.5", "中"), report(BANDS))
        assert [f.severity for f in findings] == [Severity.ERROR]


class TestBandGap:
    def test_bands_that_join(self) -> None:
        findings, relations = run("band-gap", report(BANDS))
        assert findings == []
        assert [r.expression for r in relations] == ["优[90,100)、良[75,90)、中[60,75)、差[0,60)"]

    @pytest.mark.parametrize(
        ("bands", "words"),
        [
            ("优>90分，80≤良<90，60≤中<80，差<60", "90分没有对应的等级"),
            ("优≥90分，80≤良≤90，60≤中<80，差<60", "90分同属两个等级"),
            ("优≥90分，80≤良<85，60≤中<80，差<60", "85分与90分之间的分数没有对应的等级"),
            ("优≥90分，80≤良<95，60≤中<80，差<60", "90分至95分同属两个等级"),
        ],
    )
    def test_gaps_and_overlaps(self, bands: str, words: str) -> None:
        finding = only_finding("band-gap", report(f"等级标准：{bands}。"))
        assert finding.severity is Severity.WARNING
        assert finding.message == f"等级标准“优”和“良”没有接好：{words}"

    @pytest.mark.parametrize(
        ("good", "fair"),
        [("75分至90分（含75分）", "60分至75分（含60分）"), ("90分至75分（含75分）", "75（不含75）-60分（含60分）")],
    )
    def test_a_mark_that_names_its_number_belongs_to_that_end(self, good: str, fair: str) -> None:
        words = f"得分90分以上（含90分）为优，{good}为良，{fair}为中，60分以下为差。"
        findings, relations = run("band-gap", report(words))
        assert findings == []
        assert [r.expression for r in relations] == ["优[90,100)、良[75,90)、中[60,75)、差[0,60)"]

    def test_a_mark_that_names_the_upper_number(self) -> None:
        words = "得分90分以上（含90分）为优，75分至90分（含90分）为良，60分至75分为中，60分以下为差。"
        assert only_finding("band-gap", report(words)).message.endswith("90分同属两个等级")

    def test_whole_numbers_leave_room_between_them(self) -> None:
        bands = "优秀90-100分，良好80-89分，中等60-79分，差0-59分。"
        assert {f.severity for f in run("band-gap", report(bands))[0]} == {Severity.INFO}
        findings, _ = run("band-gap", graded("89.5", "良", bands))
        assert [f.message for f in findings if f.severity is Severity.WARNING] == [
            "等级标准“优”和“良”没有接好：89分与90分之间的分数没有对应的等级"
        ]

    def test_two_scores_are_no_bands(self) -> None:
        assert run("band-gap", report("90分以上的项目3个，其中60分以下1个。")) == ([], [])


class TestGradeFlips:
    def test_close_to_an_edge(self) -> None:
        finding = only_finding("grade-flips", graded("90.2", "优", BANDS))
        assert finding.severity is Severity.INFO
        assert finding.message == "总分90.2分离等级界线90分只差0.2分，请核对每一项得分"
        assert run("grade-flips", graded("91", "优", BANDS))[0] == []

    def test_the_sum_of_the_scores_earns_another_grade(self) -> None:
        rows = [[*r[:6], s, ""] for r, s in zip(GOOD_ROWS, ("25", "15", "30"), strict=True)]
        text = fund_form(GOOD_FUNDS, rows, ("100", "92")) + "\n自评等级：优\n"
        finding = only_finding("grade-flips", text)
        assert finding.message == "各项得分合计79.00分，按此等级应为“中”，现为“优”"

    def test_a_torn_form_proves_nothing(self) -> None:
        text = indicator_form(GOOD_ROWS[:2], ("100", "98")) + "\n自评等级：优\n"
        assert run("grade-flips", text)[0] == []
