"""A word on a doubtful finding, so that it no longer stands in the way."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from jixiao.web.journal.chain import record
from jixiao.web.people.models import User
from jixiao.web.sheets.editing import OPEN
from jixiao.web.sheets.judging import scored, told
from jixiao.web.sheets.models import Sheet, State, Word
from jixiao.web.sheets.saving import count_findings


class NoSuchFindingError(LookupError):
    """The audit does not say this of the sheet as it is now."""


def say_word(sheet: Sheet, person: User, key: str, reason: str) -> None:
    """Keep what PERSON says of the finding KEY of SHEET.

    Raises :class:`NoSuchFindingError`, and :class:`PermissionDenied` where the sheet is out of the bureau's hands.
    """
    _refuse_handed_in(sheet)
    evaluation = sheet.evaluation
    found = {each.key: each for each in told(sheet, evaluation, scored(evaluation))}
    if key not in found:
        raise NoSuchFindingError(key)
    message = found[key].message
    with transaction.atomic():
        # The sheet is locked before the journal, here as everywhere: two people never wait for each other.
        _refuse_handed_in(Sheet.objects.select_for_update().get(pk=sheet.pk))
        Word.objects.update_or_create(
            sheet=sheet, finding=key, defaults={"message": message, "reason": reason, "person": person}
        )
        count_findings(sheet)
        after = {"finding": message, "reason": reason}
        record(person, "说明疑点", f"sheet:{sheet.pk}", sheet.organisation, after=after)


def _refuse_handed_in(sheet: Sheet) -> None:
    if State(sheet.state) not in OPEN:
        raise PermissionDenied(f"现在是“{sheet.get_state_display()}”，不能再写说明")
