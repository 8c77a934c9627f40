"""Which sheet a request is about, and what the person may do with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from jixiao.web.organisations.access import EVERYBODY, person_of, require
from jixiao.web.organisations.models import Role
from jixiao.web.people.models import User
from jixiao.web.sheets.editing import OPEN
from jixiao.web.sheets.models import Remark, Sheet, State
from jixiao.web.sheets.workflow import Action, actions_for


@dataclass(frozen=True, slots=True)
class Opened:
    """A sheet with who looks at it and in which roles."""

    sheet: Sheet
    person: User
    roles: frozenset[Role]

    @property
    def may_edit(self) -> bool:
        """Tell whether the person may type into it as it stands now."""
        return Role.CLERK in self.roles and State(self.sheet.state) in OPEN

    @property
    def may_review(self) -> bool:
        """Tell whether the person may write remarks on it as it stands now."""
        return Role.REVIEWER in self.roles and self.sheet.state == State.REVIEWING

    @property
    def sees_review(self) -> bool:
        """Tell whether what is written in review is for the person's eyes: a review under way is the reviewers' own."""
        return self.sheet.state != State.REVIEWING or Role.REVIEWER in self.roles

    def remarks(self) -> QuerySet[Remark]:
        """Return the remarks that the person may read; the bureau gets them when the sheet is given back."""
        found = self.sheet.remarks.select_related("person")
        if self.sees_review:
            return found
        handed_in = self.sheet.submissions.order_by("-number").first()
        return found.filter(at__lt=handed_in.at) if handed_in is not None else found.none()

    @property
    def actions(self) -> tuple[Action, ...]:
        """What the person may do to pass it on."""
        return actions_for(self.sheet, self.roles)


def sheet_for(request: HttpRequest, pk: int, roles: Iterable[Role] = EVERYBODY) -> Opened:
    """Return the sheet PK for a request of somebody in one of ROLES at its organisation.

    Raises :class:`Http404` for a stranger, :class:`PermissionDenied` for somebody in other roles.
    """
    sheet = Sheet.objects.select_related("organisation", "round").filter(pk=pk).first()
    if sheet is None:
        raise Http404("没有这份自评")
    person = person_of(request)
    return Opened(sheet, person, require(person, sheet.organisation, roles))
