"""The pages of a sheet: looking, typing, findings, passing on, history, papers."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from jixiao.scoring import Scorecard
from jixiao.web.journal.chain import record
from jixiao.web.journal.models import Entry
from jixiao.web.organisations.models import Role
from jixiao.web.reviewing.scores import reviewed
from jixiao.web.sheets.access import Opened, sheet_for
from jixiao.web.sheets.answering import answer_to, points_so_far
from jixiao.web.sheets.editing import ROW_ACTS, Edit, NoSuchCellError, keepable, row_after, row_edit
from jixiao.web.sheets.forms import ImportForm
from jixiao.web.sheets.importing import (
    Imported,
    NothingToImportError,
    copy_last_year,
    import_file,
    last_year_of,
)
from jixiao.web.sheets.judging import scored, told
from jixiao.web.sheets.models import Change, Remark, Sheet, State
from jixiao.web.sheets.passing import RefusedError, pass_on
from jixiao.web.sheets.pointing import Todo, todos_of
from jixiao.web.sheets.presenting import page_of, shown
from jixiao.web.sheets.projects import NoProjectError, begin_project
from jixiao.web.sheets.saving import count_findings, keep_counts, save, undo
from jixiao.web.sheets.way import returned_because, way_of
from jixiao.web.sheets.wording import Difference, told_differences, value_words, words_of
from jixiao.web.sheets.words import NoSuchFindingError, say_word
from jixiao.web.sheets.workflow import STEPS, Action

_CLERK = frozenset({Role.CLERK})
_REVIEWER = frozenset({Role.REVIEWER})
_MOST_EDITS = 2000
_LONGEST_REASON = 500


@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the sheet, open for typing where it is the person's turn."""
    opened = sheet_for(request, pk)
    return render(request, "sheets/detail.html", _context(opened))


def _context(opened: Opened) -> dict[str, Any]:
    sheet = opened.sheet
    evaluation = sheet.evaluation
    card = scored(evaluation)
    return {
        "sheet": sheet,
        "evaluation": evaluation,
        "card": card,
        "total": shown(card.total) if card is not None else "",
        "points": points_so_far(card),
        "page": page_of(evaluation, card, State(sheet.state), opened.may_edit),
        "todos": [each.as_json() for each in _todos(opened, card)],
        "way": way_of(sheet),
        "returned": returned_because(sheet),
        "may_edit": opened.may_edit,
        "shapes": opened.may_edit and sheet.state == State.GOALS,
        "last_year": last_year_of(sheet) if opened.may_edit and sheet.state == State.GOALS else None,
        "steps": [(action.value, STEPS[action]) for action in opened.actions],
        "remarks": opened.remarks(),
        "may_remark": opened.may_review,
        "reviewed": reviewed(sheet, card) if opened.sees_review else None,
    }


def _todos(opened: Opened, card: Scorecard | None) -> tuple[Todo, ...]:
    return todos_of(card, State(opened.sheet.state)) if opened.may_edit else ()


