"""All addresses of the workbench."""

from django.urls import include, path

from jixiao.web.health import health
from jixiao.web.sheets.views import home

handler400 = "jixiao.web.answers.bad_request"
handler403 = "jixiao.web.answers.refused"
handler404 = "jixiao.web.answers.not_found"
handler500 = "jixiao.web.answers.failed"

urlpatterns = [
    path("", home, name="home"),
    path("health/", health, name="health"),
    path("", include("jixiao.web.people.urls")),
    path("organisations/", include("jixiao.web.organisations.urls")),
    path("rounds/", include("jixiao.web.rounds.urls")),
    path("public/", include("jixiao.web.publishing.urls")),
    path("review/", include("jixiao.web.reviewing.urls")),
    path("checking/", include("jixiao.web.checking.urls")),
    path("sheets/", include("jixiao.web.sheets.urls")),
]
