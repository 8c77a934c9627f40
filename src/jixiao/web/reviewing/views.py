"""The queue of a reviewer, changed scores, and samples for spot checks."""

from __future__ import annotations

import secrets
from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from jixiao.web.journal.chain import record
from jixiao.web.organisations.access import person_of, require_somewhere, within_reach
from jixiao.web.organisations.models import Role
from jixiao.web.reviewing.drawing import drawn
from jixiao.web.reviewing.models import Sample
from jixiao.web.reviewing.risk import Facts, ranked
from jixiao.web.reviewing.scores import NoScoreError, change_score
from jixiao.web.rounds.views import rounds_of
from jixiao.web.sheets.access import sheet_for
from jixiao.web.sheets.models import Sheet, State

_REVIEWER = frozenset({Role.REVIEWER})
_SUBMITTED = (State.REVIEWING, State.ACCEPTED, State.PUBLISHED)


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits for review, the riskiest first, with the reasons; and the samples drawn so far."""
    person = person_of(request)
    require_somewhere(person, Role.REVIEWER)
    reach = within_reach(person, "organisation__", _REVIEWER)
    sheets = {
        each.pk: each for each in Sheet.objects.filter(reach).select_related("organisation", "round").defer("content")
    }
    waiting = [each for each in sheets.values() if each.state == State.REVIEWING]
    rows = [(sheets[risk.pk], risk) for risk in ranked([_facts(each) for each in waiting])]
    rounds = rounds_of(person)
    samples = Sample.objects.filter(round__in=rounds).select_related("round", "person")[:20]
    shown = [(sample, [sheets[pk] for pk in sample.chosen if pk in sheets]) for sample in samples]
    return render(request, "reviewing/queue.html", {"rows": rows, "rounds": rounds, "samples": shown})


def _facts(sheet: Sheet) -> Facts:
    group = f"{sheet.round_id}:{sheet.pack}:{sheet.subject}"
    return Facts(sheet.pk, group, sheet.total, sheet.budget, sheet.executed, sheet.errors, sheet.warnings)


@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the score of a row that is in review."""
    opened = sheet_for(request, pk, _REVIEWER)
    sheet = opened.sheet
    if opened.person.pk in (sheet.submitted_by_id, sheet.signed_by_id):
        raise PermissionDenied("这份自评是您自己报送的，要由别人审核")
    if sheet.state != State.REVIEWING:
        messages.error(request, "现在不在审核中，不能改分。")
        return redirect("sheets:detail", pk)
    try:
        given = request.POST
        made = change_score(
            sheet, opened.person, given.get("path", ""), given.get("score", ""), given.get("reason", "")
        )
    except NoScoreError as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, f"已改分：{made}。")
    return redirect("sheets:detail", pk)


@require_POST
def sample(request: HttpRequest) -> HttpResponse:
    """Draw a sample of a round's submissions; the seed is kept, so that anybody can draw it again."""
    person = person_of(request)
    require_somewhere(person, Role.REVIEWER)
    number = request.POST.get("round", "")
    round_ = rounds_of(person).filter(pk=int(number) if number.isdecimal() else 0).first()
    if round_ is None:
        raise Http404("没有这个年度任务")
    reach = within_reach(person, "organisation__", _REVIEWER)
    submitted = round_.sheets.filter(reach, state__in=_SUBMITTED)
    population = sorted(submitted.values_list("pk", flat=True))
    size = _size(request.POST.get("share", ""), len(population))
    if size is None:
        messages.error(request, "比例请填1到100之间的数；这个任务里至少要有一份已报送的自评。")
        return redirect("reviewing:queue")
    seed = request.POST.get("seed", "").strip()[:40] or secrets.token_hex(8)
    chosen = drawn(population, size, seed)
    with transaction.atomic():
        made = Sample.objects.create(round=round_, seed=seed, population=population, chosen=chosen, person=person)
        after = {"seed": seed, "population": population, "chosen": chosen}
        record(person, "抽查", f"sample:{made.pk}", round_.organisation, after=after)
    messages.success(request, f"已从{len(population)}份里抽出{len(chosen)}份。")
    return redirect("reviewing:queue")


def _size(share: str, whole: int) -> int | None:
    """Return how many SHARE per cent of WHOLE are, at least one; ``None`` for what is no share."""
    try:
        percent = Decimal(share)
    except ArithmeticError:
        return None
    if whole == 0 or not percent.is_finite() or not 0 < percent <= 100:
        return None
    return max(1, round(whole * percent / 100))