@require_POST
def save_cells(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Save cells: ``{"seen": version, "edits": [{"path", "before", "after"}]}`` in, what came of it out, as JSON."""
    opened = sheet_for(request, pk, _CLERK)
    try:
        asked = _asked(request.body)
    except (ValueError, RecursionError):
        return JsonResponse({"message": "没有看懂要保存什么，请刷新页面再试。"}, status=400)
    saved = save(opened.sheet.pk, opened.person, asked.seen, asked.edits)
    return JsonResponse(answer_to(saved, asked.seen, asked.edits))


@dataclass(frozen=True, slots=True)
class _Asked:
    seen: int
    edits: list[Edit]


def _asked(body: bytes) -> _Asked:
    """Read what a page asks to save. Raises :class:`ValueError` where it is not of the right form."""
    content = json.loads(body, parse_float=str, parse_constant=str)  # numbers stay as they were written
    if not isinstance(content, dict) or not isinstance(content.get("seen"), int):
        raise ValueError("seen")
    rows = content.get("edits")
    if not isinstance(rows, list) or len(rows) > _MOST_EDITS:
        raise ValueError("edits")
    return _Asked(content["seen"], [_edit(row) for row in rows])


def _edit(row: object) -> Edit:
    if not isinstance(row, dict) or not isinstance(row.get("path"), str):
        raise ValueError("path")
    return Edit(row["path"], row.get("before") or None, row.get("after"))


@require_POST
def change_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """Add, remove or move a row of indicators."""
    opened = sheet_for(request, pk, _CLERK)
    path, act = request.POST.get("path", ""), request.POST.get("act", "")
    try:
        edit = row_edit(opened.sheet.content, path, act)
    except NoSuchCellError as fault:
        raise Http404("没有这一行") from fault
    seen = request.POST.get("seen", "")
    saved = save(pk, opened.person, int(seen) if seen.isdecimal() else 0, [edit], why=ROW_ACTS[act])
    for refusal in saved.merged.refused:
        messages.error(request, f"没有改成：{refusal.message}。")
    return redirect(f"{reverse('sheets:detail', args=[pk])}#{row_after(path, act, edit)}")


@require_POST
def take_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill the sheet from a file."""
    opened = sheet_for(request, pk, _CLERK)
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, "；".join(map(str, form.errors["file"])))
        return redirect("sheets:detail", pk)
    file = form.cleaned_data["file"]
    try:
        imported = import_file(opened.sheet, opened.person, file.name, file.read())
    except NothingToImportError as fault:
        messages.error(request, str(fault))
    else:
        _tell_import(request, imported)
    return redirect("sheets:detail", pk)


