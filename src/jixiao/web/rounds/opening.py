"""Opening a round: every bureau that takes part gets the sheet of its whole budget, ready to be filled in."""

from __future__ import annotations

from jixiao.evaluations import Subject
from jixiao.packs import find_pack
from jixiao.web.organisations.models import Organisation
from jixiao.web.rounds.models import Round
from jixiao.web.sheets.beginning import blank_evaluation
from jixiao.web.sheets.models import Sheet

WHOLE = "部门整体支出"


def open_round(round_: Round) -> int:
    """Make the sheets of ROUND_ that are still missing and return how many; projects are added by the bureaus."""
    if not round_.department_pack:
        return 0
    have = set(round_.sheets.filter(subject=Subject.DEPARTMENT).values_list("organisation_id", flat=True))
    missing = [bureau for bureau in round_.bureaus.all() if bureau.pk not in have]
    for bureau in missing:
        begin_sheet(round_, bureau, Subject.DEPARTMENT)
    return len(missing)


def begin_sheet(round_: Round, bureau: Organisation, subject: Subject, project: str = "") -> Sheet:
    """Make the empty sheet of a bureau's whole budget, or of one PROJECT of it.

    Raises :class:`jixiao.packs.UnknownPackError` where the round has no such pack.
    """
    pack = find_pack(round_.department_pack if subject is Subject.DEPARTMENT else round_.project_pack)
    evaluation = blank_evaluation(pack, subject, round_.year, bureau.name, project)
    return Sheet.objects.create(
        round=round_,
        organisation=bureau,
        subject=subject.value,
        title=project or WHOLE,
        pack=pack.id,
        content=evaluation.model_dump(mode="json"),
    )
