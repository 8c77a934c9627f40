"""Claims in words against missed targets, unsettled payments and 无 in the place of reasons."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.department import department_report
from tests.auditing.specimens import HEAD, TITLE, report
from tests.support import only_finding, quoted, run, tabbed

MISSED = "（一）满意度10分，得9.7分。服务对象满意度目标95%，调查200人，满意度92%，主要是窗口排队时间长。"
MET = "（一）满意度10分，得10分。服务对象满意度目标90%，调查200人，满意度92%。"


class TestAllDone:
    def test_a_claim_on_all_targets_against_a_missed_one(self) -> None:
        finding = only_finding("claim-all-done", report(MISSED, "年度各项绩效目标均已完成。"))
        assert finding.severity is Severity.WARNING
        assert finding.message == "称“年度各项绩效目标均已完成”，但“服务对象满意度”目标95%，实际92%"
        assert quoted(finding)[0] == "年度各项绩效目标均已完成"
        assert "92%" in quoted(finding)[1]

    def test_the_same_claim_where_the_target_was_reached(self) -> None:
        assert run("claim-all-done", report(MET, "年度各项绩效目标均已完成。")) == ([], [])

    def test_its_own_words_say_that_most_was_done(self) -> None:
        words = ["年初设定的绩效目标基本完成。", "项目各项任务指标不折不扣完成。"]
        assert "又说“目标基本完成”" in only_finding("claim-all-done", report(*words)).message

    def test_a_claim_on_one_thing_against_that_thing(self) -> None:
        told = "（一）产出20分，得19分。机构现场检查目标80家，实际检查72家，因两家停业。"
        finding = only_finding("claim-all-done", report(told, "一年来，机构现场检查任务全部完成。"))
        assert "“机构现场检查”目标80家，实际72家" in finding.message

    @pytest.mark.parametrize(
        "claim",
        [
            "参保扩面任务全部完成。",
            "圆满完成不低于10%的抽查任务。",
            "确保年度各项目标任务全部完成。",
            "年度各项目标任务未全部完成。",
            "设置效益目标6个，全部完成。",
            "各项绩效目标基本全面完成。",
            "2024年将力争各项目标任务圆满完成。",
        ],
    )
    def test_claims_on_other_things_plans_and_hedges_are_left_alone(self, claim: str) -> None:
        assert run("claim-all-done", report(MISSED, claim))[0] == []

    def test_what_a_plan_says_is_no_claim(self) -> None:
        text = report(MISSED, "五、下一步措施", "各项绩效目标全部完成，逐项销号。")
        assert run("claim-all-done", text)[0] == []

    def test_many_missed_targets_are_counted(self) -> None:
        words = [f"事项{name}办结率目标100%，实际9{at}%。" for at, name in enumerate("甲乙丙丁")]
        message = only_finding("claim-all-done", report(*words, "各项任务指标全部完成。")).message
        assert message.endswith("等4处")
        assert message.count("实际") == 3

    def test_a_year_in_the_claim_does_not_narrow_it(self) -> None:
        assert run("claim-all-done", report(MISSED, "2023年度各项绩效目标圆满完成。"))[0]

    def test_items_not_done(self) -> None:
        words = "年初设定产出指标15项，完成14项。"
        finding = only_finding("claim-all-done", department_report(words, "全年各项工作任务全面完成。"))
        assert "“产出指标”共15项，完成14项" in finding.message

    def test_the_form_of_the_department_is_held_against_its_report(self) -> None:
        form = "清芦县2023年度部门整体支出绩效自评表\n" + tabbed(
            [HEAD, ["产出指标", "数量指标", "参保人数", "≥20万人", "19万人", "50", "47", "外出务工"]]
        )
        findings, _ = run("claim-all-done", form, department_report("全年各项目标任务全部完成。"))
        assert [f.message for f in findings] == ["称“全年各项目标任务全部完成”，但“参保人数”目标≥20万人，实际19万人"]


class TestPaidInFull:
    UNSETTLED = "项目预算300万元，全年支出180万元，执行率60%，部分医院费用尚未结算。"

    def test_unsettled_payments_and_a_low_rate(self) -> None:
        finding = only_finding("claim-paid-in-full", report(self.UNSETTLED, "救助对象的费用做到应报尽报。"))
        assert finding.message == (
            "称“救助对象的费用做到应报尽报”，但文中又说“部分医院费用尚未结算”；预算300万元，支出180万元，执行率60%"
        )
        assert quoted(finding)[:2] == ["救助对象的费用做到应报尽报", "部分医院费用尚未结算"]

    @pytest.mark.parametrize(
        "claim",
        [
            "已将能够结算的费用全额拨付。",
            "确保救助费用应报尽报。",
            "专项资金已全额到位。",
            "审核通过的费用均已按时支付。",
        ],
    )
    def test_qualified_claims_and_arrived_money_are_left_alone(self, claim: str) -> None:
        assert run("claim-paid-in-full", report(self.UNSETTLED, claim))[0] == []

    def test_a_high_rate_excuses_a_balance_paid_later(self) -> None:
        told = "项目预算300万元，全年支出291万元，执行率97%，尾款尚未支付。"
        assert run("claim-paid-in-full", report(told, "补助资金及时足额发放到位。"))[0] == []

    def test_late_payment_of_the_same_kind(self) -> None:
        told = "因系统升级，3月补助推迟到4月20日拨付。"
        assert run("claim-paid-in-full", report(told, "补助资金全部按月拨付。"))[0]
        assert run("claim-paid-in-full", report(told, "职工工资全部按月发放。"))[0] == []

    def test_no_lateness_is_no_lateness(self) -> None:
        assert run("claim-paid-in-full", report("全年没有推迟拨付的情况。", "补助资金全部按月拨付。"))[0] == []


class TestReasonNone:
    def form(self, actual: str, *answer: str) -> str:
        rows = [HEAD, ["产出指标", "数量指标", "救助人次", "≥500人次", actual, "90", "88", "就诊减少"]]
        return TITLE + tabbed([*rows, ["总分", "", "", "", "", "90", "88", ""], ["存在问题", *answer]])

    def test_no_problem_beside_a_missed_target(self) -> None:
        finding = only_finding("reason-none", self.form("480人次", "无"))
        assert finding.message == "“存在问题”填“无”，但“救助人次”目标≥500人次，实际480人次"
        assert quoted(finding)[:2] == ["无", "存在问题"]

    def test_no_problem_where_all_was_reached(self) -> None:
        assert run("reason-none", self.form("510人次", "无"))[0] == []

    def test_a_problem_named(self) -> None:
        assert run("reason-none", self.form("480人次", "外出务工人员多"))[0] == []

    def test_a_heading_in_a_report(self) -> None:
        finding = only_finding("reason-none", report(MISSED, "四、存在的问题", "无"))
        assert finding.message.startswith("“存在的问题”填“无”，但“服务对象满意度”")
        assert run("reason-none", report(MET, "四、存在的问题", "无"))[0] == []
        assert run("reason-none", report(MISSED, "四、其他需要说明的问题", "无"))[0] == []


class TestScoreDespiteAdmission:
    POINTS = "指标分值为：数量指标20分、质量指标20分、时效指标20分。"
    SCORES = "自评得分为：数量指标得20分、质量指标得20分、时效指标得20分。"

    def test_full_points_for_timeliness_with_unsettled_payments(self) -> None:
        told = "项目预算300万元，全年支出180万元，执行率60%，医院费用暂无法结算。"
        findings, _ = run("score-despite-admission", report(told, self.POINTS, self.SCORES))
        assert [f.message for f in findings] == [
            "“数量指标”得满分20分，但文中说“医院费用暂无法结算”；预算300万元，支出180万元，执行率60%，没有写完成的数量",
            "“时效指标”得满分20分，但文中说“医院费用暂无法结算”",
        ]
        assert quoted(findings[1])[0] == "时效指标得20分"

    def test_points_lost_or_nothing_admitted(self) -> None:
        told = "项目预算300万元，全年支出180万元，执行率60%，医院费用暂无法结算。"
        lost = self.SCORES.replace("时效指标得20分", "时效指标得15分").replace("数量指标得20分", "数量指标得12分")
        assert run("score-despite-admission", report(told, self.POINTS, lost))[0] == []
        settled = "项目预算300万元，全年支出180万元，执行率60%。"
        assert run("score-despite-admission", report(settled, self.POINTS, self.SCORES))[0] == []

    @pytest.mark.parametrize(
        "told",
        [
            "质量指标扣0.50分，原因是三季度费用结算因系统升级推迟6个工作日。",
            "失分原因：部分救助资金拨付滞后。",
            "救助资金拨付延迟，成本指标扣2分。",
        ],
    )
    def test_what_points_were_taken_for_is_not_held_against_others(self, told: str) -> None:
        spent = "项目预算300万元，全年支出180万元，执行率60%。"
        assert run("score-despite-admission", report(spent, told, self.POINTS, self.SCORES))[0] == []

    @pytest.mark.parametrize("when", ["7月底部门", "截至9月30日", "上半年", "1至10月", "第三季度"])
    def test_a_rate_in_the_middle_of_the_year_is_not_that_of_the_year(self, when: str) -> None:
        told = f"项目预算300万元，全年支出291万元，执行率97%。{when}预算执行率为61.36%。医院费用暂无法结算。"
        findings, _ = run("score-despite-admission", report(told, self.POINTS, self.SCORES))
        assert all("数量指标" not in finding.message for finding in findings)
