"""All addresses of the workbench."""

from django.urls import include, path

from jixiao.web.sheets.home import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("jixiao.web.people.urls")),
    path("organisations/", include("jixiao.web.organisations.urls")),
    path("rounds/", include("jixiao.web.rounds.urls")),
    path("public/", include("jixiao.web.publishing.urls")),
    path("review/", include("jixiao.web.reviewing.urls")),
    path("checking/", include("jixiao.web.checking.urls")),
    path("sheets/", include("jixiao.web.sheets.urls")),
]
