"""Addresses of rectification and the use of results."""

from django.urls import path

from jixiao.web.results import views

app_name = "results"
urlpatterns = [
    path("", views.index, name="index"),
    path("sheets/<int:pk>/", views.of_sheet, name="sheet"),
    path("sheets/<int:pk>/ask/", views.ask, name="ask"),
    path("<int:pk>/report/", views.report, name="report"),
    path("<int:pk>/settle/", views.settle, name="settle"),
    path("<int:pk>/proof/", views.proof, name="proof"),
    path("rounds/<int:pk>/", views.lead_to, name="lead-to"),
]
