"""Keeping changes: all that a person wrote is either in the sheet or given back to him with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from jixiao.scoring import Scorecard
from jixiao.web.journal.chain import record
from jixiao.web.people.models import User
from jixiao.web.sheets.editing import Edit, Merged, inverse, merge
from jixiao.web.sheets.judging import Told, amount, scored, told
from jixiao.web.sheets.models import Change, Sheet, State

_TOTAL_LIMIT, _AMOUNT_LIMIT = Decimal(10) ** 5, Decimal(10) ** 10  # what the columns of a sheet hold


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of a saving: the sheet as it is now, and what was made and refused."""

    sheet: Sheet
    merged: Merged


def save(pk: int, person: User, seen: int, edits: Iterable[Edit], why: str = "") -> Saved:
    """Make EDITS to the sheet PK for PERSON, who looked at version SEEN; what is returned as made is on disk.

    The sheet is locked meanwhile, so that two savings follow one another. Raises :class:`Sheet.DoesNotExist`.
    """
    with transaction.atomic():
        sheet = Sheet.objects.select_for_update(of=("self",)).select_related("round", "organisation").get(pk=pk)
        merged = merge(sheet.content, edits, State(sheet.state), rows_moved=seen < sheet.shaped_at)
        if merged.made:
            _keep(sheet, person, merged, why)
    return Saved(sheet, merged)


def _keep(sheet: Sheet, person: User, merged: Merged, why: str) -> None:
    sheet.content = merged.content
    sheet.version += 1
    if any(edit.shapes for edit in merged.made):
        sheet.shaped_at = sheet.version
    refresh(sheet)
    sheet.save()
    edits = [{"path": edit.path, "before": edit.before, "after": edit.after} for edit in merged.made]
    Change.objects.create(sheet=sheet, version=sheet.version, person=person, why=why, edits=edits)
    record(
        person,
        why or "修改",
        f"sheet:{sheet.pk}",
        sheet.organisation,
        before={edit.path: edit.before for edit in merged.made},
        after={edit.path: edit.after for edit in merged.made},
    )


def refresh(sheet: Sheet) -> None:
    """Bring score, grade and amounts of SHEET up to its content; nothing is saved."""
    evaluation = sheet.evaluation
    card = scored(evaluation)
    fund = evaluation.main_fund
    sheet.total = _kept(_TOTAL_LIMIT, card.total) if card is not None else None
    sheet.grade = card.grade.name if card is not None and card.grade is not None else ""
    sheet.dimensions = [*_dimensions(card)] if card is not None else []
    budget = (fund.adjusted if fund.adjusted is not None else fund.initial) if fund is not None else None
    sheet.budget = _kept(_AMOUNT_LIMIT, amount(budget))
    sheet.executed = _kept(_AMOUNT_LIMIT, amount(fund.executed)) if fund is not None else None


def _kept(limit: Decimal, value: Decimal | None) -> Decimal | None:
    """Return VALUE where its column can hold it; a slip of many zeros is in the content alone, where it is found."""
    return value if value is not None and abs(value) < limit else None


def _dimensions(card: Scorecard) -> Iterator[tuple[str, str, str]]:
    """Yield the first-level indicators that are scored throughout: name, points to be had, points earned."""
    for level in card.levels:
        if len(level.path) == 1 and level.score is not None:
            weight = level.weight if level.weight is not None else level.parts_weight
            yield level.path[0], f"{weight:f}", f"{level.score:f}"


def undo(pk: int, person: User, version: int) -> Saved:
    """Take back what version VERSION of sheet PK changed, as far as nobody has changed the same cells since.

    Raises :class:`Change.DoesNotExist`.
    """
    change = Change.objects.get(sheet_id=pk, version=version)
    edits = inverse([Edit(**each) for each in change.edits])
    newest = Sheet.objects.values_list("version", flat=True).get(pk=pk)
    return save(pk, person, newest, edits, why=f"撤销第{version}版")


def count_findings(sheet: Sheet) -> None:
    """Keep beside SHEET how many errors and unexplained doubts stand in it."""
    evaluation = sheet.evaluation
    keep_counts(sheet, told(sheet, evaluation, scored(evaluation)))


def keep_counts(sheet: Sheet, found: Iterable[Told]) -> None:
    """Keep beside SHEET how many of FOUND stand; nothing is written where that is known already."""
    standing = [each for each in found if each.stands]
    errors = sum(each.severity.value == "error" for each in standing)
    counts = {"errors": errors, "warnings": len(standing) - errors}
    if counts != {"errors": sheet.errors, "warnings": sheet.warnings}:
        sheet.errors, sheet.warnings = counts["errors"], counts["warnings"]
        Sheet.objects.filter(pk=sheet.pk).update(**counts)
