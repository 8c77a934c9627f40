"""All addresses of the workbench."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from jixiao.web.api.calls import api
from jixiao.web.health import health
from jixiao.web.sheets.home import home

handler400 = "jixiao.web.answers.bad_request"
handler403 = "jixiao.web.answers.refused"
handler404 = "jixiao.web.answers.not_found"
handler500 = "jixiao.web.answers.failed"

# A program shows a token instead of signing in; the interface itself refuses calls without one.
_api = api.urls
for _pattern in _api[0]:
    if _pattern.callback is not None:
        login_not_required(_pattern.callback)

urlpatterns = [
    path("", home, name="home"),
    path("health/", health, name="health"),
    path("", include("jixiao.web.people.urls")),
    path("organisations/", include("jixiao.web.organisations.urls")),
    path("rounds/", include("jixiao.web.rounds.urls")),
    path("public/", include("jixiao.web.publishing.urls")),
    path("review/", include("jixiao.web.reviewing.urls")),
    path("dashboard/", include("jixiao.web.insight.urls")),
    path("results/", include("jixiao.web.results.urls")),
    path("tokens/", include("jixiao.web.api.urls")),
    path("api/", _api),
    path("checking/", include("jixiao.web.checking.urls")),
    path("sheets/", include("jixiao.web.sheets.urls")),
    path("sheets/", include("jixiao.web.dossiers.urls")),
]
