"""Addresses of printed papers, below the sheet that they are of."""

from django.urls import path

from jixiao.web.dossiers import views

app_name = "dossiers"
urlpatterns = [
    path("<int:pk>/papers/", views.index, name="index"),
    path("<int:pk>/papers/make/", views.make, name="make"),
    path("<int:pk>/papers/all.zip", views.whole, name="whole"),
    path("<int:pk>/papers/<int:number>/", views.single, name="single"),
]
