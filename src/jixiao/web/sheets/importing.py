"""Filling a sheet from a file: a fill-in workbook, a printed form, a table exported from a finance system.

Rows are found by their names. While goals are set the file may bring its own rows; later it fills the cells that are
open then, and what it says of a row that the sheet does not have is told, not lost in silence.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from jixiao.datafiles import DataFileError
from jixiao.documents import UnreadableFileError
from jixiao.evaluations import SelfEvaluation, Subject, joined_actual, plain_name
from jixiao.web.people.models import User
from jixiao.web.sheets.editing import Edit, value_at
from jixiao.web.sheets.judging import leaves_of
from jixiao.web.sheets.models import Sheet, State
from jixiao.web.sheets.saving import Saved, save
from jixiao.workbook import WorkbookError, load_evaluations
from jixiao.workbook.carrying import carry_over

_LEAF_FIELDS = ("actual", "attainment", "score", "reason", "explanation")
_FUND_FIELDS = ("adjusted", "arrived", "executed", "score", "reason")
_WHOLE_LISTS = ("problems", "measures", "sections")


class NothingToImportError(Exception):
    """The file cannot fill the sheet; the message is for the person who chose it."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: the saving, rows of the file that the sheet does not have, what to look at."""

    saved: Saved
    unknown: tuple[str, ...]
    look: tuple[str, ...] = ()


def import_file(sheet: Sheet, person: User, name: str, content: bytes) -> Imported:
    """Fill SHEET from the file NAME with CONTENT. Raises :class:`NothingToImportError`."""
    found = _evaluation_in(sheet, name, content)
    new = found.model_dump(mode="json")
    edits, unknown = _goals(sheet, new) if sheet.state == State.GOALS else _filling(sheet, found, new)
    if not edits:
        raise NothingToImportError(f"{name}：里面没有可以填进这份自评的内容，或者与现有的完全相同。")
    saved = save(sheet.pk, person, sheet.version, edits, why=f"导入{name}"[:40])
    return Imported(saved, tuple(unknown))


def last_year_of(sheet: Sheet) -> Sheet | None:
    """Return the sheet of the same bureau and title in a round of the year before; ``None`` where there is none."""
    before = Sheet.objects.filter(
        organisation_id=sheet.organisation_id,
        subject=sheet.subject,
        title=sheet.title,
        round__year=sheet.round.year - 1,
    )
    return before.order_by("-pk").first()


def copy_last_year(sheet: Sheet, person: User) -> Imported:
    """Begin the goals of SHEET from last year's evaluation. Raises :class:`NothingToImportError`."""
    last = last_year_of(sheet)
    if last is None:
        raise NothingToImportError("去年没有这份自评，不能照着编目标。")
    if sheet.state != State.GOALS:
        raise NothingToImportError("目标已经定了，不能再从去年取。")
    carried = carry_over(last.evaluation, sheet.round.year)
    edits, unknown = _goals(sheet, carried.evaluation.model_dump(mode="json"))
    return Imported(save(sheet.pk, person, sheet.version, edits, why="取去年的目标"), tuple(unknown), carried.look)


def _evaluation_in(sheet: Sheet, name: str, content: bytes) -> SelfEvaluation:
    """Return the evaluation in the file that SHEET is about: the only one, or the one of its name."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file{PurePath(name).suffix.lower()[:6]}"
        path.write_bytes(content)
        try:
            found = load_evaluations(path)
        except (UnreadableFileError, WorkbookError, DataFileError) as fault:
            raise NothingToImportError(str(fault).replace(str(path), name)) from fault
    fitting = [each for each in found if each.subject.value == sheet.subject]
    named = [each for each in fitting if plain_name(each.project or "") == plain_name(sheet.title)]
    if sheet.subject == Subject.PROJECT and named:
        fitting = named
    if len(fitting) != 1:
        told = f"有{len(fitting)}份这种自评，分不清用哪一份" if fitting else "没有认出这种自评"
        raise NothingToImportError(f"{name}：文件里{told}；请换一个只含“{sheet.title}”的文件。")
    return fitting[0]


def _goals(sheet: Sheet, new: Mapping[str, Any]) -> tuple[list[Edit], list[str]]:
    """Take over the rows of the file as they are; what was reached and scored is for later."""
    taken = {
        "indicators": [_unfilled(row) for row in new["indicators"]],
        "funds": [{**row, **dict.fromkeys(("executed", "arrived", "rate", "score", "reason"))} for row in new["funds"]],
        "goals": [{**row, "reached": None} for row in new["goals"]],
    }
    old = sheet.content
    return [Edit(path, old[path], rows) for path, rows in taken.items() if rows and rows != old[path]], []


def _unfilled(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of indicators without what is filled in at the end of the year."""
    blank = dict.fromkeys(("actual", "attainment", "score", "reason", "explanation", "deductions", "place"))
    return {**row, **blank, "evidence": [], "children": [_unfilled(child) for child in row["children"]]}


def _filling(sheet: Sheet, found: SelfEvaluation, new: Mapping[str, Any]) -> tuple[list[Edit], list[str]]:
    old = sheet.content
    here = {plain_name(row.name): path for path, row in leaves_of(sheet.evaluation)}
    edits: list[Edit] = []
    unknown: list[str] = []
    for path, row in leaves_of(found):
        own = here.get(plain_name(row.name))
        if own is None:
            unknown.append(row.name)
        else:
            told = value_at(new, path)
            # The file may write the unit in a column of its own, where the sheet writes it behind the number.
            whole = told if value_at(old, own)["unit"] else {**told, "actual": joined_actual(row) or None}
            edits += _differing(old, own, whole, _LEAF_FIELDS)
    funds = {plain_name(fund["label"]): f"funds/{at}" for at, fund in enumerate(old["funds"])}
    for fund in new["funds"]:
        own = funds.get(plain_name(fund["label"]))
        if own is None:
            unknown.append(fund["label"])
        else:
            edits += _differing(old, own, fund, _FUND_FIELDS)
    for at, goal in enumerate(new["goals"][: len(old["goals"])]):
        edits += _differing(old, f"goals/{at}", goal, ("reached",))
    edits += [Edit(key, old[key], new[key]) for key in _WHOLE_LISTS if new[key] and new[key] != old[key]]
    return edits, unknown


def _differing(old: Any, path: str, new: Mapping[str, Any], fields: tuple[str, ...]) -> Iterator[Edit]:
    """Yield an edit for each of FIELDS that the file fills in otherwise than the sheet; a blank takes nothing away."""
    row = value_at(old, path)
    for field in fields:
        if new.get(field) is not None and new[field] != row[field]:
            yield Edit(f"{path}/{field}", row[field], new[field])
