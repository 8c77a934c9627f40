"""A self-evaluation as data: what is filled in comes back as it was, through JSON and YAML."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.datafiles import load_model, parse_model
from jixiao.evaluations import (
    Attainment,
    BudgetLine,
    Building,
    Deduction,
    Department,
    EvidenceReference,
    FundRow,
    IndicatorRow,
    Mark,
    Office,
    OverallGoal,
    Procurement,
    SelfEvaluation,
    Subject,
    core_name,
    plain_name,
)

SAMPLES = sorted((Path(__file__).parents[2] / "samples" / "evaluations").glob("*.yaml"))

words = st.text(alphabet="参保率救助金额“”：,.-#&*{}[]!%@`|> 123\n", min_size=1, max_size=12).filter(str.strip)
texts = st.none() | words
numbers = st.decimals(min_value=0, max_value=10**9, places=2)
entries = st.none() | numbers | st.sampled_from(Mark)
lines = st.builds(BudgetLine, label=words, last_year=entries, initial=entries, adjusted=entries, executed=entries)
departments = st.builds(
    Department,
    name=texts,
    functions=st.lists(words, max_size=2).map(tuple),
    offices=st.lists(st.builds(Office, name=words, staff=entries), max_size=2).map(tuple),
    posts=entries,
    staff=entries,
    by_nature=st.lists(lines, max_size=2).map(tuple),
    three_public=st.lists(lines, max_size=2).map(tuple),
    procurement=st.none() | st.builds(Procurement, planned=entries, actual=entries, for_small_firms=entries),
    buildings=st.lists(st.builds(Building, name=words, approved_area=entries), max_size=1).map(tuple),
)
leaf = st.builds(
    IndicatorRow,
    name=words,
    weight=st.none() | numbers,
    target=texts,
    actual=texts,
    attainment=st.none() | st.sampled_from(Attainment),
    score=st.none() | numbers,
    reason=texts,
    core=st.booleans(),
    deductions=st.none() | st.lists(st.builds(Deduction, reason=words, each=numbers), max_size=2).map(tuple),
    evidence=st.lists(st.builds(EvidenceReference, title=words, location=texts), max_size=1).map(tuple),
)
trees = st.recursive(
    leaf,
    lambda children: st.builds(
        IndicatorRow, name=words, children=st.lists(children, min_size=1, max_size=3).map(tuple)
    ),
    max_leaves=5,
)
evaluations = st.builds(
    SelfEvaluation,
    subject=st.sampled_from(Subject),
    year=st.none() | st.integers(1990, 2100),
    department=departments,
    project=texts,
    funds=st.lists(
        st.builds(FundRow, label=words, part=st.booleans(), initial=entries, executed=entries, reason=texts), max_size=3
    ).map(tuple),
    goals=st.lists(st.builds(OverallGoal, expected=texts, reached=texts), max_size=2).map(tuple),
    indicators=st.lists(trees, max_size=3).map(tuple),
    total=st.none() | numbers,
    problems=st.lists(words, max_size=2).map(tuple),
)


@given(evaluations)
def test_through_json_and_back_is_the_same(evaluation: SelfEvaluation) -> None:
    assert parse_model(evaluation.model_dump_json(), "a.json", SelfEvaluation) == evaluation
    short = evaluation.model_dump_json(exclude_defaults=True)
    assert parse_model(short, "a.json", SelfEvaluation) == evaluation


@given(evaluations)
def test_json_is_yaml_too(evaluation: SelfEvaluation) -> None:
    content = json.dumps(json.loads(evaluation.model_dump_json()), ensure_ascii=True)
    assert parse_model(content, "a.yaml", SelfEvaluation) == evaluation


@pytest.mark.parametrize(
    ("written", "meant"),
    [("", None), ("~", None), ("0", Decimal(0)), ("—", Mark.DASH), ("无", Mark.NONE), ("不适用", Mark.NOT_APPLICABLE)],
)
def test_five_ways_to_fill_in_a_field_stay_apart(written: str, meant: object) -> None:
    text = f"subject: project\nfunds:\n- label: 年度资金总额\n  executed: {written}\n"
    first = parse_model(text, "a.yaml", SelfEvaluation)
    again = parse_model(first.model_dump_json(), "a.json", SelfEvaluation)
    for evaluation in (first, again):
        got = evaluation.funds[0].executed
        assert got == meant
        assert type(got) is type(meant)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_samples_load(path: Path) -> None:
    evaluation = load_model(path, SelfEvaluation)
    assert parse_model(evaluation.model_dump_json(), "a.json", SelfEvaluation) == evaluation


def test_there_are_samples() -> None:
    assert len(SAMPLES) == 8


@pytest.mark.parametrize(
    ("name", "plain", "core"),
    [
        ("产出指标(30分)", "产出指标", "产出"),
        ("1.数量指标（满分10分", "数量指标", "数量"),
        ("（二）效益指标30分", "效益指标", "效益"),
        ("指标1：参保人数", "参保人数", "参保人数"),
        ("“三公”经费控制情况", "“三公”经费控制情况", "三公经费控制情况"),
        ("12月31日前完成", "12月31日前完成", "12月31日前完成"),
        ("指标", "指标", ""),
    ],
)
def test_names_without_points_and_numbering(name: str, plain: str, core: str) -> None:
    assert plain_name(name) == plain
    assert core_name(name) == core
