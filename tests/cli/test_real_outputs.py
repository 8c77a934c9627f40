"""All outputs on the sample files, through the real readers and checks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from jixiao.auditing.registry import all_checks
from jixiao.rendering.catalogue import catalogue_markdown
from jixiao.rendering.json_report import schema_text

Run = Callable[..., Any]
REPOSITORY = Path(__file__).parents[2]
SAMPLES = sorted(
    path for path in (REPOSITORY / "samples").iterdir() if path.suffix in {".txt", ".docx", ".xlsx", ".html"}
)
VALIDATOR = Draft202012Validator(json.loads(schema_text()))


def test_there_are_samples() -> None:
    assert {path.suffix for path in SAMPLES} == {".txt", ".docx", ".xlsx", ".html"}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_json_follows_the_schema_and_points_into_the_text(run: Run, sample: Path) -> None:
    content = json.loads(run("audit", sample, "--format", "json", "--relations").out)
    VALIDATOR.validate(content)
    text = run("text", sample).out
    [document] = content["documents"]
    assert document["verified"] == document["held"] + document["failed"] == len(document["relations"])
    for finding in document["findings"]:
        assert len(finding["places"]) == len(finding["spans"])
        start, end = finding["spans"][0]
        assert text[start:end] == finding["quote"][: end - start]
        assert end - start <= 60


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_page_marks_every_finding(run: Run, sample: Path) -> None:
    page = run("audit", sample, "--format", "html").out
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r' href="#([^"]+)"', page)) <= set(ids)
    assert {f"m-{key}" for key in re.findall(r' data-key="([^"]+)"', page)} <= set(ids)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_terminal_and_tree(run: Run, sample: Path) -> None:
    ended = run("audit", sample, "--all")
    assert ended.err == ""
    assert ended.out.startswith(f"{sample}：")
    assert str(sample)[:20] in run("show", sample).out


def test_together_compares_the_files(run: Run) -> None:
    content = json.loads(run("audit", *SAMPLES[:3], "--together", "--format", "json", "--relations").out)
    VALIDATOR.validate(content)
    assert [document["source"] for document in content["documents"]] == [str(path) for path in SAMPLES[:3]]


def test_every_check_has_an_id_that_the_schema_takes() -> None:
    pattern = json.loads(schema_text())["$defs"]["check_id"]["pattern"]
    assert all(re.search(pattern, check.id) for check in all_checks())


def test_the_catalogue_in_the_documentation_is_current() -> None:
    page = REPOSITORY / "docs" / "checks.md"
    remedy = "请运行 jixiao checks --format markdown --output docs/checks.md"
    assert page.read_text(encoding="utf-8") == catalogue_markdown(all_checks()), remedy
