"""The samples reuse figures and faults of published evaluations, never their sentences."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from samples.builder import catalogue
from tests.samples.reading import ROOT, lines

SEEDS = ROOT.parent / "shared" / "seeds"
LONGEST = 12
CHINESE = re.compile("[\u4e00-\u9fff]+")
STANDARD_NAMES = (
    "部门整体支出绩效自评结果拟应用和公开情况",
    "部门整体绩效目标产出指标完成情况",
    "部门整体绩效目标效益指标完成情况",
    "部门整体支出绩效自评报告",
    "部门整体支出绩效自评表",
    "部门整体支出绩效评价",
    "纳入专户管理的非税收入拨款",
    "项目支出主要绩效及评价结论",
    "国有资本经营预算支出情况",
    "社会保险基金预算支出情况",
    "新增预算项目事前绩效评估",
    "一般公共预算财政拨款",
)
"""Names of forms, of their sections and of indicators, which every bureau of the place prints alike."""


def _runs(text: str) -> set[str]:
    joined = re.sub(r"[ \u3000]", "", text)
    for name in STANDARD_NAMES:
        joined = joined.replace(name, "|")
    return {
        run[start : start + LONGEST]
        for run in CHINESE.findall(joined)
        for start in range(len(run) - LONGEST + 1)
    }  # fmt: skip


@pytest.fixture(scope="module", name="published")
def _published() -> set[str]:
    if not SEEDS.is_dir():
        pytest.skip("../shared/seeds is not here: nothing to compare with")
    runs = [_runs(path.read_text("utf-8")) for path in sorted(Path(SEEDS).iterdir())]
    return set().union(*runs)


@pytest.mark.parametrize("name", list(catalogue.SAMPLES))
def test_no_run_of_words_is_copied(name: str, published: set[str]) -> None:
    assert sorted(_runs("\n".join(lines(name))) & published) == []


@pytest.mark.parametrize("path", sorted((ROOT / "samples" / "evaluations").glob("*.yaml")), ids=lambda path: path.stem)
def test_no_run_of_words_is_copied_into_the_data(path: Path, published: set[str]) -> None:
    assert sorted(_runs(path.read_text("utf-8")) & published) == []


def test_the_comparison_sees_a_copied_sentence(published: set[str]) -> None:
    sentence = max(published)
    assert _runs(f"前文{sentence}后文") & published
