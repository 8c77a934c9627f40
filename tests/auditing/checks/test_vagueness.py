"""Targets that cannot be measured, goals copied, full points without a figure, satisfaction without a survey."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.department import department_report
from tests.auditing.specimens import GOOD_ROWS, TITLE, indicator_form, report
from tests.support import only_finding, quoted, run, tabbed


def row(name: str, target: str, actual: str) -> list[str]:
    return ["", "", name, target, actual, "10", "10", ""]


VAGUE = [row("群众获得感", "有所提升", "有所提升"), row("政策落实", "到位", "到位"), row("经办服务", "及时", "及时")]
MEASURED = [
    row("参保率", "≥95%", "96%"),
    row("完成时间", "12月31日前", "12月20日"),
    row("检查机构数", "四十家", "41家"),
]


def form(*rows: list[str]) -> str:
    first = ["产出指标", "数量指标", *rows[0][2:]]
    return indicator_form([first, *rows[1:]])


class TestVagueTargets:
    def test_half_of_the_targets_in_words(self) -> None:
        finding = only_finding("vague-targets", form(*MEASURED, *VAGUE))
        assert finding.severity is Severity.WARNING
        assert finding.message == (
            "6个指标中有3个的指标值没有数字、期限或比例，不能衡量："
            "“群众获得感”（有所提升）、“政策落实”（到位）、“经办服务”（及时）"
        )
        assert quoted(finding) == ["群众获得感", "政策落实", "经办服务"]

    def test_more_than_a_third_is_only_told(self) -> None:
        finding = only_finding("vague-targets", form(*MEASURED, *VAGUE[:2]))
        assert finding.severity is Severity.INFO

    def test_a_few_qualitative_targets_are_as_they_should_be(self) -> None:
        assert run("vague-targets", form(*MEASURED, VAGUE[0])) == ([], [])
        assert run("vague-targets", indicator_form(GOOD_ROWS)) == ([], [])

    @pytest.mark.parametrize(
        ("name", "target", "weight", "told"),
        [
            ("群众获得感", "有所提升", "15", "没有数字、期限或比例"),
            ("医药费报销及时性", "及时", "5", "没有时限"),
            ("拨付时效", "按时拨付", "5", "没有时限"),
        ],
    )
    def test_one_that_weighs_much_or_asks_for_timeliness(self, name: str, target: str, weight: str, told: str) -> None:
        vague = ["", "", name, target, target, weight, weight, ""]
        finding = only_finding("vague-targets", form(*MEASURED, vague))
        assert finding.severity is Severity.WARNING
        assert finding.message == f"“{name}”指标值“{target}”{told}，不能衡量，却得满分{weight}分"

    @pytest.mark.parametrize(
        "vague",
        [
            ["", "", "群众获得感", "有所提升", "有所提升", "15", "12", "问卷反映一般"],
            ["", "", "群众获得感", "有所提升", "有所提升", "14", "14", ""],
            ["", "", "报销及时性", "及时", "12个工作日", "5", "5", ""],
        ],
    )
    def test_one_that_lost_points_or_weighs_little(self, vague: list[str]) -> None:
        assert run("vague-targets", form(*MEASURED, vague))[0] == []

    def test_yes_or_no_is_another_matter(self) -> None:
        checkable = [row("负面影响", "无", "无"), row("成本控制", "不超预算", "未超")]
        finding = only_finding("vague-targets", form(*MEASURED, *checkable, VAGUE[0]))
        assert finding.severity is Severity.INFO
        assert "是非判断" in finding.message
        assert quoted(finding) == ["负面影响", "成本控制"]

    @pytest.mark.parametrize("target", ["优良中低差", "好/中/差"])
    def test_a_scale_of_the_system_counts_neither_way(self, target: str) -> None:
        assert run("vague-targets", form(MEASURED[0], row("机制健全性", target, "优")))[0] == []


class TestTargetRepeatsName:
    def test_the_name_again(self) -> None:
        finding = only_finding("target-repeats-name", form(*MEASURED, row("补助到位", "补助到位", "补助到位")))
        assert finding.message == "1个指标的指标值照抄指标名称，没有可衡量的内容：“补助到位”"

    def test_nearly_the_name(self) -> None:
        assert run("target-repeats-name", form(*MEASURED, row("补助到位率", "到位", "到位")))[0] == []


class TestGoalCopied:
    def test_word_for_word(self) -> None:
        text = TITLE + tabbed(
            [
                ["年度总体目标", "预期目标", "实际完成情况"],
                ["", "按政策足额落实补助", "按政策足额落实补助"],
                ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
                ["产出指标", "数量指标", "人数", "≥10人", "11人", "90", "90"],
            ]
        )
        finding = only_finding("goal-copied", text)
        assert "照抄“预期目标”（“按政策足额落实补助”）" in finding.message
        assert finding.excerpts[0].start > finding.excerpts[1].start
        assert run("goal-copied", text.replace("落实补助\n", "落实补助120人\n"))[0] == []


class TestFullScoreWithoutFigure:
    def test_a_benefit_with_full_points_and_no_figure(self) -> None:
        words = ["（一）产出60分，得60分。检查机构62家，目标60家。", "（二）社会效益30分，得30分。群众负担大大减轻。"]
        finding = only_finding("full-score-without-figure", report(*words))
        assert finding.message == "“社会效益”30分得了满分，但没有写出目标值、完成值或其他数据"
        assert run("full-score-without-figure", report(words[0], words[1].replace("大大减轻", "下降12%")))[0] == []
        assert run("full-score-without-figure", report(words[0], words[1].replace("得30分", "得28分")))[0] == []

    def test_output_alone_counts_only_when_it_is_half(self) -> None:
        told = ["（一）数量指标20分，得20分。检查62家。", "（二）时效指标20分，得20分。均按时完成。"]
        more = ["（三）成本指标10分，得10分。人均3.5元。"]
        assert run("full-score-without-figure", report(*told, *more))[0] == []
        finding = only_finding("full-score-without-figure", report(*told))
        assert "“时效指标”20分" in finding.message

    def test_the_figure_may_stand_elsewhere_in_the_report(self) -> None:
        points = "指标分值为：数量指标50分、社会效益指标40分。数量指标得50分、社会效益指标得40分。"
        details = ["数量指标：检查机构62家。", "社会效益指标：住院个人负担下降2.1个百分点。"]
        assert run("full-score-without-figure", report(points, *details))[0] == []
        assert run("full-score-without-figure", report(points))[0] != []

    @pytest.mark.parametrize(
        ("points", "details"),
        [
            ("数量指标50分，考核参保率和检查覆盖率，均达到目标，得50分", "全县参保率96.35%，检查覆盖率100%。"),
            ("资产管理50分，得50分", "年末固定资产原值318.60万元，账实相符。"),
            ("“三公”经费变动率50分，得50分", "“三公”经费支出6.37万元，比上年下降12.50%。"),
            ("质量指标50分，评价救助对象认定准确率，得50分", "抽查档案600份，认定准确率为99.67%。"),
        ],
    )
    def test_what_an_indicator_is_of_may_be_told_elsewhere(self, points: str, details: str) -> None:
        told = f"自评满分100分，其中{points}；时效指标40分，12月拨付3批，得40分。"
        assert run("full-score-without-figure", report(told, details))[0] == []
        assert run("full-score-without-figure", report(told))[0] != []

    def test_an_indicator_below_benefit_whatever_its_name(self) -> None:
        told = [
            "（一）产出指标（20分）。",
            "1.检查机构（10分），检查62家，得10分。",
            "2.培训（10分），培训300人，得10分。",
        ]
        more = ["（二）效益指标（10分）。", "1.医疗保障服务水平（10分），通过改造，服务水平明显提升，得10分。"]
        finding = only_finding("full-score-without-figure", report(*told, *more))
        assert finding.message.startswith("“医疗保障服务水平”10分得了满分")
        assert run("full-score-without-figure", report(*told, more[0], more[1].replace("明显提升", "达到98%")))[0] == []

    def test_a_form_in_the_dossier_gives_the_figures(self) -> None:
        words = report("（一）社会效益30分，得30分。群众负担大大减轻。")
        assert run("full-score-without-figure", words, indicator_form(GOOD_ROWS))[0] == []


class TestReportWithoutTargets:
    RESULTS = "一是全年参保62万人，住院报销比例稳定；二是检查机构310家，追回资金120万元；三是办件3.8万件，便民利民。"

    def test_results_without_anything_to_hold_them_against(self) -> None:
        finding = only_finding("report-without-targets", department_report("（三）产出评价情况", self.RESULTS))
        assert finding.message == "“产出评价情况”部分没有列出任何目标值，无法判断是否完成"
        assert quoted(finding) == ["（三）产出评价情况"]

    @pytest.mark.parametrize("told", ["年初目标60万人。", "参保率不低于95%。", "完成年度任务60万人的103%。"])
    def test_a_target_somewhere_in_the_section(self, told: str) -> None:
        text = department_report("（三）产出评价情况", self.RESULTS, told)
        assert run("report-without-targets", text)[0] == []

    def test_a_form_gives_the_targets(self) -> None:
        text = department_report("（三）产出评价情况", self.RESULTS)
        assert run("report-without-targets", text, indicator_form(GOOD_ROWS))[0] == []
