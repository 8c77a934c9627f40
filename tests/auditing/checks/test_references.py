"""One title has one document number."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run

TITLE = "《清芦县部门整体支出绩效评价办法》"


def test_two_numbers_of_one_document() -> None:
    text = report(f"依据{TITLE}（清府办发〔2021〕17号）开展。", f"本报告按{TITLE}(清府办发〔2021〕71号)编写。")
    finding = only_finding("document-number-agrees", text)
    assert finding.severity is Severity.ERROR
    assert quoted(finding) == ["清府办发〔2021〕71号", "清府办发〔2021〕17号"]
    assert finding.expected == "清府办发〔2021〕17号"
    assert "此处写“清府办发〔2021〕71号”，另一处写“清府办发〔2021〕17号”" in finding.message


def test_the_number_printed_most_often_is_taken_as_right() -> None:
    right, wrong = f"{TITLE}（清财绩〔2022〕5号）。", f"{TITLE}（清财绩〔2022〕6号）。"
    assert quoted(only_finding("document-number-agrees", report(wrong, right, right)))[0] == "清财绩〔2022〕6号"


def test_the_number_before_the_title() -> None:
    finding = only_finding(
        "document-number-agrees",
        report(f"依据清府办发〔2021〕17号{TITLE}开展。", f"依据清府办发〔2021〕7号{TITLE}编写。"),
    )
    assert finding.reported == "清府办发〔2021〕7号"


def test_the_same_number_in_other_brackets_and_other_titles() -> None:
    text = report(
        f"依据{TITLE}（清府办发〔2021〕17号）。",
        f"依据{TITLE}（清府办发[2021] 17 号）和《清芦县医疗救助办法》（清府办发〔2022〕3号）。",
    )
    findings, relations = run("document-number-agrees", text)
    assert findings == []
    assert [relation.holds for relation in relations] == [True]


class TestSwappedNumber:
    TITLED = "根据《关于印发医保信息平台上线工作方案的通知》（洮政办发〔2021〕38号），稳步推进。"

    @pytest.mark.parametrize(
        ("titled", "bare", "reported"),
        [
            (TITLED, "根据洮政办发〔2021〕83号文件要求，成立专班。", "洮政办发〔2021〕83号"),
            (TITLED.replace("〔2021〕38", "[2021]138"), "依照洮政办发[2021]318号规定执行。", "洮政办发[2021]318号"),
            (TITLED, "洮政办发〔2012〕38号文明确了职责。", "洮政办发〔2012〕38号"),
        ],
    )
    def test_a_bare_number_with_two_digits_swapped(self, titled: str, bare: str, reported: str) -> None:
        for paragraphs in ((titled, bare), (bare, titled)):
            finding = only_finding("document-number-swapped", report(*paragraphs))
            assert finding.reported == reported
            assert finding.message.endswith("疑为数字颠倒")

    @pytest.mark.parametrize(
        "other",
        [
            "根据洮政办发〔2021〕38号文件要求。",
            "根据洮财发〔2021〕83号文件要求。",
            "根据《资金管理办法》（洮政办发〔2021〕83号）要求。洮政办发〔2021〕83号另有规定。",
            "根据洮政办发〔2021〕39号文件要求。",
            "根据〔2021〕83号文件要求。",
        ],
    )
    def test_numbers_of_other_documents(self, other: str) -> None:
        assert run("document-number-swapped", report(self.TITLED, other)) == ([], [])
