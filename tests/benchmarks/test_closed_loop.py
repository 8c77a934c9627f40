"""The benchmarks of printing, in small: what they count, and that they can miss their goals."""

from __future__ import annotations

import pytest

from benchmarks import closed_loop, print_speed
from samples.random_dossiers import dossier_packs


def test_a_few_dossiers_through_the_loop() -> None:
    count = len(dossier_packs())
    section = closed_loop.measure(count)
    figures = {figure.key: figure.value for figure in section.figures}
    assert section.missed == ()
    assert figures["files"] >= count
    assert figures["figures"] > 100 * count


def test_a_paper_that_is_not_read_back_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closed_loop, "differences", lambda *_: ["total：印出98，读回99"])
    section = closed_loop.measure(1)
    figures = {figure.key: figure.value for figure in section.figures}
    assert figures["unequal"] == figures["files"]
    assert [figure.key for figure in section.missed] == ["unequal"]


def test_every_pack_comes_in_every_kind_of_file() -> None:
    packs = dossier_packs()
    cases = {(pack.id, kind) for _, pack, kind in closed_loop.cases(packs, 2 * len(packs))}
    assert len(cases) == 2 * len(packs)


def test_both_sides_print_the_whole_bundle() -> None:
    section = print_speed.measure(runs=1)
    assert section.title.startswith("出表：9个文件，5张表，")
    assert {figure.key for figure in section.figures if figure.limit is not None} == {"print_over_python_docx"}
    assert all(figure.value > 0 for figure in section.figures)
