"""Addresses of the dashboard."""

from django.urls import path

from jixiao.web.insight import views

app_name = "insight"
urlpatterns = [
    path("", views.index, name="index"),
    path("charts/<slug:name>.svg", views.chart, name="chart"),
    path("tables.xlsx", views.export, name="export"),
]
