"""Who may do what where. Rights follow the tree: a role in an organisation holds for everything below it.

Every view begins by asking here. What a person may not even know of does not exist for him (404); what he may see but
not do is refused (403).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest

from jixiao.web.organisations.models import Membership, Organisation, Role
from jixiao.web.people.models import User

_KEPT = "_jixiao_memberships"
EVERYBODY = frozenset(Role)

Record = TypeVar("Record", bound=Model)


def person_of(request: HttpRequest) -> User:
    """Return the person who is signed in. Raises :class:`PermissionDenied` where nobody is."""
    if not isinstance(request.user, User):
        raise PermissionDenied("请先登录")
    return request.user


def memberships_of(person: User) -> tuple[Membership, ...]:
    """Return the memberships of PERSON with their organisations; asked once for each request."""
    found: tuple[Membership, ...] | None = getattr(person, _KEPT, None)
    if found is None:
        found = tuple(person.memberships.select_related("organisation").order_by("organisation__path"))
        setattr(person, _KEPT, found)
    return found


def roles_at(person: User, organisation: Organisation) -> frozenset[Role]:
    """Return the roles that PERSON has at ORGANISATION, by membership there or anywhere above."""
    return frozenset(
        Role(each.role) for each in memberships_of(person) if organisation.path.startswith(each.organisation.path)
    )


def within_reach(person: User, field: str = "", roles: Iterable[Role] = EVERYBODY) -> Q:
    """Return the condition that a record belongs to an organisation where PERSON has one of ROLES.

    FIELD is the way from the record to its organisation (``organisation__``); empty for organisations themselves.
    """
    wanted = frozenset(roles)
    reached = [
        Q(**{f"{field}path__startswith": each.organisation.path})
        for each in memberships_of(person)
        if each.role in wanted
    ]
    return reduce(or_, reached, Q(pk__in=[]))


def visible(person: User, records: QuerySet[Record], field: str = "organisation__") -> QuerySet[Record]:
    """Return those of RECORDS that PERSON may see."""
    return records.filter(within_reach(person, field))


def require(person: User, organisation: Organisation, roles: Iterable[Role] = EVERYBODY) -> frozenset[Role]:
    """Return the roles of PERSON at ORGANISATION.

    Raises :class:`Http404` where he has none, :class:`PermissionDenied` where he has none of ROLES.
    """
    held = roles_at(person, organisation)
    if not held:
        raise Http404("没有这一页")
    if not held & frozenset(roles):
        raise PermissionDenied("您的角色不能做这件事")
    return held


def has_role(person: User, role: Role) -> bool:
    """Tell whether PERSON has ROLE anywhere."""
    return any(each.role == role for each in memberships_of(person))


def require_somewhere(person: User, role: Role) -> None:
    """Raise :class:`PermissionDenied` where PERSON does not have ROLE in any organisation."""
    if not has_role(person, role):
        raise PermissionDenied("您的角色不能做这件事")


def organisation_for(request: HttpRequest, pk: int, roles: Iterable[Role] = EVERYBODY) -> Organisation:
    """Return the organisation PK for a request of somebody in one of ROLES there. Raises as :func:`require`."""
    try:
        organisation: Organisation = Organisation.objects.get(pk=pk)
    except Organisation.DoesNotExist as fault:
        raise Http404("没有这个单位") from fault
    require(person_of(request), organisation, roles)
    return organisation
