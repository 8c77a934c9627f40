"""The dashboard over what a person may see: one place with those below it, a year, departments or projects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jixiao.evaluations import Subject
from jixiao.rendering.charts import Bar, Chart, NoChartError, chart_svg
from jixiao.web.insight.figures import Seen, Summary, by_dimension, by_place, by_year
from jixiao.web.insight.tables import Table, dimension_table, shown, summary_table, workbook
from jixiao.web.organisations.access import memberships_of, organisation_for, person_of, visible
from jixiao.web.organisations.models import Organisation
from jixiao.web.people.models import User
from jixiao.web.sheets.models import Sheet

_FIELDS = (
    *("organisation__path", "round__year", "state", "total", "grade"),
    *("budget", "executed", "errors", "warnings", "dimensions"),
)
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FEWEST_BARS, _MOST_BARS = 2, 30


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person chose to look at: a place, a year (``None`` all), departments or projects (``None`` both)."""

    place: Organisation
    year: int | None
    subject: Subject | None


def _choice(request: HttpRequest) -> Choice:
    person = person_of(request)
    pk = request.GET.get("place", "")
    place = organisation_for(request, int(pk)) if pk.isdecimal() else _home(person)
    year, subject = request.GET.get("year", ""), request.GET.get("subject", "")
    return Choice(
        place, int(year[:4]) if year.isdecimal() else None, Subject(subject) if subject in [*Subject] else None
    )


def _home(person: User) -> Organisation:
    """Return the place that a person begins at: the highest that he belongs to."""
    own = memberships_of(person)
    if not own:
        raise Http404("还没有加入任何单位")
    return min((each.organisation for each in own), key=lambda organisation: (organisation.depth, organisation.path))


def _sheets(person: User, choice: Choice) -> QuerySet[Sheet]:
    found = visible(person, Sheet.objects.filter(organisation__path__startswith=choice.place.path))
    return found.filter(subject=choice.subject) if choice.subject is not None else found


def _seen(sheets: QuerySet[Sheet]) -> list[Seen]:
    return [
        Seen(
            *(place, year, state, total, grade),
            *(budget, executed, errors, warnings),
            tuple((name, Decimal(weight), Decimal(score)) for name, weight, score in dimensions),
        )
        for place, year, state, total, grade, budget, executed, errors, warnings, dimensions in sheets.values_list(
            *_FIELDS
        ).iterator()
    ]


@dataclass(frozen=True, slots=True)
class _Dashboard:
    """All tables of the dashboard, and the summaries that its charts are drawn from."""

    places: tuple[Summary, ...]
    years: tuple[Summary, ...]
    tables: tuple[Table, ...]
    charts: dict[str, Chart]


def _dashboard(request: HttpRequest, choice: Choice) -> _Dashboard:
    seen = _seen(_sheets(person_of(request), choice))
    of_year = [each for each in seen if choice.year is None or each.year == choice.year]
    below = [(each.path, each.name) for each in Organisation.objects.get_children(choice.place)] or [
        (choice.place.path, choice.place.name)
    ]
    places, years = tuple(by_place(of_year, below)), tuple(by_year(seen))
    dimensions = tuple(by_dimension(of_year))
    tables = (
        summary_table("各地各单位", "单位", places, ranked=True),
        summary_table("各年度", "年度", years, ranked=False),
        dimension_table(dimensions),
    )
    charts = {
        "places": _bars("平均分", "分", [(each.name, each.mean) for each in places]),
        "execution": _bars("预算执行率", "%", [(each.name, each.execution) for each in places]),
        "years": _bars("各年度平均分", "分", [(each.name, each.mean) for each in years]),
        "dimensions": _bars("各维度得分率", "%", [(each.name, each.rate) for each in dimensions]),
    }
    return _Dashboard(places, years, tables, charts)


def _bars(title: str, unit: str, values: Sequence[tuple[str, Decimal | None]]) -> Chart:
    """Return a chart of the values that are known; of very many only the lowest, which need looking at."""
    known = [(name, value) for name, value in values if value is not None]
    if len(known) > _MOST_BARS:
        known = sorted(known, key=lambda each: each[1])[:_MOST_BARS]
        title = f"{title}最低的{_MOST_BARS}个"
    return Chart(title, unit, (title,), tuple(Bar(name, title, value, shown(value)) for name, value in known))


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show the dashboard."""
    choice = _choice(request)
    person = person_of(request)
    dashboard = _dashboard(request, choice)
    years = visible(person, Sheet.objects.all()).values_list("round__year", flat=True).distinct()
    context = {
        "choice": choice,
        "above": [each for each in Organisation.objects.get_ancestors(choice.place) if _may_see(person, each)],
        "below": Organisation.objects.get_children(choice.place),
        "years": sorted(set(years), reverse=True),
        "subjects": [(Subject.DEPARTMENT.value, "部门整体"), (Subject.PROJECT.value, "项目")],
        "tables": [(table, [[shown(value) for value in row] for row in table.rows]) for table in dashboard.tables],
        "charts": [(name, chart) for name, chart in dashboard.charts.items() if len(chart.bars) >= _FEWEST_BARS],
        "query": request.GET.urlencode(),
    }
    return render(request, "insight/index.html", context)


def _may_see(person: User, organisation: Organisation) -> bool:
    return any(organisation.path.startswith(each.organisation.path) for each in memberships_of(person))


@require_GET
def chart(request: HttpRequest, name: str) -> HttpResponse:
    """Return a chart of the dashboard as a picture."""
    charts = _dashboard(request, _choice(request)).charts
    if name not in charts or not charts[name].bars:
        raise Http404("没有这张图")
    try:
        return HttpResponse(chart_svg(charts[name]), content_type="image/svg+xml")
    except NoChartError as fault:
        raise Http404("没有装画图的组件") from fault


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Return the tables of the dashboard, filtered as the page is, as an Excel workbook."""
    response = HttpResponse(workbook(_dashboard(request, _choice(request)).tables), content_type=_EXCEL)
    response["Content-Disposition"] = 'attachment; filename="dashboard.xlsx"'
    return response
