"""Rectification over all that a person may see, and the use of results in a round."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from jixiao.web.journal.chain import record
from jixiao.web.organisations.access import person_of, require, roles_at, visible
from jixiao.web.organisations.models import Role
from jixiao.web.results.forms import ConsequencesForm, DoneForm, RectificationForm
from jixiao.web.results.models import Consequence, Rectification, Stage
from jixiao.web.rounds.views import rounds_of
from jixiao.web.sheets.access import sheet_for
from jixiao.web.sheets.models import Sheet, State

_CLERK = frozenset({Role.CLERK})
_REVIEWER = frozenset({Role.REVIEWER})
_OVER = (State.ACCEPTED, State.PUBLISHED)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """List what has to be put right, and what the grades of each round lead to."""
    person = person_of(request)
    found = visible(person, _all(), "sheet__organisation__")
    today = timezone.localdate()
    context = {
        "rows": [(each, each.is_late(today)) for each in found],
        "rounds": [(each, [*each.consequences.all()]) for each in rounds_of(person).prefetch_related("consequences")],
        "done_form": DoneForm(),
    }
    return render(request, "results/index.html", context)


def _all() -> QuerySet[Rectification]:
    return Rectification.objects.select_related("sheet__organisation", "sheet__round", "asked_by")


@require_GET
def of_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what follows from one evaluation."""
    opened = sheet_for(request, pk)
    return _page(request, opened.sheet, opened.roles, RectificationForm())


def _page(
    request: HttpRequest, sheet: Sheet, roles: frozenset[Role], form: RectificationForm, status: int = 200
) -> HttpResponse:
    grade = sheet.grade
    leads_to = [each for each in sheet.round.consequences.all() if grade.startswith(each.grade)]
    today = timezone.localdate()
    context = {
        "sheet": sheet,
        "rows": [(each, each.is_late(today)) for each in sheet.rectifications.select_related("asked_by")],
        "consequences": leads_to,
        "form": form if Role.REVIEWER in roles and sheet.state in _OVER else None,
        "is_clerk": Role.CLERK in roles,
        "is_reviewer": Role.REVIEWER in roles,
    }
    return render(request, "results/sheet.html", context, status=status)


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the bureau of an accepted evaluation to put something right."""
    opened = sheet_for(request, pk, _REVIEWER)
    sheet = opened.sheet
    form = RectificationForm(request.POST)
    if sheet.state not in _OVER:
        messages.error(request, "审核通过以后才能提整改要求。")
        return redirect("results:sheet", pk)
    if not form.is_valid():
        return _page(request, sheet, opened.roles, form, status=422)
    with transaction.atomic():
        made = Rectification.objects.create(sheet=sheet, asked_by=opened.person, **form.cleaned_data)
        after = {"fault": made.fault, "due": made.due.isoformat()}
        record(opened.person, "提整改要求", f"sheet:{pk}", sheet.organisation, after=after)
    return redirect("results:sheet", pk)


def _one(request: HttpRequest, pk: int, roles: frozenset[Role]) -> Rectification:
    found = _all().filter(pk=pk).first()
    if found is None:
        raise Http404("没有这项整改")
    require(person_of(request), found.sheet.organisation, roles)
    return found


@require_POST
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Report a rectification as done, with proof."""
    found = _one(request, pk, _CLERK)
    form = DoneForm(request.POST, request.FILES)
    if found.stage == Stage.CONFIRMED:
        messages.error(request, "这项整改已经确认过了。")
    elif not form.is_valid():
        messages.error(request, "；".join(str(fault) for faults in form.errors.values() for fault in faults))
    else:
        _reported(request, found, form)
    return redirect("results:sheet", found.sheet_id)


def _reported(request: HttpRequest, found: Rectification, form: DoneForm) -> None:
    file = form.cleaned_data["proof"]
    found.done, found.done_at, found.stage = form.cleaned_data["done"], timezone.now(), Stage.DONE
    if file is not None:
        found.proof, found.proof_name = file, file.name[-200:]
    with transaction.atomic():
        found.save()
        after = {"done": found.done, "proof": found.proof_name}
        record(person_of(request), "报告整改", f"sheet:{found.sheet_id}", found.sheet.organisation, after=after)


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a rectification that was reported, or ask for it again."""
    found = _one(request, pk, _REVIEWER)
    if found.stage != Stage.DONE:
        messages.error(request, "还没有报告整改情况。")
        return redirect("results:sheet", found.sheet_id)
    confirmed = request.POST.get("verdict") == "confirm"
    found.stage = Stage.CONFIRMED if confirmed else Stage.OPEN
    with transaction.atomic():
        found.save(update_fields=["stage"])
        action = "确认整改" if confirmed else "退回整改"
        record(person_of(request), action, f"sheet:{found.sheet_id}", found.sheet.organisation)
    return redirect("results:sheet", found.sheet_id)


@require_GET
def proof(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Return the paper that shows a rectification."""
    found = _one(request, pk, frozenset(Role))
    if not found.proof:
        raise Http404("没有佐证文件")
    return FileResponse(found.proof.open("rb"), as_attachment=True, filename=found.proof_name)


@require_POST
def lead_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Set what each grade leads to in round PK."""
    person = person_of(request)
    round_ = rounds_of(person).filter(pk=pk).first()
    if round_ is None:
        raise Http404("没有这个年度任务")
    if Role.ADMINISTRATOR not in roles_at(person, round_.organisation):
        raise PermissionDenied("您的角色不能做这件事")
    form = ConsequencesForm(request.POST)
    if form.is_valid():
        told = {grade: words.strip() for grade, words in form.cleaned_data.items() if words.strip()}
        with transaction.atomic():
            round_.consequences.all().delete()
            Consequence.objects.bulk_create(
                Consequence(round=round_, grade=grade, words=words) for grade, words in told.items()
            )
            record(person, "定结果应用", f"round:{pk}", round_.organisation, after=told)
        messages.success(request, "已记下。")
    return redirect("results:index")