@require_POST
def take_last_year(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the goals from last year's evaluation."""
    opened = sheet_for(request, pk, _CLERK)
    try:
        imported = copy_last_year(opened.sheet, opened.person)
    except NothingToImportError as fault:
        messages.error(request, str(fault))
    else:
        _tell_import(request, imported)
    return redirect("sheets:detail", pk)


def _tell_import(request: HttpRequest, imported: Imported) -> None:
    merged = imported.saved.merged
    messages.success(request, f"已填进{len(merged.made)}处。")
    if merged.refused:
        first = merged.refused[0]
        where = words_of(imported.saved.sheet.content, first.path)
        messages.error(request, f"有{len(merged.refused)}处没有填进去，例如“{where}”：{first.message}。")
    for sentence in imported.look:
        messages.info(request, f"请看：{sentence}")
    if imported.unknown:
        messages.error(
            request, f"文件里有{len(imported.unknown)}行在这份自评里没有：{'、'.join(imported.unknown[:5])}。"
        )


@require_GET
def findings(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the audit says of the sheet as it is now."""
    return _findings(request, sheet_for(request, pk))


def _findings(request: HttpRequest, opened: Opened) -> HttpResponse:
    evaluation = opened.sheet.evaluation
    found = told(opened.sheet, evaluation, scored(evaluation))
    keep_counts(opened.sheet, found)
    context = {"sheet": opened.sheet, "findings": found, "may_word": opened.may_edit}
    return render(request, "sheets/_findings.html", context)


@require_POST
def say(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a word on a doubtful finding, so that it no longer stands in the way."""
    opened = sheet_for(request, pk, _CLERK)
    reason = request.POST.get("reason", "").strip()[:_LONGEST_REASON]
    if reason:
        # A finding that is gone meanwhile needs no word; the list below shows how it is now.
        with suppress(NoSuchFindingError):
            say_word(opened.sheet, opened.person, request.POST.get("finding", ""), reason)
    count_findings(opened.sheet)
    return _findings(request, opened)


@require_POST
def go(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass the sheet on."""
    opened = sheet_for(request, pk)
    try:
        action = Action(request.POST.get("action", ""))
    except ValueError as fault:
        raise Http404("没有这一步") from fault
    try:
        sheet = pass_on(pk, opened.person, action, request.POST.get("reason", ""))
    except RefusedError as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, f"已{STEPS[action].label}，现在是“{sheet.get_state_display()}”。")
    return redirect("sheets:detail", pk)


@require_GET
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every change of the sheet and everything that was done with it."""
    opened = sheet_for(request, pk)
    context = {
        "sheet": opened.sheet,
        "changes": [_in_words(opened.sheet, each) for each in opened.sheet.changes.select_related("person")[:200]],
        "entries": _doings(opened)[:200],
        "may_undo": opened.may_edit,
    }
    return render(request, "sheets/history.html", context)


def _doings(opened: Opened) -> QuerySet[Entry]:
    found = Entry.objects.filter(subject=f"sheet:{opened.sheet.pk}").exclude(action="修改")
    return found if opened.sees_review else found.exclude(Q(action__startswith="改分") | Q(action="写审核意见"))


def _in_words(sheet: Sheet, change: Change) -> tuple[Change, tuple[Difference, ...]]:
    """Return CHANGE with its edits told by the names that the rows have now."""
    told_edits = (
        Difference(path, words_of(sheet.content, path), value_words(edit["before"]), value_words(edit["after"]))
        for edit in change.edits
        if (path := edit["path"])
    )
    return change, tuple(told_edits)


@require_GET
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Lay the last submission beside the one before it."""
    opened = sheet_for(request, pk)
    last = [*opened.sheet.submissions.select_related("person").order_by("-number")[:2]]
    changed = told_differences(last[1].content, last[0].content) if len(last) == 2 else ()
    return render(request, "sheets/compare.html", {"sheet": opened.sheet, "last": last, "differences": changed})


@require_POST
def take_back(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """Undo one change."""
    opened = sheet_for(request, pk, _CLERK)
    try:
        saved = undo(pk, opened.person, version)
    except Change.DoesNotExist as fault:
        raise Http404("没有这一版") from fault
    if saved.merged.refused:
        messages.error(request, f"有{len(saved.merged.refused)}格后来又改过，或者现在不能改，没有撤销。")
    if saved.merged.made:
        messages.success(request, f"已撤销第{version}版改动的{len(saved.merged.made)}格。")
    return redirect("sheets:history", pk)


@require_POST
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a reviewer's remark on a row or on the whole."""
    opened = sheet_for(request, pk, _REVIEWER)
    text = keepable(request.POST.get("text", "").strip())
    if not text:
        messages.error(request, "意见不能空着。")
    elif not opened.may_review:
        messages.error(request, "现在不在审核中，不能写意见。")
    else:
        _remark(request, opened, text)
    return redirect("sheets:detail", pk)


def _remark(request: HttpRequest, opened: Opened, text: str) -> None:
    path, about = (keepable(request.POST.get(key, ""))[:most] for key, most in (("path", 80), ("about", 120)))
    with transaction.atomic():
        Remark.objects.create(sheet=opened.sheet, path=path, about=about, text=text, person=opened.person)
        after = {"about": about, "text": text}
        record(opened.person, "写审核意见", f"sheet:{opened.sheet.pk}", opened.sheet.organisation, after=after)
    messages.success(request, "意见已记下。退回后填报人会看到。")


@require_POST
def settle(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Mark a remark as dealt with."""
    opened = sheet_for(request, pk, _CLERK | _REVIEWER)
    found = opened.sheet.remarks.filter(pk=number).first()
    if found is None:
        raise Http404("没有这条意见")
    if not opened.may_edit and not opened.may_review:
        messages.error(request, f"现在是“{opened.sheet.get_state_display()}”，不能处理意见。")
        return redirect("sheets:detail", pk)
    with transaction.atomic():
        found.settled = True
        found.save(update_fields=["settled"])
        record(opened.person, "处理意见", f"sheet:{pk}", opened.sheet.organisation, after={"text": found.text})
    return redirect("sheets:detail", pk)


@require_POST
def add_project(request: HttpRequest, round_pk: int, bureau: int) -> HttpResponse:
    """Begin the sheet of a project of BUREAU in a round."""
    try:
        sheet = begin_project(request, round_pk, bureau, request.POST.get("name", ""))
    except NoProjectError as fault:
        messages.error(request, str(fault))
        return redirect("rounds:detail", round_pk)
    return redirect("sheets:detail", sheet.pk)
