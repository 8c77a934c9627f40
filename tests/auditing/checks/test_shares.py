"""Shares of a whole, told as a list or each behind its amount."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Match, Severity
from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run


class TestShareOfTotal:
    LIST = "救助300万元、监管200万元、宣传100万元，分别占50%、33.33%、"

    def test_a_wrong_share(self) -> None:
        finding = only_finding("share-of-total", report(self.LIST + "18.67%。"))
        assert finding.severity is Severity.ERROR
        assert (finding.expected, finding.reported) == ("16.67%", "18.67%")
        assert quoted(finding)[:2] == ["18.67%", "宣传100万元"]
        assert "100万元÷300万元" not in finding.message
        assert "100万元 ÷ 300万元" not in finding.working

    @pytest.mark.parametrize(
        "words", [LIST + "16.67%。", "项目支出600万元，其中救助400万元、监管200万元，分别占66.67%、33.33%。"]
    )
    def test_right_shares(self, words: str) -> None:
        findings, relations = run("share-of-total", report(words))
        assert findings == []
        assert {relation.match for relation in relations} == {Match.FACE}
        assert len(relations) == words.count("%")

    @pytest.mark.parametrize(
        "words",
        [
            "救助300万元、检查200家、宣传100万元，分别占50%、20%、30%。",  # unlike units
            "救助300万元、监管200万元，占50%、40%。",  # not told as a list
            "救助300万元、监管200万元，分别占60%。",  # one share only
        ],
    )
    def test_near_misses(self, words: str) -> None:
        assert run("share-of-total", report(words)) == ([], [])

    @pytest.mark.parametrize(
        "words",
        [
            "救助300万元、监管200万元，分别占项目支出600万元的50%、33.33%。",
            "项目支出600万元，救助300万元、监管200万元，分别占项目支出的50%、33.33%。",
        ],
    )
    def test_shares_of_a_named_whole(self, words: str) -> None:
        findings, relations = run("share-of-total", report(words))
        assert findings == []
        assert all(relation.holds for relation in relations)

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("救助300万元、监管200万元、宣传100万元，分别占50%、33.33%、61.67%。", "16.67%"),
            ("年支出800万元。其中救助300万元、监管200万元、宣传100万元，分别占37.50%、25.00%、21.50%。", "12.50%"),
        ],
        ids=["of all parts", "of a figure before them"],
    )
    def test_the_other_shares_prove_the_whole(self, words: str, expected: str) -> None:
        assert only_finding("share-of-total", report(words)).expected == expected

    def test_a_list_is_left_to_this_check(self) -> None:
        _, relations = run("rate", report("项目支出600万元由三部分组成：" + self.LIST + "16.67%。"))
        assert ["监管200万元"] not in [quoted(relation)[2:] for relation in relations]


class TestShareBeside:
    LIST = "核定资金286.40万元，其中中央补助172.00万元，占比60.06%；省级补助63.40万元，占比"

    def test_a_wrong_share(self) -> None:
        finding = only_finding("share-beside", report(self.LIST + "24.12%；县级安排51.00万元，占比17.81%。"))
        assert finding.severity is Severity.ERROR
        assert (finding.reported, finding.expected) == ("24.12%", "22.14%")
        assert quoted(finding)[1:] == ["省级补助63.40万元", "核定资金286.40万元"]

    @pytest.mark.parametrize(
        "words",
        [
            LIST + "22.14%；县级安排51.00万元，占比17.81%。",
            "核定资金286.40万元，其中中央补助172.00万元，占比61.06%；省级补助63.40万元，占比24.12%。",
            "受理96540件，乡镇受理45270件，占46.89%；异地备案6230件，线上办理5607件，线上占90.00%。",
            "检查412家，医疗机构162家，占39.32%。",
        ],
        ids=["all right", "no share holds with it", "of another whole", "one share only"],
    )
    def test_no_fault(self, words: str) -> None:
        assert run("share-beside", report(words))[0] == []

    @pytest.mark.parametrize(("last", "faults"), [("42.04%", 1), ("71.15%", 0)], ids=["a slip", "of another whole"])
    def test_a_whole_of_the_paragraph_before(self, last: str, faults: int) -> None:
        parts = f"基本支出511.60万元，占50.99%；项目支出411.80万元，占{last}。"
        assert len(run("share-beside", report("全年支出1003.40万元，未执行12.00万元。", parts))[0]) == faults

    def test_a_figure_in_brackets_has_no_share(self) -> None:
        text = (
            "全年支出159.60万元，具体为：征缴补助104.65万元（41.86万人，每人2.5元），占65.57%；"
            "印刷费31.45万元，占19.71%；短信费23.50万元，占14.72%。"
        )
        assert run("share-beside", report(text))[0] == []
