"""Signing in and out, and opening the account to which one was invited."""

from __future__ import annotations

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator

from jixiao.web.journal.chain import record
from jixiao.web.organisations.models import Membership, Role
from jixiao.web.people.forms import OpenAccountForm, SignInForm
from jixiao.web.people.models import Invitation, User, hash_of

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """Sign in with account and password."""

    template_name = "people/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """Sign out (by POST)."""


class ChangePassword(PasswordChangeView):
    """Change one's own password."""

    template_name = "people/password.html"
    success_url = reverse_lazy("home")


@login_not_required
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Open the account of an invitation; the address is good for once."""
    invitation = Invitation.objects.select_related("organisation").filter(token_hash=hash_of(token)).first()
    if invitation is None or not invitation.is_open:
        raise Http404("这份邀请已经用过或过期了，请管理员重新邀请")
    form = OpenAccountForm(request.POST or None)
    if form.is_valid():
        person = _join(invitation, form.cleaned_data["username"], form.cleaned_data["password"])
        login(request, person, backend=_BACKEND)
        return redirect("home")
    return render(request, "people/invitation.html", {"form": form, "invitation": invitation})


def _join(invitation: Invitation, username: str, password: str) -> User:
    with transaction.atomic():
        person = User.objects.open(username, invitation.name, password)
        Membership.objects.create(person=person, organisation=invitation.organisation, role=Role(invitation.role))
        invitation.accepted_by = person
        invitation.save(update_fields=["accepted_by"])
        record(person, "开通账号", f"person:{person.pk}", invitation.organisation, after={"role": invitation.role})
    return person
