"""Rounds: setting one up, and seeing how far everybody is."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from jixiao.web.journal.chain import record
from jixiao.web.organisations.access import has_role, person_of, require_somewhere, visible, within_reach
from jixiao.web.organisations.models import Level, Organisation, Role
from jixiao.web.people.models import User
from jixiao.web.rounds.forms import RoundForm
from jixiao.web.rounds.models import Round
from jixiao.web.rounds.opening import open_round
from jixiao.web.rounds.progress import counted, progress_of


def rounds_of(person: User) -> QuerySet[Round]:
    """Return the rounds that PERSON may see: those set within his reach, and those that his bureaus take part in."""
    own = within_reach(person, "organisation__") | within_reach(person, "bureaus__")
    return Round.objects.filter(own).select_related("organisation").distinct()


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """List the rounds."""
    person = person_of(request)
    context = {"rounds": rounds_of(person), "may_add": has_role(person, Role.ADMINISTRATOR)}
    return render(request, "rounds/index.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Set up a round and open its sheets."""
    person = person_of(request)
    require_somewhere(person, Role.ADMINISTRATOR)
    form = RoundForm(person, request.POST or None)
    if form.is_valid():
        with transaction.atomic():
            made = form.made()
            opened = open_round(made)
            record(person, "开始年度任务", f"round:{made.pk}", made.organisation, after={"title": made.title})
        messages.success(request, f"已开始“{made}”，为{made.bureaus.count()}个单位建了{opened}份自评。")
        return redirect("rounds:detail", made.pk)
    return render(request, "rounds/add.html", {"form": form}, status=422 if form.is_bound else 200)


@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far everybody is, over the part of the tree that the person may see."""
    person = person_of(request)
    round_ = rounds_of(person).filter(pk=pk).first()
    if round_ is None:
        raise Http404("没有这个年度任务")
    sheets = visible(person, round_.sheets.select_related("organisation").defer("content"))
    bureaus = visible(person, round_.bureaus.order_by("path"), field="")
    places = visible(person, Organisation.objects.exclude(level__in=[Level.BUREAU, Level.UNIT]), field="")
    branches = progress_of(round_, bureaus, places, sheets, timezone.localdate())
    context = {
        "round": round_,
        "branches": branches,
        "own_bureaus": bureaus.filter(within_reach(person, roles=[Role.CLERK])) if round_.project_pack else (),
        "counts": counted(sheets, sum(each.counts.late for each in branches)),
    }
    return render(request, "rounds/detail.html", context)
