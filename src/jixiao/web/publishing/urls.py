"""Addresses that are open to everybody."""

from django.urls import path

from jixiao.web.publishing import views

app_name = "publishing"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/data.zip", views.data, name="data"),
]
