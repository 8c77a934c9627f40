from __future__ import annotations

from dataclasses import replace
from datetime import date

from jixiao.auditing.baseline import Baseline, Entry, Verdict
from jixiao.auditing.model import Audit, DocumentAudit, Finding, Severity
from jixiao.documents import Excerpt
from jixiao.rendering.report import LONGEST_SPAN, Report, recomputed, shown_documents


def test_findings_come_heaviest_first_then_by_place(report: Report) -> None:
    found = [shown.finding.check for shown in report.documents[0].findings]
    assert found == [
        "score-sum",
        "execution-rate",
        "vague-indicator",
        "vague-indicator",
        "numbering",
        "blank-cell",
    ]


def test_order_does_not_depend_on_the_order_of_the_checks(audit: Audit) -> None:
    turned = Audit((replace(audit.documents[0], findings=audit.documents[0].findings[::-1]),))
    assert [s.finding for s in shown_documents(turned)[0].findings] == [
        s.finding for s in shown_documents(audit)[0].findings
    ]


def test_equal_findings_are_one_group(report: Report) -> None:
    groups = report.documents[0].groups()
    assert [len(group.members) for group in groups] == [1, 1, 2, 1, 1]
    assert sum(report.documents[0].counts().values()) == 6


def test_counts_tell_gaps_from_hints(report: Report) -> None:
    assert report.documents[0].counts() == {"error": 2, "warning": 2, "info": 1, "incomplete": 1}


def test_places_in_another_document_name_the_file(dossier: Report) -> None:
    shown = dossier.documents[1].findings[0]
    assert [place.label for place in shown.places] == ["表1!R3C3", "报告.docx 表1!R2C3", "表1!R3C2"]


def test_spans_are_trimmed(audit: Audit) -> None:
    document = audit.documents[0].document
    long = Finding("c", Severity.INFO, "m", (Excerpt(document.text, 0, len(document.text)),))
    shown = shown_documents(Audit((DocumentAudit(document, (), 0, (), (long,)),)))[0].findings[0]
    assert (shown.places[0].span.start, shown.places[0].span.end) == (0, LONGEST_SPAN)


def test_dismissed_findings_do_not_count(audit: Audit) -> None:
    first = shown_documents(audit)[0].findings[0]
    entry = Entry(first.id, "自评报告.docx", "score-sum", "error", "m", Verdict.DISMISSED, "已核实", date(2024, 1, 1))
    document = shown_documents(audit, Baseline((entry,)))[0]
    assert document.counts()["error"] == 1
    assert [shown.id for shown in document.dismissed] == [first.id]


def test_a_verdict_on_another_file_does_not_apply(audit: Audit) -> None:
    first = shown_documents(audit)[0].findings[0]
    entry = Entry(first.id, "别的.docx", "score-sum", "error", "m", Verdict.DISMISSED, "已核实")
    assert shown_documents(audit, Baseline((entry,)))[0].dismissed == ()


def test_worst_severity(report: Report, audit: Audit) -> None:
    assert report.worst() is Severity.ERROR
    clean = Audit((replace(audit.documents[0], findings=()),))
    assert Report(shown_documents(clean)).worst() is None


def test_recomputed_values_are_found_by_place(report: Report) -> None:
    audit = report.documents[0].audit
    total = audit.evaluations[0].total
    assert total is not None
    assert recomputed(audit.relations)[0, total.excerpt.start, total.excerpt.end] == "96.5"


def test_a_contradiction_is_not_hidden_by_a_confirmation(report: Report) -> None:
    confirmed = report.documents[0].audit.relations[0]
    contradicted = replace(confirmed, holds=False, computed="95")
    at = (0, confirmed.excerpts[0].start, confirmed.excerpts[0].end)
    assert recomputed((confirmed, contradicted))[at] == recomputed((contradicted, confirmed))[at] == "95"
