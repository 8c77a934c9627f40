"""Running the checks over a dossier: which of them, in which order, and what of it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.auditing import Audit, DocumentAudit, Finding, Match, Relation, Selection, Severity, audit, engine
from jixiao.auditing.registry import Check, CheckFunction, all_checks
from jixiao.documents import Excerpt
from jixiao.recognition import Dossier
from tests.auditing.specimens import GOOD_FUNDS, GOOD_ROWS, fund_form, indicator_form, report
from tests.support import read

GRAVITY = [Severity.ERROR, Severity.WARNING, Severity.INFO]


def audited(*texts: str, selection: Selection | None = None) -> tuple[DocumentAudit, ...]:
    return audit([read(text) for text in texts], selection).documents


def a_check(run: CheckFunction, check_id: str = "made-up", family: str = "虚构") -> Check:
    return Check(check_id, "虚构的核查", family, "无", Severity.ERROR, "测试用", run)


def finding(start: int = 0, message: str = "不符", severity: Severity = Severity.ERROR, source: int = 0) -> Finding:
    return Finding("made-up", severity, message, (Excerpt("48", start, start + 2, source),), reported="48")


def checks_of(document: DocumentAudit) -> list[str]:
    return [finding.check for finding in document.findings] + [relation.check for relation in document.relations]


def with_results(monkeypatch: pytest.MonkeyPatch, *results: Finding | Relation) -> None:
    """Put one check that yields RESULTS in the place of all checks."""

    def run(_dossier: Dossier) -> Iterator[Relation | Finding]:
        yield from results

    monkeypatch.setattr(engine, "all_checks", lambda: (a_check(run),))


class TestSelection:
    CHECKS = all_checks()

    def ids(self, **words: Sequence[str]) -> list[str]:
        selection = Selection(**{name: frozenset(values) for name, values in words.items()})
        return [check.id for check in selection.chosen(self.CHECKS)]

    def test_nothing_said_means_all_in_their_order(self) -> None:
        assert self.ids() == [check.id for check in self.CHECKS]

    def test_by_id(self) -> None:
        assert self.ids(only=["rate", "score-total"]) == [i for i in self.ids() if i in ("rate", "score-total")]

    def test_by_family(self) -> None:
        family = next(check.family for check in self.CHECKS if check.id == "execution-rate")
        chosen = self.ids(only=[family])
        assert {"execution-rate", "overspent"} <= set(chosen)
        assert {check.family for check in self.CHECKS if check.id in chosen} == {family}

    def test_what_is_ignored_is_left_out_even_when_it_is_asked_for(self) -> None:
        family = next(check.family for check in self.CHECKS if check.id == "execution-rate")
        chosen = self.ids(only=[family], ignore=["overspent"])
        assert "execution-rate" in chosen
        assert "overspent" not in chosen
        assert self.ids(only=["overspent"], ignore=[family]) == []

    def test_a_word_that_no_check_bears_chooses_nothing(self) -> None:
        assert self.ids(only=["no-such-check"]) == []

    def test_in_an_audit(self) -> None:
        text = fund_form(GOOD_FUNDS, GOOD_ROWS, ("100", "97.00"))
        (document,) = audited(text, selection=Selection(only=frozenset({"score-total"})))
        assert set(checks_of(document)) == {"score-total"}
        (without,) = audited(text, selection=Selection(ignore=frozenset({"score-total"})))
        assert "score-total" not in checks_of(without)


class TestDocuments:
    def test_one_result_a_document_in_the_order_given(self) -> None:
        texts = (report("综合得分98分。"), fund_form(GOOD_FUNDS), "说明。\n")
        assert [document.document.text for document in audited(*texts)] == list(texts)

    def test_a_finding_stands_with_the_document_that_has_to_be_mended(self) -> None:
        first, second = audited(report("困难群众资助参保人数1186人。"), report("困难群众资助参保人数1168人。"))
        assert "1168人" not in [f.reported for f in first.findings]
        assert [f.excerpts[0].source for f in second.findings if f.reported == "1168人"] == [1]

    def test_no_documents(self) -> None:
        assert audit([]) == Audit(())

    def test_what_is_counted(self) -> None:
        rows = [["产出指标", "数量指标", "检查机构数", "≥50家", "52家", "60", "60", ""], *GOOD_ROWS[1:2]]
        (document,) = audited(indicator_form(rows, ("80", "80")))
        assert document.held == sum(1 for relation in document.relations if relation.holds) > 5
        # Target, actual value, weight and score of two rows, one label with points, two totals.
        assert document.figures == 2 * 4 + 1 + 2
        (prose,) = audited(report("全年支出12万元，惠及30人。"))
        assert prose.figures == 2

    def test_a_long_cell_is_counted_once(self) -> None:
        (document,) = audited(
            indicator_form([["产出指标", "质量指标", "案卷合格率", "≥98%", "抽查案卷，合格率为99%", "20", "20", ""]])
        )
        assert document.figures == 4


class TestOrderAndRepeats:
    def test_the_gravest_come_first_and_then_by_place(self, monkeypatch: pytest.MonkeyPatch) -> None:
        told = [
            finding(9, severity=Severity.INFO),
            finding(40, severity=Severity.ERROR),
            finding(20, severity=Severity.WARNING),
            finding(3, severity=Severity.ERROR),
        ]
        with_results(monkeypatch, *told)
        (document,) = audited("甲" * 60)
        assert [(f.severity.value, f.excerpts[0].start) for f in document.findings] == [
            ("error", 3),
            ("error", 40),
            ("warning", 20),
            ("info", 9),
        ]

    def test_of_a_real_form(self) -> None:
        rows = [*GOOD_ROWS[:2], [*GOOD_ROWS[2][:6], "43", ""]]
        (document,) = audited(fund_form(GOOD_FUNDS, rows, ("100", "98")))
        gravity = [GRAVITY.index(f.severity) for f in document.findings]
        assert gravity == sorted(gravity)
        assert len(gravity) >= 2

    def test_one_check_says_the_same_of_a_place_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with_results(monkeypatch, finding(3), finding(3), finding(3, "另一句话"), finding(8))
        (document,) = audited("甲" * 60)
        assert [(f.excerpts[0].start, f.message) for f in document.findings] == [
            (3, "不符"),
            (3, "另一句话"),
            (8, "不符"),
        ]

    def test_two_checks_that_want_one_number_at_one_place_say_it_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        place = (Excerpt("48", 3, 5),)
        first = Finding("made-up", Severity.ERROR, "应为50", place, expected="50")
        again = Finding("some", Severity.ERROR, "合计50", place, expected="50")
        other = Finding("some", Severity.ERROR, "应为58", place, expected="58")
        words = Finding("some", Severity.ERROR, "写反", place, expected="增加")
        with_results(monkeypatch, first, again, other, words, words)
        (document,) = audited(report())
        assert list(document.findings) == [first, other, words]

    def test_relations_stand_in_the_order_of_their_places(self) -> None:
        (document,) = audited(fund_form(GOOD_FUNDS, GOOD_ROWS, ("100", "99.00")))
        starts = [relation.excerpts[0].start for relation in document.relations]
        assert starts == sorted(starts)


class TestEveryFaultRestsOnARelation:
    def test_a_fault_without_one_gets_one_that_fails(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with_results(monkeypatch, finding(3), finding(3))
        (document,) = audited("甲" * 60)
        assert [(r.check, r.reported, r.holds, r.match) for r in document.relations] == [
            ("made-up", "48", False, Match.JUDGED)
        ]

    def test_a_fault_with_a_failed_relation_gets_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        fault = finding(3)
        failed = Relation("made-up", "9+10", "48", False, Match.NONE, fault.excerpts)
        with_results(monkeypatch, failed, fault)
        (document,) = audited("甲" * 60)
        assert document.relations == (failed,)

    def test_what_is_only_remarked_or_cannot_be_judged_gets_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        remark = finding(3, severity=Severity.INFO)
        gap = Finding("made-up", Severity.WARNING, "可能缺行", (Excerpt("48", 5, 7),), kind="incomplete")
        with_results(monkeypatch, remark, gap)
        (document,) = audited("甲" * 60)
        assert document.relations == ()


class TestFingerprints:
    def test_the_same_finding_in_a_longer_document(self) -> None:
        fault = "全年预算200万元，支出184万元，执行率94%。"
        (short,), (longer,) = audited(report(fault)), audited(report("前面多写一段。", "再多写一段。", fault))
        prints = [[f.fingerprint() for f in d.findings if f.check == "rate"] for d in (short, longer)]
        assert prints[0] == prints[1] != []

    def test_another_number_is_another_finding(self) -> None:
        told = [audited(report(f"全年预算200万元，支出184万元，执行率{rate}%。"))[0].findings for rate in ("94", "95")]
        assert len({f.fingerprint() for findings in told for f in findings if f.check == "rate"}) == 2


PIECES = st.sampled_from(
    [
        *(
            "全年预算200万元",
            "支出184万元",
            "执行率94%",
            "产出指标60分",
            "得59分",
            "其中",
            "合计",
            "分别占",
            "比上年",
            "增长",
        ),
        *("下降15%", "1200人", "每人补助180元", "人次", "总分", "综合得分98分", "等级为优", "目标不低于95%", "实际93%"),
        *(
            "一、",
            "（一）",
            "1.",
            "，",
            "。",
            "；",
            "：",
            "（",
            "）",
            "“",
            "\n",
            "\t",
            " | ",
            "  ",
            "——",
            "0",
            "-3%",
            "无",
        ),
        *(
            "一级指标\t三级指标\t分值\t得分\n",
            "项目资金（万元）\t年初预算数\t全年执行数\t执行率\n",
            "2023年",
            "9月31日",
        ),
    ]
)


class TestEveryText:
    @given(st.lists(PIECES, max_size=40).map("".join))
    def test_an_audit_never_fails_and_quotes_the_document(self, text: str) -> None:
        (document,) = audited(text)
        quotes = [f.excerpts for f in document.findings] + [r.excerpts for r in document.relations]
        assert all(quotes)
        assert all(0 <= excerpt.start <= excerpt.end <= len(text) for quoted in quotes for excerpt in quoted)

    @given(st.lists(PIECES, max_size=40).map("".join))
    def test_twice_the_same_text_gives_the_same_audit(self, text: str) -> None:
        first, second = audited(text), audited(text)
        assert [(d.findings, d.relations) for d in first] == [(d.findings, d.relations) for d in second]

    @given(st.lists(PIECES, max_size=40).map("".join))
    def test_findings_are_sorted_and_differ(self, text: str) -> None:
        (document,) = audited(text)
        keys = [(f.check, f.excerpts[0].start, f.message) for f in document.findings]
        assert len(set(keys)) == len(keys)
        gravity = [GRAVITY.index(f.severity) for f in document.findings]
        assert all(before <= after for before, after in pairwise(gravity))


def test_extreme_numbers_are_no_reason_to_stop() -> None:
    rows = [["产出指标", "数量指标", "检查机构数", "≥0.0000000000001家", "99999999999999家", "20", "20", ""]]
    (document,) = audited(indicator_form(rows))
    assert document.relations
