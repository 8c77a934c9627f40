"""One title has one document number."""

from __future__ import annotations

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
