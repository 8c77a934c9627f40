"""Addresses of accounts."""

from django.urls import path

from jixiao.web.people import views

app_name = "people"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", views.SignOut.as_view(), name="sign-out"),
    path("password/", views.ChangePassword.as_view(), name="password"),
    path("invitations/<str:token>/", views.accept_invitation, name="accept-invitation"),
]
