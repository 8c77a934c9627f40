"""The first page: what waits for the person, how far the rounds are, and what else he may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from jixiao.web.organisations.access import has_role, person_of, visible, within_reach
from jixiao.web.organisations.models import Role
from jixiao.web.people.models import User
from jixiao.web.rounds.models import Round
from jixiao.web.rounds.progress import counted, due_of
from jixiao.web.rounds.views import rounds_of
from jixiao.web.sheets.models import Sheet, State
from jixiao.web.sheets.way import TURNS

_MOST_DUE, _MOST_OTHERS = 100, 30
_OVERSEERS = (Role.ADMINISTRATOR, Role.REVIEWER, Role.READER)


@dataclass(frozen=True, slots=True)
class Task:
    """A sheet that waits for the person: what he has to do with it, and in how many days (negative: late)."""

    sheet: Sheet
    what: str
    due: date | None
    days: int

    @property
    def late(self) -> bool:
        """Tell whether it should have been done already."""
        return self.days < 0


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person, and all else that he may see."""
    person = person_of(request)
    sheets = visible(person, Sheet.objects.select_related("organisation", "round").defer("content"))
    sheets = sheets.annotate(open_remarks=Count("remarks", filter=Q(remarks__settled=False)))
    due = sheets.filter(_waiting(person)).order_by("round__due", "organisation__path", "pk")
    others = sheets.exclude(pk__in=due.values("pk")).order_by("-round__year", "organisation__path", "pk")
    context = {
        "tasks": tasks(due[:_MOST_DUE], timezone.localdate()),
        "waiting": due.count(),
        "others": others[:_MOST_OTHERS],
        "more": max(0, others.count() - _MOST_OTHERS),
        "rounds": [(each, counted(visible(person, each.sheets.all()))) for each in _overseen(person)],
        "may_open": has_role(person, Role.ADMINISTRATOR),
    }
    return render(request, "sheets/home.html", context)


def _waiting(person: User) -> Q:
    waiting = Q(pk__in=[])
    for state, (role, _) in TURNS.items():
        if role is not None:
            waiting |= within_reach(person, "organisation__", [role]) & Q(state=state)
    return waiting


def _overseen(person: User) -> QuerySet[Round]:
    """Return the open rounds that PERSON oversees; a clerk or head alone has his own sheets to look at."""
    if not any(has_role(person, role) for role in _OVERSEERS):
        return Round.objects.none()
    return rounds_of(person).filter(closed=False)


def tasks(sheets: Iterable[Sheet], today: date) -> tuple[Task, ...]:
    """Return SHEETS as tasks as of TODAY."""
    return tuple(_task(sheet, today) for sheet in sheets)


def _task(sheet: Sheet, today: date) -> Task:
    state = State(sheet.state)
    due = due_of(sheet.round, state)
    return Task(sheet, _what(sheet, state), due, (due - today).days if due is not None else 0)


def _what(sheet: Sheet, state: State) -> str:
    remarks = getattr(sheet, "open_remarks", 0)
    found = [
        f"{sheet.errors}处错误要改" if sheet.errors else "",
        f"{sheet.warnings}处疑点要说明" if sheet.warnings else "",
    ]
    if state is State.RETURNED:
        found.insert(0, f"按{remarks}条审核意见修改" if remarks else "按退回原因修改")
    return "，".join(each for each in found if each) or TURNS[state][1]
