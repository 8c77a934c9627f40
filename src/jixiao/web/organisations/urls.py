"""Addresses of organisations."""

from django.urls import path

from jixiao.web.organisations import views

app_name = "organisations"
urlpatterns = [
    path("", views.tree, name="tree"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/add/", views.add, name="add"),
    path("<int:pk>/rename/", views.rename, name="rename"),
    path("<int:pk>/invite/", views.invite, name="invite"),
    path("<int:pk>/members/<int:member>/dismiss/", views.dismiss, name="dismiss"),
]
