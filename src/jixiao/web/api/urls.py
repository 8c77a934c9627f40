"""Addresses of a person's tokens."""

from django.urls import path

from jixiao.web.api import tokens

app_name = "tokens"
urlpatterns = [
    path("", tokens.index, name="index"),
    path("make/", tokens.make, name="make"),
    path("<int:pk>/revoke/", tokens.revoke, name="revoke"),
]
