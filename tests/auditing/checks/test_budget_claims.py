"""Words on money: keeping to the budget, shortage, good execution, nothing left."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.department import department_report
from tests.auditing.specimens import fund_form, report
from tests.support import only_finding, quoted, run

FAR_ABOVE = "2023年年初预算支出820万元，2023年决算支出1640万元。"
WITHIN = "2023年年初预算支出820万元，2023年决算支出811万元。"
ADJUSTED = "年初预算820万元，年中追加300万元，调整预算1120万元，全年支出1103万元，执行率98.48%。"


class TestStrictBudget:
    @pytest.mark.parametrize(
        "claim", ["严格按照预算指标执行各项开支。", "全年无超支。", "做到预算编制精细准确。", "支出控制在预算范围内。"]
    )
    def test_spending_twice_the_budget(self, claim: str) -> None:
        finding = only_finding("claim-strict-budget", department_report(FAR_ABOVE, claim))
        assert finding.severity is Severity.WARNING
        assert "年初预算820万元，支出1640万元，支出是年初预算的2.00倍" in finding.message
        assert run("claim-strict-budget", department_report(WITHIN, claim))[0] == []

    def test_an_adjusted_budget_excuses_unless_the_initial_one_is_claimed(self) -> None:
        assert run("claim-strict-budget", department_report(ADJUSTED, "严格按照预算执行，全年无超支。"))[0] == []
        finding = only_finding("claim-strict-budget", department_report(ADJUSTED, "一是严格按照年初预算安排支出。"))
        assert finding.message.startswith("称“严格按照年初预算安排支出”")
        assert quoted(finding)[0] == "严格按照年初预算安排支出"

    def test_the_budget_that_was_approved_is_the_initial_one(self) -> None:
        claim = "严格按人大批准的预算执行。"
        assert "1.35倍" in only_finding("claim-strict-budget", department_report(ADJUSTED, claim)).message
        assert run("claim-strict-budget", department_report(ADJUSTED.replace("1103", "903"), claim))[0] == []

    def test_spending_slightly_above_the_initial_budget_that_is_claimed(self) -> None:
        told = "年初预算820万元，全年预算900万元，全年执行866万元。"
        finding = only_finding("claim-strict-budget", department_report(told, "严格按照年初预算安排支出。"))
        assert "支出比年初预算多46万元" in finding.message

    @pytest.mark.parametrize(
        "words",
        ["严禁超预算支出。", "预算编制不够精准。", "下一步将严格按照预算执行。", "预算编制准确性有待提高。"],
    )
    def test_plans_and_shortcomings_are_no_claims(self, words: str) -> None:
        assert run("claim-strict-budget", department_report(FAR_ABOVE, words))[0] == []

    def test_a_heading_of_measures_makes_it_a_plan(self) -> None:
        text = department_report(FAR_ABOVE, "六、改进措施", "（一）加强管理。严格按照预算指标执行各项开支。")
        assert run("claim-strict-budget", text)[0] == []

    def test_the_figures_of_its_own_sentence_prove_it_wrong(self) -> None:
        told = "“三公”经费预算12.50万元，实际支出13.10万元，未超预算。"
        finding = only_finding("claim-strict-budget", department_report(told))
        assert finding.severity is Severity.ERROR
        assert finding.message == "称“未超预算”，但同一句里支出13.10万元大于预算12.50万元"
        assert (finding.reported, finding.expected) == ("13.10万元", "不大于12.50万元")
        assert run("claim-strict-budget", department_report(told.replace("13.10", "11.10")))[0] == []

    def test_a_claim_on_three_public_without_its_final_amount(self) -> None:
        told = "“三公”经费本年预算数6.00万元，上年预算数6.40万元。"
        claim = "三公经费严格按照预算指标执行。"
        finding = only_finding("claim-strict-budget", department_report(FAR_ABOVE, told, claim))
        assert (finding.kind, finding.severity) == ("incomplete", Severity.WARNING)
        assert "没有“三公”经费决算数，无法核对" in finding.message
        spent = "“三公”经费预算7.00万元，实际支出6.10万元。"
        assert run("claim-strict-budget", department_report(FAR_ABOVE, spent, claim))[0] == []

    def test_a_schedule_kept_and_execution_to_be_strengthened(self) -> None:
        words = ["预算执行严格按进度执行。", "四、存在的问题", "预算执行力度有待加强。"]
        finding = only_finding("claim-strict-budget", department_report(WITHIN, *words))
        assert finding.message == "称“预算执行严格按进度执行”，但文中又说“预算执行力度有待加强”"


class TestShortage:
    LEFT = "项目预算90万元，全年支出61万元，执行率67.78%。"

    @pytest.mark.parametrize("claim", ["工作经费存在一定缺口。", "工作经费明显不足。", "现有资金远远不够。"])
    def test_money_left_over(self, claim: str) -> None:
        finding = only_finding("claim-shortage", report(self.LEFT, claim))
        assert "预算90万元，支出61万元，执行率67.78%，还有32.22%没有用完" in finding.message

    def test_all_claims_of_a_sentence_are_one_finding(self) -> None:
        finding = only_finding("claim-shortage", report(self.LEFT, "资金不足以保障工作需要，经费有些缺口。"))
        assert quoted(finding)[:2] == ["资金不足以保障工作需要", "经费有些缺口"]

    @pytest.mark.parametrize(
        "words",
        [
            "资金管理存在不足之处。",
            "稽核人员力量不足。",
            "项目资金不足部分由乡镇承担的情况没有发生，但经费预算被调减，有些缺口。",
            "经费使用效率不高。",
        ],
    )
    def test_other_shortcomings_and_budgets_that_were_cut(self, words: str) -> None:
        assert run("claim-shortage", report(self.LEFT, words))[0] == []

    def test_a_budget_used_up(self) -> None:
        used = "项目预算90万元，全年支出89.6万元，执行率99.56%。"
        assert run("claim-shortage", report(used, "工作经费存在一定缺口。"))[0] == []

    def test_the_form_of_the_same_project_by_its_amounts(self) -> None:
        form = fund_form([["年度资金总额", "60", "57", "57", "10", "100%", "10"]]).replace("2022年度", "2023年度")
        told = report("本项目全年使用资金57万元。", "经费有些缺口。")
        findings, _ = run("claim-shortage", form, told)
        assert ["年初预算60万元，调整预算57万元，支出57万元" in f.message for f in findings] == [True]
        assert run("claim-shortage", form, report("本项目全年使用资金31万元。", "经费有些缺口。"))[0] == []

    def test_an_insurance_fund_is_not_the_money_of_a_department(self) -> None:
        told = "年初预算820万元，全年支出700万元。"
        assert run("claim-shortage", department_report(told, "居民医保基金存在资金缺口。"))[0] == []


class TestExecution:
    def test_a_rate_of_100_to_be_raised(self) -> None:
        words = "（一）按月通报，提高预算完成率。"
        full = "年初预算820万元，全年支出820万元，执行率100%。"
        finding = only_finding("claim-execution", department_report(full, "五、改进措施", words))
        assert "提高预算完成率" in finding.message
        assert "执行率都是100%" in finding.message
        short = "年初预算820万元，全年支出800万元，执行率97.56%。"
        assert run("claim-execution", department_report(short, "五、改进措施", words))[0] == []

    def test_good_execution_at_a_low_rate(self) -> None:
        low = "年初预算820万元，全年支出410万元，执行率50%。"
        assert run("claim-execution", department_report(low, "本年预算执行情况良好。"))[0]
        high = "年初预算820万元，全年支出779万元，执行率95%。"
        assert run("claim-execution", department_report(high, "本年预算执行情况良好。"))[0] == []

    def test_a_deviation_that_the_rate_does_not_show(self) -> None:
        near = "年初预算820万元，全年支出818万元，执行率99.76%。"
        finding = only_finding("claim-execution", department_report(near, "预算与实际支出有明显偏差。"))
        assert finding.severity is Severity.INFO
        other = "政府采购预算与实际支出有明显偏差。"
        assert run("claim-execution", department_report(near, other))[0] == []


class TestNoSurplus:
    def test_a_surplus_stated_elsewhere(self) -> None:
        told = "全年支出61万元，年末结余29万元，按规定结转。"
        finding = only_finding("claim-no-surplus", report(told, "资金按月拨付，年末无结余。"))
        assert finding.message == "称“年末无结余”，但另一处写年末结余29万元"

    @pytest.mark.parametrize(
        "told",
        [
            "上年结余29万元全部用完。",
            "医保基金年末结余29万元。",
            "年末结余29万元已由财政收回。",
            "2022年结余29万元。",
            "年末结余0万元。",
        ],
    )
    def test_other_surpluses(self, told: str) -> None:
        assert run("claim-no-surplus", report(told, "资金按月拨付，年末无结余。"))[0] == []


class TestNamedLimit:
    LIMIT = "救助总支出控制在预算930.00万元以内。"

    @pytest.mark.parametrize(("spent", "faults"), [("958.20", 1), ("928.20", 0)])
    def test_all_spending_against_the_amount_it_keeps(self, spent: str, faults: int) -> None:
        told = f"2023年年初预算930.00万元，年中未调整。全年实际支出{spent}万元。"
        findings, _ = run("claim-strict-budget", report(told, self.LIMIT))
        assert [f.severity for f in findings] == [Severity.ERROR] * faults

    def test_a_part_of_the_money_keeps_its_own(self) -> None:
        told = "2023年年初预算930.00万元，年中未调整。全年实际支出928.20万元。"
        assert run("claim-strict-budget", report(told, "宣传费控制在预算30.00万元以内。"))[0] == []
