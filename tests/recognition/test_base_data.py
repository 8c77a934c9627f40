"""The base data table of last year's papers as data: people, money by what it was spent on, lines below lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.documents import read_document
from jixiao.evaluations import BudgetLine, Department, Subject
from jixiao.recognition import evaluations_in

SAMPLES = Path(__file__).parents[2] / "samples"


def lines(found: Sequence[BudgetLine], depth: int = 0) -> Iterator[str]:
    for line in found:
        amounts = " ".join("·" if each is None else f"{each}" for each in (line.last_year, line.initial, line.executed))
        yield f"{'  ' * depth}{line.label} {amounts}"
        yield from lines(line.parts, depth + 1)


def department(name: str) -> Department:
    evaluations = evaluations_in(read_document(SAMPLES / name))
    assert all(each.department.staff is None for each in evaluations if each.subject is Subject.PROJECT)
    return evaluations[0].department


@pytest.mark.parametrize("name", ["miluo-style-bundle.docx", "miluo-style-bundle.txt"])
def test_the_table_of_a_bundle_belongs_to_its_department(name: str) -> None:
    found = department(name)
    assert (found.posts, found.staff) == (Decimal(60), Decimal(54))
    assert found.procurement is not None
    assert (found.procurement.planned, found.procurement.actual) == (Decimal(89), Decimal(50))
    assert list(lines(found.three_public)) == [
        "“三公”经费 11.6 5.7 0.23",
        "  公务用车购置和维护经费 · · ·",
        "    公车购置 · · ·",
        "    公车运行维护 · · ·",
        "  出国经费 · · ·",
        "  公务接待 11.6 5.7 0.23",
    ]
    # A section that prints no amounts of its own is the name of its lines.
    assert [line.label for line in found.operating] == ["办公经费", "水费、电费、差旅费", "会议费、培训费"]


def test_items_stand_below_the_numbered_row_they_follow() -> None:
    [projects] = department("miluo-style-bundle.docx").projects
    assert [(line.label, len(line.parts)) for line in projects.parts] == [
        ("业务工作经费", 0),
        ("运行维护经费", 0),
        ("县级专项资金", 6),
    ]
    assert list(lines(projects.parts[2].parts))[3] == "离休人员医疗补助 · 60 57"


def test_a_form_alone_says_of_the_department_what_its_head_does() -> None:
    [only] = evaluations_in(read_document(SAMPLES / "guangzhou-style-department-table.xlsx"))
    told = only.department
    assert told.units == Decimal(3)
    assert told == Department(name=told.name, units=told.units, by_nature=told.by_nature)
