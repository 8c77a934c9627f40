"""Every built-in pack: where each figure is from, and tests in sentences on both sides of every limit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from jixiao.datafiles import load_model, parse_yaml
from jixiao.packs import Item, Kind, Method, Occasion, Pack, Sourced, all_packs, case_file_of, pack_files, path_of
from jixiao.rendering.schemas import SCHEMAS
from jixiao.scoring import score
from jixiao.scoring.pack_tests import PackTest, PackTestFile, evaluation_of, run_tests

PACKS = all_packs()
SCORED = [pack for pack in PACKS if pack.scored]
NEEDED = {
    *("mof/project-2020", "mof/project-2021", "hunan/miluo-2023", "anhui/hefei-district-2024", "chongqing/bishan-2022"),
    *("guangdong/guangzhou-2022", "jiangxi/nanchang-district-2022", "sichuan/project-2023", "hubei/project-2021"),
    *("yunnan/project-2023", "chongqing/project-2023", "shanxi/project-2020", "central/transfer-2024"),
}
CENT = Decimal("0.01")
by_id = pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
by_scored_id = pytest.mark.parametrize("pack", SCORED, ids=lambda pack: pack.id)


def cases_of(pack: Pack) -> tuple[PackTest, ...]:
    return load_model(case_file_of(path_of(pack.id)), PackTestFile).tests


def test_the_packs_that_there_must_be() -> None:
    assert {pack.id for pack in PACKS} == NEEDED
    assert {pack.id: name for name, pack in zip(pack_files(), PACKS, strict=True)} == {name: name for name in NEEDED}


def figures(item: Item, sourced: Sourced | None = None) -> Iterator[tuple[str, Decimal, Sourced | None]]:
    """Yield every figure of a pack with the nearest item around it that names a source."""
    around = item if isinstance(item, Sourced) else sourced
    for name in type(item).model_fields:
        value = getattr(item, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Decimal):
                yield name, each, around
            elif isinstance(each, Item):
                yield from figures(each, around)


@by_id
def test_every_figure_has_a_source_and_says_how_sure_it_is(pack: Pack) -> None:
    for name, value, around in figures(pack):
        assert around is not None, f"{name} {value} 没有来源"
        assert pack.source_of(around).confidence
    assert all(sourced.source in pack.sources for sourced in pack.sourced())


def test_the_walk_over_figures_finds_them() -> None:
    found = list(figures(PACKS[0]))
    assert len(found) > 10
    assert list(figures(PACKS[0].grades[0], None))


def plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral() else float(value)
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list) else value


@by_id
def test_the_shipped_schema_takes_the_pack(pack: Pack) -> None:
    schema = json.loads(SCHEMAS["pack"]())
    content = plain(parse_yaml(path_of(pack.id).read_text(encoding="utf-8")).value)
    assert list(Draft202012Validator(schema).iter_errors(content)) == []


def test_the_schema_refuses_an_unknown_item() -> None:
    schema = json.loads(SCHEMAS["pack"]())
    content = plain(parse_yaml(path_of("mof/project-2020").read_text(encoding="utf-8")).value)
    assert list(Draft202012Validator(schema).iter_errors(content | {"联系人": "某某"}))


@pytest.mark.parametrize("name", ["evaluation", "pack"])
def test_the_schemas_in_docs_are_up_to_date(name: str) -> None:
    shipped = Path(__file__).parents[2] / "docs" / "schema" / f"{name}.schema.json"
    assert shipped.read_text(encoding="utf-8") == SCHEMAS[name]()


@by_scored_id
def test_the_tests_of_the_pack_pass(pack: Pack) -> None:
    outcomes = run_tests(pack, PackTestFile(测试=cases_of(pack)))
    assert [each.told for each in outcomes if not each.passed] == []


@by_scored_id
def test_both_sides_of_every_grade_limit_are_tested(pack: Pack) -> None:
    totals = {test.total for test in cases_of(pack)}
    for band in pack.grades:
        if band.at_least > 0:
            assert {band.at_least, band.at_least - CENT} <= totals, f"等级“{band.name}”的界限{band.at_least}"


@by_scored_id
def test_both_sides_of_every_reason_limit_are_tested(pack: Pack) -> None:
    answers = {test.reason_due for test in cases_of(pack)}
    if any(trigger.occasion in (Occasion.OVERSHOOT, Occasion.LOW_EXECUTION) for trigger in pack.triggers):
        assert {True, False} <= answers


@by_scored_id
def test_every_method_is_tested_with_full_and_with_fewer_points(pack: Pack) -> None:
    earned: dict[Method, set[bool]] = {}
    for test in cases_of(pack):
        if test.indicator is None and test.fund is None:
            continue
        card = score(evaluation_of(test, pack), pack)
        for line in card.all_lines:
            if line.explanation.method is not None and line.score is not None and line.weight is not None:
                earned.setdefault(line.explanation.method, set()).add(line.score == line.weight)
    used = {rule.method for rule in pack.rules} | ({pack.execution.method} if pack.execution else set())
    used |= {node.rule.method for top in pack.indicators for node in top.walk() if node.rule is not None}
    assert {method: {True, False} for method in used} == {method: earned.get(method, set()) for method in used}


@by_scored_id
def test_every_kind_of_indicator_has_a_rule(pack: Pack) -> None:
    for kind in Kind:
        if kind is not Kind.SATISFACTION:
            assert pack.rule_for(kind) is not None, kind
