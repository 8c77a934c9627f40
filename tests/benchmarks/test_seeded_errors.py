"""Planted errors: each spoils one place of one paper, only where another place must agree with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from benchmarks import seeded_errors
from benchmarks.planting import Planting
from benchmarks.plants import KINDS, MISSING_ROW, Plant, planted, units_behind
from benchmarks.spots import TITLE, Spot, related, spots_of
from jixiao.rendering.self_report import Report
from samples.papers import Paper, papers_of, printed
from samples.random_dossiers import dossier_packs, random_dossier

MILUO = next(pack for pack in dossier_packs() if pack.id == "hunan/miluo-2023")


def dossier(seed: int = 5) -> tuple[list[Paper], list[Spot]]:
    made = random_dossier(MILUO, Random(seed))
    pairs = [(paper, at) for at, one in enumerate(made.evaluations) for paper in papers_of([one], MILUO)]
    papers = [paper for paper, _ in pairs]
    return papers, related(spots_of(made, papers, [at for _, at in pairs]))


def words(paper: Paper) -> list[str]:
    if isinstance(paper.content, Report):
        return [paper.content.title, *(paragraph.text for paragraph in paper.content.paragraphs)]
    return [text for sheet in paper.content for text in (sheet.subtitle, *(box.text for box in sheet.boxes))]


def test_every_spot_stands_where_it_says() -> None:
    papers, spots = dossier()
    assert len(spots) > 500
    for spot in spots:
        content = papers[spot.paper].content
        if isinstance(content, Report):
            there = content.title if spot.piece == TITLE else content.paragraphs[spot.piece].text
        else:
            sheet = content[spot.sheet]
            there = sheet.subtitle if spot.piece == TITLE else sheet.boxes[spot.piece].text
        assert there == spot.text
        assert spot.word.strip()


def test_spots_of_one_relation_are_several() -> None:
    _, spots = dossier()
    alone = [spot for spot in spots if not spot.relations]
    for spot in spots:
        for relation in spot.relations:
            assert spot.role == "count" or sum(relation in other.relations for other in spots) > 1
    assert 0 < len(alone) < len(spots) / 3


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != MISSING_ROW])
def test_an_error_spoils_one_place_alone(kind: str) -> None:
    papers, spots = dossier()
    plant = planted(kind, papers, [*spots, *units_behind(spots)], Random(1))
    if plant is None:
        assert kind in ("升降方向", "项数", "等级")
        return
    before = [text for paper in papers for text in words(paper)]
    after = [text for paper in plant.papers for text in words(paper)]
    assert len(before) == len(after)
    changed = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert changed == [
        (plant.spot.text, plant.spot.text[: plant.spot.start] + plant.put + plant.spot.text[plant.spot.end :])
    ]


def test_a_missing_row_leaves_a_whole_table() -> None:
    papers, spots = dossier()
    plant = planted(MISSING_ROW, papers, [spot for spot in spots if spot.relations], Random(1))
    assert plant is not None
    before, after = papers[plant.spot.paper].content, plant.papers[plant.spot.paper].content
    assert not isinstance(before, Report)
    assert not isinstance(after, Report)
    assert after[0].rows == before[0].rows - 1
    covered = {
        (row, column)
        for box in after[0].boxes
        for row in range(box.row, box.row + box.row_span)
        for column in range(box.column, box.column + box.column_span)
    }
    assert sum(box.row_span * box.column_span for box in after[0].boxes) == len(covered)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_findings_point_at_the_planted_error_or_do_not(kind: str, tmp_path: Path) -> None:
    papers, spots = dossier()
    plant = planted("得分超过分值", papers, spots, Random(2))
    assert plant is not None
    documents = printed(plant.papers, tmp_path, kind)
    pointing, apart = Planting(plant, papers, documents).findings(spots)
    assert "score-within-weight" in {finding.check for finding in pointing}
    assert apart == []
    elsewhere = replace(plant.spot, relations=frozenset({"nothing"}), kin="")
    other = next(spot for spot in spots if spot.paper != plant.spot.paper)
    moved = Planting(
        Plant(plant.papers, replace(elsewhere, paper=other.paper, piece=other.piece), plant.put), papers, documents
    )
    assert moved.findings([])[0] == []


def test_a_round_of_every_kind() -> None:
    section = seeded_errors.measure(len(dossier_packs()) * 2)
    figures = {figure.key: figure.value for figure in section.figures}
    assert figures["recall"] > 80
    assert figures["precision"] > 90
    assert figures["alone"] > 0
    assert figures["spots"] > figures["alone"]


def test_what_is_not_found_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Planting, "findings", lambda *_: ([], []))
    section = seeded_errors.measure(3)
    assert {figure.value for figure in section.figures if figure.key.startswith("missed")} == {100}
    assert section.missed
