"""The benchmark of spoilt figures, on one document of two relations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.mutants import Mutant, Target, described, is_found, measure, mutants_of, targets

FILLING = "项目按年度计划组织实施，资金由县财政国库集中支付，救助名单按月比对，台账保存完整，便于复核查阅。" * 4
TEXT = f"清芦县2023年度医疗救助项目支出绩效自评报告\n{FILLING}\n全年预算268.00万元，执行243.35万元，执行率90.80%。\n"
RELATION = {
    "kind": "execution-rate",
    "expr": "243.35/268.00",
    "reported": "90.80%",
    "computed": "90.8022%",
    "holds": True,
    "quote": "90.80%",
    "cross": ["268.00", "243.35"],
    "cross_lines": [3, 3],
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return labelled(tmp_path, [RELATION, RELATION | {"holds": False}, RELATION | {"kind": "target-met"}])


def labelled(folder: Path, relations: list[dict[str, object]]) -> Path:
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "a.json").write_text(json.dumps({"relations": relations}, ensure_ascii=False), encoding="utf-8")
    return folder


def spoilt(target: Target, words: str) -> Mutant:
    text = TEXT[: target.start] + words + TEXT[target.end :]
    return Mutant(target, "错一位", text, target.start, target.start + len(words))


def test_targets_are_figures_of_relations_that_hold(corpus: Path) -> None:
    (target,) = targets(corpus)
    assert TEXT[target.start : target.end] == "90.80"
    assert [TEXT[start:end] for start, end in target.operands] == ["268.00", "243.35"]


def test_a_figure_that_stands_twice_without_a_place_is_none(tmp_path: Path) -> None:
    assert targets(labelled(tmp_path, [RELATION | {"quote": "8"}])) == []


@pytest.mark.parametrize("seed", range(12))
def test_a_mutant_changes_one_figure(corpus: Path, seed: int) -> None:
    (mutant,) = mutants_of(targets(corpus), 1, seed)
    behind = len(TEXT) - mutant.target.end
    assert mutant.text != TEXT
    assert mutant.text.startswith(TEXT[: mutant.start])
    assert mutant.text.endswith(TEXT[-behind:])


def test_it_draws_the_same_for_the_same_seed(corpus: Path) -> None:
    drawn = [list(mutants_of(targets(corpus), 1, 3)) for _ in range(2)]
    assert drawn[0] == drawn[1]


@pytest.mark.parametrize(("words", "found"), [("92.80", True), ("90.80", False)])
def test_what_counts_as_found(corpus: Path, words: str, found: bool) -> None:
    (target,) = targets(corpus)
    assert is_found(spoilt(target, words), set()) is found


def test_what_was_raised_before_does_not_count(corpus: Path) -> None:
    (target,) = targets(corpus)
    message = "“执行率”按243.35万元÷268.00万元应为90.80%，写的是92.80%"
    assert is_found(spoilt(target, "92.80"), {("rate", message)}) is False


def test_the_shares_found(corpus: Path) -> None:
    section, missed = measure(1, 0, corpus)
    assert section.figures[0].key == "all"
    assert section.figures[0].value in (0, 100)
    assert len(missed) == (section.figures[0].value == 0)


def test_a_line_on_a_mutant_marks_the_change(corpus: Path) -> None:
    (target,) = targets(corpus)
    assert "执行率【92.80】%" in described(spoilt(target, "92.80"))
