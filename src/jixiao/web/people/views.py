"""Signing in and out, and opening the account to which one was invited."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator

from jixiao.web.journal.chain import record
from jixiao.web.organisations.access import person_of
from jixiao.web.organisations.models import Membership, Role
from jixiao.web.people.forms import TAKEN, OpenAccountForm, SignInForm
from jixiao.web.people.models import Invitation, User, hash_of
from jixiao.web.people.signing import too_many_failures

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """Sign in with account and password."""

    template_name = "people/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sign in, unless too many have been guessing from the same address."""
        if too_many_failures(request):
            return render(request, "people/locked.html", status=HTTPStatus.TOO_MANY_REQUESTS)
        return super().post(request, *args, **kwargs)


class SignOut(LogoutView):
    """Sign out (by POST)."""


class ChangePassword(PasswordChangeView):
    """Change one's own password."""

    template_name = "people/password.html"
    success_url = reverse_lazy("home")

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the new password; every other session of the person ends."""
        with transaction.atomic():
            response = super().form_valid(form)
            person = person_of(self.request)
            record(person, "改密码", f"person:{person.pk}")
        return response


@login_not_required
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Open the account of an invitation; the address is good for once."""
    invitation = _open_invitation(Invitation.objects.select_related("organisation"), token)
    form = OpenAccountForm(request.POST or None)
    if form.is_valid():
        try:
            person = _join(token, form.cleaned_data["username"], form.cleaned_data["password"])
        except IntegrityError:
            form.add_error("username", TAKEN)
        else:
            login(request, person, backend=_BACKEND)
            return redirect("home")
    context = {"form": form, "invitation": invitation}
    return render(request, "people/invitation.html", context, status=422 if form.is_bound else 200)


def _open_invitation(invitations: QuerySet[Invitation], token: str) -> Invitation:
    invitation = invitations.filter(token_hash=hash_of(token)).first()
    if invitation is None or not invitation.is_open:
        raise Http404("这份邀请已经用过或过期了，请管理员重新邀请")
    return invitation


def _join(token: str, username: str, password: str) -> User:
    """Open the account. The invitation is locked and looked at again: two who come at once get one account."""
    with transaction.atomic():
        invitation = _open_invitation(Invitation.objects.select_for_update(of=("self",)), token)
        person = User.objects.open(username, invitation.name, password)
        Membership.objects.create(person=person, organisation=invitation.organisation, role=Role(invitation.role))
        invitation.accepted_by = person
        invitation.save(update_fields=["accepted_by"])
        record(person, "开通账号", f"person:{person.pk}", invitation.organisation, after={"role": invitation.role})
    return person
