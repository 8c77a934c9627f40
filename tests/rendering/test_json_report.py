from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from jixiao.auditing.baseline import Baseline, Entry, Verdict
from jixiao.auditing.model import Audit
from jixiao.rendering.json_report import render_json, schema_text
from jixiao.rendering.report import Report, Unreadable, shown_documents


@pytest.fixture
def validator() -> Draft202012Validator:
    schema = json.loads(schema_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_output_follows_the_schema(report: Report, dossier: Report, validator: Draft202012Validator) -> None:
    for each in (report, dossier, Report(())):
        assert list(validator.iter_errors(json.loads(render_json(each, relations=True)))) == []


def test_keys_are_those_of_the_contract(report: Report) -> None:
    content = json.loads(render_json(report, relations=True))
    assert list(content) == ["jixiao", "documents"]
    document = content["documents"][0]
    assert list(document) == [
        "source", "evaluations", "figures", "verified", "held", "failed", "findings", "relations",
    ]  # fmt: skip
    assert list(document["evaluations"][0]) == ["kind", "department", "year", "pack", "total", "grade"]
    assert list(document["findings"][0]) == [
        "id", "check", "severity", "kind", "message", "quote", "expected", "reported", "interval", "spans", "places",
    ]  # fmt: skip
    assert list(document["relations"][0]) == [
        "check", "expression", "reported", "interval", "holds", "match", "spans",
    ]  # fmt: skip


def test_values(report: Report) -> None:
    document = json.loads(render_json(report, relations=True))["documents"][0]
    finding, relation = document["findings"][0], document["relations"][1]
    text = report.documents[0].document.text
    assert (finding["expected"], finding["reported"], finding["interval"]) == ("19", "50", ["19", "19"])
    assert [text[a:b] for a, b in finding["spans"]] == ["实得50分", "9分", "10分"]
    assert finding["places"] == ["第2段", "第2段", "第2段"]
    assert (relation["holds"], relation["match"], relation["interval"]) == (False, "none", ["0.990395", "0.990605"])
    assert document["evaluations"][0]["total"] == {"reported": "97.50", "recomputed": "96.5"}
    assert document["evaluations"][0]["grade"] == {"reported": "优", "recomputed": None}
    assert (document["figures"], document["verified"], document["held"], document["failed"]) == (12, 2, 1, 1)


def test_relations_only_on_request(report: Report) -> None:
    assert "relations" not in json.loads(render_json(report))["documents"][0]


def test_blank_cell_keeps_its_empty_span(report: Report) -> None:
    blank = json.loads(render_json(report))["documents"][0]["findings"][-1]
    assert blank["kind"] == "incomplete"
    assert blank["places"] == ["表1!R2C2"]
    [[start, end]] = blank["spans"]
    assert start == end


def test_spans_stay_in_the_own_document(dossier: Report) -> None:
    finding = json.loads(render_json(dossier))["documents"][1]["findings"][0]
    text = dossier.documents[1].document.text
    assert [text[start:end] for start, end in finding["spans"]] == ["990.5", "1000.00"]
    assert finding["places"] == ["表1!R3C3", "表1!R3C2", "报告.docx 表1!R2C3"]


def test_ids_are_unique_and_stable(report: Report, audit: Audit) -> None:
    ids = [finding["id"] for finding in json.loads(render_json(report))["documents"][0]["findings"]]
    assert len(set(ids)) == len(ids)
    assert render_json(report, relations=True) == render_json(Report(shown_documents(audit)), relations=True)


def test_verdicts_and_unreadable_files_are_said(audit: Audit, validator: Draft202012Validator) -> None:
    key = shown_documents(audit)[0].findings[0].id
    entry = Entry(key, "自评报告.docx", "score-sum", "error", "m", Verdict.DISMISSED, "已核实")
    stale = Entry("0" * 12, "自评报告.docx", "x", "error", "不见了", Verdict.CONFIRMED)
    documents = shown_documents(audit, Baseline((entry,)))
    content = json.loads(render_json(Report(documents, (Unreadable("坏.docx", "坏.docx：打不开。"),), (stale,))))
    validator.validate(content)
    assert content["documents"][0]["findings"][0]["verdict"] == {"verdict": "dismissed", "reason": "已核实"}
    assert content["unreadable"] == [{"source": "坏.docx", "message": "坏.docx：打不开。"}]
    assert content["stale_verdicts"][0]["message"] == "不见了"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("documents", 0, "findings", 0, "severity"), "fatal"),
        (("documents", 0, "findings", 0, "interval"), [19, 19]),
        (("documents", 0, "findings", 0, "extra"), 1),
        (("documents", 0, "held"), "1"),
        (("documents", 0, "evaluations", 0, "kind"), "report"),
    ],
)
def test_schema_refuses(report: Report, validator: Draft202012Validator, path: tuple[Any, ...], value: object) -> None:
    content = json.loads(render_json(report))
    place = content
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert not validator.is_valid(content)
