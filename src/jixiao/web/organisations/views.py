"""The tree of organisations: looking at it, adding to it, and inviting people into it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from jixiao.web.journal.chain import record
from jixiao.web.organisations.access import organisation_for, person_of, roles_at, visible
from jixiao.web.organisations.models import Level, Membership, Organisation, Role
from jixiao.web.people.models import Invitation, new_token, valid_until

_ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})


class OrganisationForm(forms.Form):
    """A new organisation below another."""

    name = forms.CharField(label="名称", max_length=100)
    level = forms.ChoiceField(label="类别", choices=Level.choices)
    code = forms.CharField(label="编码", max_length=40, required=False)


class NameForm(forms.Form):
    """The name of an organisation, and what it is."""

    name = forms.CharField(label="名称", max_length=100)
    level = forms.ChoiceField(label="类别", choices=Level.choices)


class InvitationForm(forms.Form):
    """Somebody to invite."""

    name = forms.CharField(label="姓名", max_length=60)
    role = forms.ChoiceField(label="角色", choices=Role.choices)


@require_GET
def tree(request: HttpRequest) -> HttpResponse:
    """Show the part of the tree that the person may see."""
    found = visible(person_of(request), Organisation.objects.order_by("path"), field="")
    return render(request, "organisations/tree.html", {"organisations": found})


@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an organisation with its people."""
    organisation = organisation_for(request, pk)
    return _page(request, organisation, _child_form(organisation), InvitationForm(auto_id="invited_%s"))


def _child_form(organisation: Organisation) -> OrganisationForm:
    """Return the form for a new organisation below ORGANISATION; what usually stands below it is chosen already."""
    levels = [Level(each) for each in Level.values]
    below = levels[min(levels.index(Level(organisation.level)) + 1, len(levels) - 1)]
    return OrganisationForm(initial={"level": below}, auto_id="below_%s")


def _page(
    request: HttpRequest,
    organisation: Organisation,
    form: OrganisationForm,
    invitation: InvitationForm,
    status: int = 200,
) -> HttpResponse:
    may_change = Role.ADMINISTRATOR in roles_at(person_of(request), organisation)
    context = {
        "organisation": organisation,
        "above": Organisation.objects.get_ancestors(organisation),
        "visible_above": visible(
            person_of(request), Organisation.objects.get_ancestors(organisation), field=""
        ).values_list("pk", flat=True),
        "named": NameForm(initial={"name": organisation.name, "level": organisation.level}, auto_id="own_%s"),
        "below": Organisation.objects.get_children(organisation),
        "members": organisation.memberships.select_related("person"),
        "invitations": [each for each in organisation.invitations.all() if may_change and each.is_open],
        "may_change": may_change,
        "form": form,
        "invitation": invitation,
    }
    return render(request, "organisations/detail.html", context, status=status)


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an organisation below PK."""
    organisation = organisation_for(request, pk, _ADMINISTRATOR)
    form = OrganisationForm(request.POST, auto_id="below_%s")
    if not form.is_valid():
        return _page(request, organisation, form, InvitationForm(auto_id="invited_%s"), status=422)
    with transaction.atomic():
        child = Organisation.objects.add_child(organisation, dict(form.cleaned_data))
        record(person_of(request), "新增单位", f"organisation:{child.pk}", organisation, after=form.cleaned_data)
    messages.success(request, f"已新增{child}。")
    return redirect("organisations:detail", pk)


@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give organisation PK another name or level."""
    organisation = organisation_for(request, pk, _ADMINISTRATOR)
    form = NameForm(request.POST)
    if not form.is_valid():
        messages.error(request, "没有改：名称不能空着，不超过100字。")
        return redirect("organisations:detail", pk)
    before = {"name": organisation.name, "level": organisation.level}
    with transaction.atomic():
        organisation.name, organisation.level = form.cleaned_data["name"], form.cleaned_data["level"]
        organisation.save(update_fields=["name", "level"])
        record(person_of(request), "单位改名", f"organisation:{pk}", organisation, before, form.cleaned_data)
    messages.success(request, f"已改为{organisation}。")
    return redirect("organisations:detail", pk)


@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite somebody into PK; the address to send is shown once."""
    organisation = organisation_for(request, pk, _ADMINISTRATOR)
    form = InvitationForm(request.POST, auto_id="invited_%s")
    if not form.is_valid():
        return _page(request, organisation, _child_form(organisation), form, status=422)
    token, token_hash = new_token()
    person = person_of(request)
    with transaction.atomic():
        invitation = Invitation.objects.create(
            organisation=organisation,
            token_hash=token_hash,
            invited_by=person,
            valid_until=valid_until(),
            **form.cleaned_data,
        )
        record(person, "邀请人员", f"invitation:{invitation.pk}", organisation, after=form.cleaned_data)
    address = request.build_absolute_uri(reverse("people:accept-invitation", args=[token]))
    messages.success(request, f"请把这个地址交给{invitation.name}（14天内有效，只能用一次，只显示这一次）：{address}")
    return redirect("organisations:detail", pk)


@require_POST
def dismiss(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """End the membership MEMBER of organisation PK."""
    organisation = organisation_for(request, pk, _ADMINISTRATOR)
    membership = organisation.memberships.filter(pk=member).select_related("person").first()
    if membership is None:
        raise Http404("没有这个角色")
    _end(request, organisation, membership)
    return redirect("organisations:detail", pk)


def _end(request: HttpRequest, organisation: Organisation, membership: Membership) -> None:
    person = person_of(request)
    if membership.person_id == person.pk and membership.role == Role.ADMINISTRATOR:
        messages.error(request, "不能取消自己的管理员角色，请由别的管理员来做。")
        return
    with transaction.atomic():
        told = {"person": membership.person.username, "role": membership.role}
        membership.delete()
        record(person, "取消角色", f"person:{membership.person_id}", organisation, before=told)
    messages.success(request, f"已取消{membership.person}的{membership.get_role_display()}角色。")
