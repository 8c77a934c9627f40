"""The strict loader: one bad fixture for each failure mode; its first line says what must be told."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.datafiles import DataFileError
from jixiao.packs import UnknownPackError, case_file_of, find_pack, load_pack, path_of

BAD = Path(__file__).parent / "bad"
FIXTURES = sorted(path for path in BAD.glob("*.yaml") if path.stem != "good")


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_bad_pack_is_refused_with_place_and_remedy(path: Path) -> None:
    expected = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# 应提示：")
    with pytest.raises(DataFileError) as told:
        load_pack(path)
    assert expected
    assert expected in str(told.value)
    assert str(told.value).startswith(str(path))


def test_the_pack_that_the_bad_ones_are_made_of_is_good() -> None:
    assert load_pack(BAD / "good.yaml").id == "test/bad"


def test_there_is_a_fixture_for_each_way_to_fail() -> None:
    assert len(FIXTURES) >= 30


def test_packs_are_found_by_id_or_file() -> None:
    assert find_pack("mof/project-2020").id == "mof/project-2020"
    assert find_pack(str(BAD / "good.yaml")).id == "test/bad"
    assert case_file_of(path_of("mof/project-2020")).name == "project-2020.tests.yaml"
    with pytest.raises(UnknownPackError, match="没有规则包“某县”，现有 anhui/hefei-district-2024、"):
        find_pack("某县")
