from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.auditing.baseline import Baseline, BaselineError, Entry, Verdict, parse_baseline
from jixiao.auditing.identity import finding_keys
from jixiao.auditing.model import DocumentAudit, Finding, Severity
from jixiao.documents import Document, Excerpt

TODAY = date(2024, 6, 30)


def audit(*words: str, message: str = "算错了") -> DocumentAudit:
    findings = tuple(
        Finding("rate", Severity.ERROR, f"{word}{message}", (Excerpt(word, at, at + len(word)),))
        for at, word in enumerate(words)
    )
    return DocumentAudit(Document("a.docx", "docx", "", ()), (), 0, (), findings)


def key(word: str) -> str:
    return finding_keys(audit(word).findings)[0]


def everything(check: str) -> bool:
    return bool(check)


def test_new_findings_follow_known_ones_and_verdicts_stay() -> None:
    old = Baseline().updated([("a.docx", audit("甲", "乙"))])
    decided, _ = old.decided(key("乙"), Verdict.DISMISSED, "已核实", TODAY)
    new = decided.updated([("a.docx", audit("丙", "乙", "甲", message="算错了，请改"))])
    assert [entry.key for entry in new.entries] == [key("甲"), key("乙"), key("丙")]
    assert [entry.verdict for entry in new.entries] == [Verdict.OPEN, Verdict.DISMISSED, Verdict.OPEN]
    assert new.entries[1].message == "乙算错了，请改"
    assert (new.entries[1].reason, new.entries[1].decided) == ("已核实", TODAY)


def test_a_second_run_changes_nothing() -> None:
    once = Baseline().updated([("a.docx", audit("甲", "乙", "甲"))])
    assert len(once.entries) == 2
    assert once.updated([("a.docx", audit("甲", "乙", "甲"))]).dump() == once.dump()


def test_findings_that_are_gone_are_stale_and_kept() -> None:
    old = Baseline().updated([("a.docx", audit("甲", "乙"))])
    now = [("a.docx", audit("乙"))]
    stale = old.stale(now, everything)
    assert [entry.key for entry in stale] == [key("甲")]
    assert len(old.updated(now).entries) == 2
    assert [entry.key for entry in old.without(stale).entries] == [key("乙")]


def test_what_was_not_audited_is_not_stale() -> None:
    old = Baseline().updated([("a.docx", audit("甲")), ("b.docx", audit("乙"))])
    assert old.stale([("b.docx", audit("乙"))], everything) == ()
    assert old.stale([("a.docx", audit())], lambda check: check != "rate") == ()


def test_the_same_finding_in_two_files_has_two_entries() -> None:
    both = Baseline().updated([("a.docx", audit("甲")), ("b.docx", audit("甲"))])
    with pytest.raises(BaselineError, match=r"几个文件里都有（a\.docx、b\.docx）"):
        both.decided(key("甲"), Verdict.CONFIRMED, "", TODAY)
    decided, entry = both.decided(key("甲"), Verdict.CONFIRMED, "", TODAY, "b.docx")
    assert entry.source == "b.docx"
    assert [each.verdict for each in decided.entries] == [Verdict.OPEN, Verdict.CONFIRMED]


def test_an_id_with_an_ordinal_means_the_same_entry() -> None:
    one = Baseline().updated([("a.docx", audit("甲", "甲"))])
    assert one.decided(key("甲") + "-2", Verdict.CONFIRMED, "", TODAY)[1].key == key("甲")


def test_a_dismissal_needs_a_reason_and_a_known_id() -> None:
    one = Baseline().updated([("a.docx", audit("甲"))])
    with pytest.raises(BaselineError, match="必须写明理由"):
        one.decided(key("甲"), Verdict.DISMISSED, "  ", TODAY)
    with pytest.raises(BaselineError, match="没有编号为 ffffffffffff"):
        one.decided("ffffffffffff", Verdict.CONFIRMED, "", TODAY)


def test_withdrawing_a_verdict_takes_the_date_away() -> None:
    one = Baseline().updated([("a.docx", audit("甲"))])
    decided, _ = one.decided(key("甲"), Verdict.CONFIRMED, "对", TODAY)
    opened, entry = decided.decided(key("甲"), Verdict.OPEN, "", TODAY)
    assert entry.decided is None
    assert opened == one


ENTRIES = st.builds(
    Entry,
    key=st.text("0123456789abcdef", min_size=12, max_size=12),
    source=st.text(min_size=1, max_size=10),
    check=st.just("rate"),
    severity=st.just("error"),
    message=st.text(max_size=20),
    verdict=st.sampled_from(Verdict),
    reason=st.text(max_size=10),
    decided=st.none() | st.dates(),
)


@given(st.lists(ENTRIES, max_size=5, unique_by=lambda entry: (entry.source, entry.key)))
def test_printing_and_parsing_give_the_same(entries: list[Entry]) -> None:
    baseline = Baseline(tuple(entries))
    assert parse_baseline(baseline.dump(), "b.json") == baseline


def test_text_is_made_to_be_read() -> None:
    decided, _ = Baseline().updated([("a.docx", audit("甲"))]).decided(key("甲"), Verdict.DISMISSED, "已核实", TODAY)
    assert json.loads(decided.dump()) == {
        "jixiao_baseline": 1,
        "findings": [
            {
                "id": key("甲"),
                "source": "a.docx",
                "check": "rate",
                "severity": "error",
                "message": "甲算错了",
                "verdict": "dismissed",
                "reason": "已核实",
                "date": "2024-06-30",
            }
        ],
    }
    assert "甲算错了" in decided.dump()


ROW = {"id": "0" * 12, "source": "a", "check": "c", "severity": "error", "message": "m", "verdict": "open"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{\n oops", "b.json：第2行不是正确的 JSON"),
        ("[]", "b.json：不是 jixiao 的基线文件"),
        ('{"jixiao_baseline": 1}', "b.json：不是 jixiao 的基线文件"),
        ('{"jixiao_baseline": 2, "findings": []}', "格式版本是 2，本程序只认 1"),
        ([1], "第1条应是一组"),
        ([{**ROW, "verdict": 3}], "第1条应是一组"),
        ([{**ROW, "colour": "red"}], "第1条有不认识的项 colour，只能用 id、source"),
        ([{key: value for key, value in ROW.items() if key != "source"}], "第1条缺少 source"),
        ([{**ROW, "verdict": "maybe"}], "verdict 是“maybe”，只能是 open、confirmed、dismissed"),
        ([ROW, {**ROW, "id": "1" * 12, "date": "30.6.2024"}], "第2条的 date 是“30.6.2024”"),
        ([ROW, ROW], "a 的编号 000000000000 出现了两次"),
    ],
)
def test_a_bad_baseline_is_refused(content: object, message: str) -> None:
    text = content if isinstance(content, str) else json.dumps({"jixiao_baseline": 1, "findings": content})
    with pytest.raises(BaselineError, match=message):
        parse_baseline(text, "b.json")
