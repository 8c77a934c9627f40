"""What the head of every page shows: where the person belongs and which parts of the workbench are open to him."""

from __future__ import annotations

from django.http import HttpRequest

from jixiao.web.organisations.access import memberships_of
from jixiao.web.organisations.models import Membership, Role
from jixiao.web.people.models import User


def membership(request: HttpRequest) -> dict[str, tuple[Membership, ...] | frozenset[str]]:
    """Return the person's memberships and all roles in them, for the navigation."""
    if not isinstance(getattr(request, "user", None), User):
        return {"own_memberships": (), "own_roles": frozenset()}
    own = memberships_of(request.user)  # type: ignore[arg-type]  # checked above
    return {"own_memberships": own, "own_roles": frozenset(Role(each.role).value for each in own)}
