"""Rows of torn tables that no form prints: they are left out, and nothing is added up over the rest."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.documents import Excerpt, Layout
from jixiao.evaluations import Amount, FundLine, Points
from jixiao.quantities import parse_quantity
from jixiao.recognition.form_draft import FormDraft
from jixiao.recognition.indicator_tree import Branch, LeafRow
from jixiao.recognition.soundness import is_sound, keep_sound


def words(text: str) -> Excerpt:
    return Excerpt(text, 0, len(text), 0)


def points(value: str) -> Points:
    return Points(value=Decimal(value), excerpt=words(value))


def row(name: str = "巡查家数", weight: str = "10", target: str = "40家", actual: str = "43家") -> LeafRow:
    return LeafRow(words(name), points(weight), points("9"), target=words(target), actual=words(actual))


def draft(*rows: LeafRow, funds: tuple[FundLine, ...] = (), layout: Layout = Layout.RAGGED) -> FormDraft:
    made = FormDraft(
        0, 100, layout, funds=list(funds), branches=[Branch(words("产出指标"), points("50"), rows=[*rows])]
    )
    made.total, made.total_label = points("90"), words("总分")
    return made


def fund(label: str = "财政拨款", executed: str = "61.5万元") -> FundLine:
    quantity = parse_quantity(executed)
    assert quantity is not None
    return FundLine(label=words(label), part=True, executed=Amount(quantity=quantity, excerpt=words(executed)))


IMPOSSIBLE = [
    row(weight="1010"),
    row(name="≥95%"),
    row(name="≥"),
    row(name="万元"),
    row(name="86.5"),
    row(target="人次"),
    row(actual="≥"),
]


@pytest.mark.parametrize("bad", IMPOSSIBLE, ids=lambda bad: f"{bad.name.text}-{bad.target.text}")
def test_a_row_that_no_form_prints(bad: LeafRow) -> None:
    torn = draft(row(), bad)
    assert not is_sound(torn)
    keep_sound(torn)
    assert [kept.name.text for branch in torn.branches for kept in branch.rows] == ["巡查家数"]
    assert (torn.total, torn.total_label, [branch.weight for branch in torn.branches]) == (None, None, [None])


def test_what_a_form_may_print_is_left_alone() -> None:
    kept = draft(row(), row(name="3个月内办结率", actual="—"), row(weight="100"), funds=(fund(),))
    assert is_sound(kept)


@pytest.mark.parametrize("bad", IMPOSSIBLE, ids=lambda bad: f"{bad.name.text}-{bad.target.text}")
def test_the_columns_of_a_grid_are_certain(bad: LeafRow) -> None:
    assert is_sound(draft(bad, layout=Layout.GRID))


def test_a_flat_row_may_be_called_by_its_target() -> None:
    lost = row(name="≥95%", target="≥95%")
    assert is_sound(draft(lost, layout=Layout.FLAT))
    assert not is_sound(draft(lost, layout=Layout.RAGGED))


@pytest.mark.parametrize("bad", [fund(label="120.00"), fund(executed="91.64%")])
def test_a_fund_row_that_slipped_takes_the_others_with_it(bad: FundLine) -> None:
    torn = draft(row(), funds=(fund(), bad))
    assert not is_sound(torn)
    keep_sound(torn)
    assert torn.funds == []
