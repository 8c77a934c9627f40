"""Addresses of sheets."""

from django.urls import path

from jixiao.web.sheets import views

app_name = "sheets"
urlpatterns = [
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/cells/", views.save_cells, name="save"),
    path("<int:pk>/import/", views.take_in, name="import"),
    path("<int:pk>/last-year/", views.take_last_year, name="last-year"),
    path("<int:pk>/rows/", views.change_rows, name="rows"),
    path("<int:pk>/findings/", views.findings, name="findings"),
    path("<int:pk>/words/", views.say, name="say"),
    path("<int:pk>/go/", views.go, name="go"),
    path("<int:pk>/compare/", views.compare, name="compare"),
    path("<int:pk>/history/", views.history, name="history"),
    path("<int:pk>/history/<int:version>/undo/", views.take_back, name="undo"),
    path("<int:pk>/remarks/", views.remark, name="remark"),
    path("<int:pk>/remarks/<int:number>/settle/", views.settle, name="settle"),
    path("rounds/<int:round_pk>/bureaus/<int:bureau>/projects/", views.add_project, name="add-project"),
]
