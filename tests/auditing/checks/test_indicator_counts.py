"""Numbers of indicators that a paper tells against those that it lists."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Match, Severity
from tests.auditing.specimens import indicator_form, report
from tests.support import Found, only_finding, quoted, run, run_under_any_id

LISTED = (
    "（一）产出指标（满分60分，实得60分）",
    "1.数量指标（满分30分，实得30分）",
    "2.质量指标（满分30分，实得30分）",
    "（二）效益指标（满分40分，实得40分）",
    "1.社会效益指标（满分40分，实得40分）",
)
FORM_ROWS = [
    ["产出指标", "数量指标", "检查机构数", "≥50家", "52家", "50", "50", ""],
    ["", "质量指标", "案卷合格率", "≥98%", "99%", "20", "20", ""],
    ["效益指标", "社会效益指标", "政策知晓率", "≥90%", "91%", "30", "30", ""],
]


class TestIndicatorCount:
    @pytest.mark.parametrize(
        ("words", "message"),
        [
            ("指标体系设置3个一级指标、3个二级指标。", "写3个一级指标，文中列出的是2个"),
            ("指标体系设置2个一级指标、4个二级指标。", "写4个二级指标，文中列出的是3个"),
            ("共有五个二级绩效指标。", "写5个二级指标，文中列出的是3个"),
            ("一级指标共3个。", "写3个一级指标，文中列出的是2个"),
        ],
    )
    def test_a_wrong_number(self, words: str, message: str) -> None:
        finding = only_finding("indicator-count", report(words, *LISTED))
        assert finding.severity is Severity.ERROR
        assert finding.message == message
        assert quoted(finding)[0] in words
        assert len(finding.excerpts) == 1 + int(finding.expected)

    def test_expected_reported_and_working(self) -> None:
        finding = only_finding("indicator-count", report("设4个二级指标。", *LISTED))
        assert (finding.expected, finding.reported, finding.working) == ("3", "4", "1＋1＋1 = 3")
        assert quoted(finding)[:2] == ["4个二级指标", "数量指标（满分30分"]

    @pytest.mark.parametrize("words", ["设置2个一级指标、3个二级指标。", "设两个一级指标、三个二级指标。"])
    def test_right_numbers(self, words: str) -> None:
        findings, relations = run("indicator-count", report(words, *LISTED))
        assert findings == []
        assert [(relation.reported, relation.match) for relation in relations] == [("2", Match.FACE), ("3", Match.FACE)]

    @pytest.mark.parametrize("told", ["1", "2"])
    def test_the_execution_rate_may_count_or_not(self, told: str) -> None:
        text = report(f"设置{told}个一级指标。", "预算执行率指标10分，得10分。产出指标90分，得90分。")
        assert run("indicator-count", text)[0] == []

    def test_third_level_indicators_that_are_told_and_not_listed(self) -> None:
        findings, _ = run("indicator-count", report("设4个二级指标、9个三级指标。", *LISTED))
        assert [(f.severity, f.kind, f.reported) for f in findings] == [
            (Severity.ERROR, "fault", "4"),
            (Severity.WARNING, "incomplete", "9"),
        ]
        assert findings[1].message == "写9个三级指标，文中没有逐个列出，二级指标也只有3个"

    def test_third_level_indicators_alone_are_not_doubted(self) -> None:
        assert run("indicator-count", report("设3个二级指标、9个三级指标。", *LISTED))[0] == []

    def test_a_list_that_does_not_make_100_points_is_not_complete(self) -> None:
        assert run("indicator-count", report("设置4个一级指标。", *LISTED[:3])) == ([], [])

    def test_the_report_of_a_form(self) -> None:
        """A report without a list of its own speaks of the one form of its dossier."""
        form = indicator_form(FORM_ROWS, ("100", "100"))
        finding = only_finding("indicator-count", form, report("本表设置3个一级指标。"))
        assert (finding.expected, finding.reported) == ("2", "3")
        assert [excerpt.source for excerpt in finding.excerpts] == [1, 0, 0]

    LOWEST = (
        "1.预算执行率（10分）。执行率100%，得10分。",
        *(
            f"{n}.{name}（18分）。目标100%，实际100%，得18分。"
            for n, name in enumerate(("甲率", "乙率", "丙率", "丁率", "戊率"), 2)
        ),
    )

    @pytest.mark.parametrize("told", ["共设指标7个", "设置绩效指标8项", "共设指标五个（含预算执行率）"])
    def test_indicators_of_no_level(self, told: str) -> None:
        finding = only_finding("indicator-count", report(f"满分100分，{told}。", *self.LOWEST))
        assert finding.expected == ("6" if "含" in told else "5")
        assert finding.message.endswith("个")

    @pytest.mark.parametrize(
        "told", ["共设指标6个", "共设指标5个", "共设指标6个（含预算执行率）", "设指标26项", "设产出指标8项"]
    )
    def test_indicators_of_no_level_counted_right_or_of_another_kind(self, told: str) -> None:
        assert run("indicator-count", report(f"满分100分，{told}。", *self.LOWEST))[0] == []

    def test_a_numeral_behind_the_level(self) -> None:
        assert only_finding("indicator-count", report("其中二级指标有五个。", *LISTED)).reported == "5"


def form_and(*words: str, rows: list[list[str]] = FORM_ROWS) -> Found:
    """Run form-indicator-count over one file; its findings may bear another id, which a test of its own looks at."""
    text = indicator_form(rows, ("100", "100")) + "\n" + "\n".join(words) + "\n"
    return run_under_any_id("form-indicator-count", text)


class TestFormIndicatorCount:
    @pytest.mark.parametrize("words", ["项目设置绩效指标4个，全部完成。", "本表共4个三级指标。"])
    def test_a_wrong_number(self, words: str) -> None:
        findings, _ = form_and(words)
        assert [(f.severity, f.expected, f.reported) for f in findings] == [(Severity.ERROR, "3", "4")]
        assert findings[0].message == "写4个三级指标，文中列出的是3个"
        assert quoted(findings[0])[1:] == ["检查机构数", "案卷合格率", "政策知晓率"]

    def test_its_findings_bear_its_own_id(self) -> None:
        assert [finding.check for finding in form_and("项目设置绩效指标4个。")[0]] == ["form-indicator-count"]

    def test_a_right_number(self) -> None:
        findings, relations = form_and("项目设置绩效指标3个，全部完成。")
        assert findings == []
        assert [relation.match for relation in relations] == [Match.FACE]

    def test_a_form_whose_weights_leave_room_for_another_row(self) -> None:
        assert form_and("项目设置绩效指标4个。", rows=FORM_ROWS[:2]) == ([], [])

    @pytest.mark.parametrize("words", ["项目设置4个服务窗口。", "设置绩效指标。"])
    def test_near_misses(self, words: str) -> None:
        assert form_and(words) == ([], [])
