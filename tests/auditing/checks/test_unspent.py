"""The money left of a budget, told away from budget and spending."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run

MONEY = "2024年年初预算976.40万元，年中追加128.60万元，全年预算1105.00万元。全年支出1078.48万元，预算执行率97.60%。"


class TestUnspent:
    def test_a_digit_is_wrong(self) -> None:
        finding = only_finding("unspent", report(MONEY, "年末结转36.52万元，为未验收的设备款。"))
        assert finding.severity is Severity.ERROR
        assert (finding.reported, finding.expected) == ("36.52万元", "26.52万元")
        assert "36.52万元" in quoted(finding)[0]

    def test_the_rest_is_right(self) -> None:
        findings, relations = run("unspent", report(MONEY, "年末结转26.52万元，为未验收的设备款。"))
        assert findings == []
        assert [relation.holds for relation in relations] == [True]

    def test_the_notes_of_a_form_belong_to_it(self) -> None:
        form = (
            "2024年度项目支出绩效自评表\n单位：万元\n项目资金\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分\n"
            "年度资金总额\t420.00\t512.60\t498.35\t10\t97.22%\t9.72\n"
            "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n产出指标\t数量指标\t救助人次\t≥100人次\t120人次\t90\t90\n"
            "总分\t\t\t\t\t100\t99.72\n\n说明：年末未支出14.25万元，为待清算费用。\n"
        )
        findings, relations = run("unspent", form)
        assert findings == []
        assert [relation.expression for relation in relations] == ["512.60万元 － 498.35万元"]

    @pytest.mark.parametrize(
        "words", ["年末余26.52万元为设备尾款。", "比预算少26.52万元。", "因招标节约，少支26.52万元。"]
    )
    def test_other_words_for_it(self, words: str) -> None:
        findings, relations = run("unspent", report(MONEY, words))
        assert findings == []
        assert [r.expression for r in relations] == ["1105.00万元 － 1078.48万元"]

    def test_in_other_words_a_wrong_digit_is_not_certain(self) -> None:
        assert run("unspent", report(MONEY, "因招标节约，少支36.52万元。")) == ([], [])

    def test_amounts_that_stand_far_from_each_other(self) -> None:
        words = ("2022年度项目预算1850.00万元。", "全年实际支出1796.35万元。", "结余53.65万元，结转下年使用。")
        assert [r.expression for r in run("unspent", report(*words))[1]] == ["1850.00万元 － 1796.35万元"]

    def test_the_row_of_one_source(self) -> None:
        """75.20 is what the county left; of the whole budget 57.20 was left, a digit swapped."""
        form = (
            "2024年度项目支出绩效自评表\n单位：万元\n项目资金\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分\n"
            "年度资金总额\t600.00\t600.00\t542.80\t10\t90.47%\t9.05\n其中：县级资金\t400.00\t400.00\t324.80\t—\t81.20%\t—\n"
            "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n产出指标\t数量指标\t救助人次\t≥100人次\t120人次\t90\t90\n"
            "总分\t\t\t\t\t100\t99.05\n\n说明：县级资金结余75.20万元，为待清算费用。\n"
        )
        findings, relations = run("unspent", form)
        assert findings == []
        assert [relation.expression for relation in relations] == ["400.00万元 － 324.80万元"]

    @pytest.mark.parametrize(
        "text",
        [
            "居民医保基金累计结余36.52万元。",
            "上年结转36.52万元。",
            "其中项目经费结余6.52万元。",
            "年末结转8.10万元。",
        ],
        ids=["a fund", "the year before", "a part", "far off"],
    )
    def test_other_rests(self, text: str) -> None:
        assert run("unspent", report(MONEY, text)) == ([], [])
