"""The public pages: the list of what is published, one evaluation, its open-data package."""

from __future__ import annotations

import io
import zipfile

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jixiao.rendering.open_data import open_data
from jixiao.scoring.completing import completed
from jixiao.web.reviewing.scores import reviewed
from jixiao.web.sheets.judging import scored
from jixiao.web.sheets.models import Sheet, State
from jixiao.web.sheets.presenting import FUND_HEADS, GOAL_HEADS, page_of, shown

_ON_A_PAGE = 50


def published() -> QuerySet[Sheet]:
    """Return the sheets that are published now."""
    return Sheet.objects.filter(state=State.PUBLISHED).select_related("organisation", "round")


@login_not_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """List what is published, by year and by words of its bureau or title."""
    year, words = request.GET.get("year", ""), request.GET.get("q", "").strip()
    sheets = published().order_by("-round__year", "organisation__path", "pk")
    if year.isdecimal():
        sheets = sheets.filter(round__year=int(year[:4]))
    if words:
        sheets = sheets.filter(organisation__name__contains=words) | sheets.filter(title__contains=words)
    years = published().values_list("round__year", flat=True).distinct().order_by("-round__year")
    page = Paginator(sheets, _ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "publishing/index.html", {"sheets": page, "years": years, "year": year, "words": words})


def _published(pk: int) -> Sheet:
    sheet = published().filter(pk=pk).first()
    if sheet is None:
        raise Http404("没有公开这份自评")
    return sheet


@login_not_required
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one published evaluation."""
    sheet = _published(pk)
    evaluation = sheet.evaluation
    card = scored(evaluation)
    final = reviewed(sheet, card)
    context = {
        "sheet": sheet,
        "page": page_of(evaluation, card, State.PUBLISHED, may_edit=False),
        "total": shown(final.total),
        "grade": final.grade.name if final.grade is not None else "",
        "fund_heads": FUND_HEADS,
        "goal_heads": GOAL_HEADS,
    }
    return render(request, "publishing/detail.html", context)


@login_not_required
@require_GET
def data(request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG001
    """Return the open-data package of one published evaluation as a zip archive."""
    sheet = _published(pk)
    evaluation = sheet.evaluation
    card = scored(evaluation)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in open_data(completed(card) if card is not None else evaluation).items():
            package.writestr(name, content)
    response = HttpResponse(archive.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="evaluation-{pk}.zip"'
    return response
