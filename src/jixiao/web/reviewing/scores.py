"""What a submission comes to with the scores that its reviewer changed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from jixiao.packs import Band, find_pack
from jixiao.scoring import Line, Scorecard
from jixiao.web.journal.chain import record
from jixiao.web.people.models import User
from jixiao.web.reviewing.models import ChangedScore
from jixiao.web.sheets.judging import leaves_of, scored
from jixiao.web.sheets.models import Sheet

EXECUTION = "execution"


class NoScoreError(Exception):
    """The score cannot be changed so; the message tells the reviewer why."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The total and grade after review, and the changes that led there."""

    total: Decimal | None
    grade: Band | None
    changes: tuple[ChangedScore, ...]


def changes_of(sheet: Sheet) -> tuple[ChangedScore, ...]:
    """Return the changes to the last submission of SHEET."""
    return tuple(sheet.changed_scores.filter(submission=sheet.submissions.count()).select_related("person"))


def reviewed(sheet: Sheet, card: Scorecard | None) -> Reviewed:
    """Return what SHEET, scored as CARD, comes to after review."""
    changes = changes_of(sheet)
    if card is None or card.total is None:
        return Reviewed(None, None, changes)
    total = card.total + sum((each.score - each.submitted for each in changes), Decimal(0))
    return Reviewed(total, find_pack(sheet.pack).grade_of(total), changes)


def change_score(sheet: Sheet, person: User, path: str, text: str, reason: str) -> ChangedScore:
    """Give the row at PATH the points TEXT for REASON in place of the submitted ones. Raises :class:`NoScoreError`."""
    line = _line(sheet, path)
    if not reason.strip():
        raise NoScoreError("改分要写明理由。")
    if line.score is None or line.weight is None:
        raise NoScoreError(f"“{line.name}”还没有得分，不能改。")
    try:
        score = Decimal(text.strip())
    except ArithmeticError as fault:
        raise NoScoreError(f"“{text}”不是数，请填0到{line.weight:f}之间的分数。") from fault
    if not (score.is_finite() and 0 <= score <= line.weight):
        raise NoScoreError(f"“{line.name}”的得分应在0到{line.weight:f}之间。")
    with transaction.atomic():
        change, _ = ChangedScore.objects.update_or_create(
            sheet=sheet,
            submission=sheet.submissions.count(),
            path=path,
            defaults={
                "about": line.name[:120],
                "submitted": line.score,
                "score": score,
                "reason": reason.strip(),
                "person": person,
            },
        )
        before, after = {"score": f"{line.score:f}"}, {"score": f"{score:f}", "reason": reason.strip()}
        record(person, f"改分：{line.name}"[:40], f"sheet:{sheet.pk}", sheet.organisation, before, after)
    return change


def _line(sheet: Sheet, path: str) -> Line:
    evaluation = sheet.evaluation
    card = scored(evaluation)
    if card is None:
        raise NoScoreError("这份自评还不能计分。")
    if path == EXECUTION and card.execution is not None:
        return card.execution
    rows = dict(leaves_of(evaluation))
    line = next((line for line in card.lines if line.row is not None and line.row is rows.get(path)), None)
    if line is None:
        raise NoScoreError("没有这一行。")
    return line
