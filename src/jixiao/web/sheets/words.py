"""A word on a doubtful finding, so that it no longer stands in the way."""

from __future__ import annotations

from django.db import transaction

from jixiao.web.journal.chain import record
from jixiao.web.people.models import User
from jixiao.web.sheets.judging import scored, told
from jixiao.web.sheets.models import Sheet, Word
from jixiao.web.sheets.saving import count_findings


class NoSuchFindingError(LookupError):
    """The audit does not say this of the sheet as it is now."""


def say_word(sheet: Sheet, person: User, key: str, reason: str) -> None:
    """Keep what PERSON says of the finding KEY of SHEET. Raises :class:`NoSuchFindingError`."""
    evaluation = sheet.evaluation
    found = {each.key: each for each in told(sheet, evaluation, scored(evaluation))}
    if key not in found:
        raise NoSuchFindingError(key)
    message = found[key].message
    with transaction.atomic():
        Word.objects.update_or_create(
            sheet=sheet, finding=key, defaults={"message": message, "reason": reason, "person": person}
        )
        after = {"finding": message, "reason": reason}
        record(person, "说明疑点", f"sheet:{sheet.pk}", sheet.organisation, after=after)
        count_findings(sheet)
