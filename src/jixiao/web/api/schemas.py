"""What goes in and out of the interface. Amounts are in 万元; numbers of the core are decimal strings."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ninja import Field, Schema


class Fault(Schema):
    """Why a call was refused, in a sentence."""

    message: str


class OrganisationOut(Schema):
    """An organisation; ``parent`` is ``None`` at the top of what the caller may see."""

    id: int
    name: str
    level: str
    code: str


class RoundOut(Schema):
    """A round."""

    id: int
    title: str
    year: int
    organisation: int = Field(alias="organisation_id")
    department_pack: str
    project_pack: str
    goals_due: date
    due: date
    review_due: date


class SheetOut(Schema):
    """A sheet as lists show it."""

    id: int
    round: int = Field(alias="round_id")
    organisation: int = Field(alias="organisation_id")
    subject: str
    title: str
    pack: str
    state: str
    version: int
    total: Decimal | None
    grade: str
    budget: Decimal | None
    executed: Decimal | None
    errors: int
    warnings: int
    changed_at: datetime


class LineOut(Schema):
    """The score of one row and how it arose, a sentence a line."""

    path: str
    name: str
    score: str
    why: list[str]


class SheetContent(SheetOut):
    """A sheet with its content (the data format of ``jixiao schema evaluation``) and its scores."""

    content: dict[str, Any]
    lines: list[LineOut]
    gaps: list[str]
    reasons_due: list[str]


class EditIn(Schema):
    """A change of one cell: what the caller saw, and what is to be."""

    path: str = Field(max_length=120)
    before: Any = None
    after: Any = None


class SavingIn(Schema):
    """Changes to a sheet of which the caller saw version ``seen``."""

    seen: int = Field(ge=0)
    edits: list[EditIn] = Field(max_length=2000)


class RefusalOut(Schema):
    """A cell that was not changed, what stands there now, and why; ``conflict`` where somebody else changed it."""

    path: str
    now: Any = None
    message: str
    conflict: bool


class SavedOut(Schema):
    """What came of a saving."""

    version: int
    made: list[str]
    refused: list[RefusalOut]
    unknown: list[str] = Field(default_factory=list)


class FindingOut(Schema):
    """A finding of the audit; ``word`` is what was said to it."""

    key: str
    severity: str
    message: str
    working: str
    paths: list[str]
    word: str


class WordIn(Schema):
    """A word on a doubtful finding."""

    finding: str = Field(max_length=40)
    reason: str = Field(min_length=1, max_length=500)


class StepIn(Schema):
    """A step on the way of a sheet: an action and, where it asks for one, a reason."""

    action: str
    reason: str = ""


class ProjectIn(Schema):
    """A project to be evaluated."""

    name: str = Field(min_length=1, max_length=100)


class ChangeOut(Schema):
    """One saving in the history of a sheet."""

    version: int
    at: datetime
    who: str
    why: str
    edits: list[EditIn]
