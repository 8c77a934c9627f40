"""Addresses of audits of files."""

from django.urls import path

from jixiao.web.checking import views

app_name = "checking"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/page/", views.page, name="page"),
    path("<int:pk>/remove/", views.remove, name="remove"),
]
