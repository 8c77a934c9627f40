"""Adding a project that a bureau has to evaluate in a round."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest

from jixiao.evaluations import Subject
from jixiao.web.journal.chain import record
from jixiao.web.organisations.access import organisation_for, person_of
from jixiao.web.organisations.models import Role
from jixiao.web.rounds.models import Round
from jixiao.web.rounds.opening import begin_sheet
from jixiao.web.sheets.models import Sheet

_CLERK = frozenset({Role.CLERK})
_LONGEST = 100


class NoProjectError(Exception):
    """The project cannot be added; the message tells why."""


def begin_project(request: HttpRequest, round_pk: int, bureau: int, name: str) -> Sheet:
    """Begin the sheet of the project NAME of BUREAU in a round, for the clerk who asks.

    Raises :class:`NoProjectError`, :class:`Http404`, :class:`PermissionDenied`.
    """
    organisation = organisation_for(request, bureau, _CLERK)
    round_ = Round.objects.filter(pk=round_pk, bureaus=organisation).first()
    if round_ is None or not round_.project_pack:
        raise Http404("这个年度任务不评项目")
    title = name.strip()
    if not title or len(title) > _LONGEST:
        raise NoProjectError(f"请写项目名称，不超过{_LONGEST}字。")
    try:
        with transaction.atomic():
            sheet = begin_sheet(round_, organisation, Subject.PROJECT, title)
            record(person_of(request), "新增项目", f"sheet:{sheet.pk}", organisation, after={"name": title})
    except IntegrityError as fault:
        raise NoProjectError(f"已经有叫“{title}”的项目了，不能重名。") from fault
    return sheet
