"""Addresses of review."""

from django.urls import path

from jixiao.web.reviewing import views

app_name = "reviewing"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("samples/", views.sample, name="sample"),
    path("sheets/<int:pk>/scores/", views.change, name="change"),
]
