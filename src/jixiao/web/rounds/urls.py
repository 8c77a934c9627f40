"""Addresses of rounds."""

from django.urls import path

from jixiao.web.rounds import views

app_name = "rounds"
urlpatterns = [
    path("", views.index, name="index"),
    path("add/", views.add, name="add"),
    path("<int:pk>/", views.detail, name="detail"),
]
