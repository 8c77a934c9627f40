"""An audit as JSON. The contract is ``audit.schema.json``; numbers that carry decimals are strings."""

from __future__ import annotations

import json
from importlib.resources import files

from jixiao import __version__
from jixiao.auditing.baseline import Entry
from jixiao.auditing.model import Relation
from jixiao.documents import Excerpt
from jixiao.evaluations import Evaluation
from jixiao.packs import all_packs, choose_pack
from jixiao.quantities import Interval
from jixiao.rendering.report import Place, Report, ShownDocument, ShownFinding, recomputed
from jixiao.rendering.words import bounds, total_words

Json = dict[str, object]


def render_json(report: Report, relations: bool = False) -> str:
    """Return REPORT as JSON text, with every worked-out relation when RELATIONS is set."""
    return json.dumps(audit_json(report, relations), ensure_ascii=False, indent=1) + "\n"


def schema_text() -> str:
    """Return the JSON Schema (draft 2020-12) of what :func:`render_json` writes."""
    return files("jixiao.rendering").joinpath("audit.schema.json").read_text(encoding="utf-8")


def audit_json(report: Report, relations: bool = False) -> Json:
    """Return REPORT as values for JSON; files that could not be read and stale verdicts stand beside the documents."""
    content: Json = {
        "jixiao": __version__,
        "documents": [_document(document, relations) for document in report.documents],
    }
    if report.unreadable:
        content["unreadable"] = [{"source": each.source, "message": each.message} for each in report.unreadable]
    if report.stale:
        content["stale_verdicts"] = [_stale(entry) for entry in report.stale]
    return content


def _document(shown: ShownDocument, relations: bool) -> Json:
    audit = shown.audit
    worked_out = recomputed(audit.relations)
    content: Json = {
        "source": shown.document.source,
        "evaluations": [_evaluation(evaluation, worked_out) for evaluation in audit.evaluations],
        "figures": audit.figures,
        "verified": len(audit.relations),
        "held": audit.held,
        "failed": len(audit.relations) - audit.held,
        "findings": [_finding(finding, shown) for finding in shown.findings],
    }
    if relations:
        content["relations"] = [_relation(relation, shown) for relation in audit.relations]
    return content


def _evaluation(evaluation: Evaluation, worked_out: dict[tuple[int, int, int], str]) -> Json:
    total, grade = evaluation.total, evaluation.grade
    return {
        "kind": evaluation.subject.value,
        "department": evaluation.department.text if evaluation.department else None,
        "year": evaluation.year,
        "pack": pack.id if (pack := choose_pack(evaluation, all_packs())) is not None else None,
        "total": _compared(total_words(evaluation), total.excerpt if total else None, worked_out),
        "grade": _compared(grade.name if grade else None, grade.excerpt if grade else None, worked_out),
    }


def _compared(reported: str | None, at: Excerpt | None, worked_out: dict[tuple[int, int, int], str]) -> Json:
    return {
        "reported": reported,
        "recomputed": worked_out.get((at.source, at.start, at.end)) if at else None,
    }


def _finding(shown: ShownFinding, document: ShownDocument) -> Json:
    finding = shown.finding
    content: Json = {
        "id": shown.id,
        "check": finding.check,
        "severity": finding.severity.value,
        "kind": finding.kind,
        "message": finding.message,
        "quote": finding.excerpts[0].text if finding.excerpts else "",
        "expected": finding.expected,
        "reported": finding.reported,
        "interval": _interval(finding.interval),
        "spans": _spans(shown.places, document),
        "places": _labels(shown.places, document),
    }
    if shown.entry:
        content["verdict"] = {"verdict": shown.entry.verdict.value, "reason": shown.entry.reason}
    return content


def _relation(relation: Relation, document: ShownDocument) -> Json:
    return {
        "check": relation.check,
        "expression": relation.expression,
        "reported": relation.reported,
        "interval": _interval(relation.interval),
        "holds": relation.holds,
        "match": relation.match.value,
        "spans": _spans(document.places(relation.excerpts), document),
    }


def _spans(places: tuple[Place, ...], document: ShownDocument) -> list[list[int]]:
    return [[place.span.start, place.span.end] for place in places if place.source == document.index]


def _labels(places: tuple[Place, ...], document: ShownDocument) -> list[str]:
    """Name all places: first those of the document's own spans, in the same order, then those in other documents."""
    return [place.label for place in sorted(places, key=lambda place: place.source != document.index)]


def _interval(interval: Interval | None) -> list[str] | None:
    return list(bounds(interval)) if interval else None


def _stale(entry: Entry) -> Json:
    return {"id": entry.key, "source": entry.source, "message": entry.message, "verdict": entry.verdict.value}
