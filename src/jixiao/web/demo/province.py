"""The tree of the demonstration, its people, and the accounts by which one looks around."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from jixiao.web.demo.content import content
from jixiao.web.organisations.models import Level, Membership, Organisation, Role
from jixiao.web.people.models import User

_BUREAU = "医疗保障局"
_CITY_SIZE = Decimal("1.8")


@dataclass(frozen=True, slots=True)
class Bureau:
    """A bureau with those who work in it, and how large its place is beside a county of middle size."""

    organisation: Organisation
    size: Decimal
    clerk: User
    head: User


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the demonstration: who it is, and what one sees with it."""

    username: str
    role: str
    name: str
    where: str


@dataclass(frozen=True, slots=True)
class Province:
    """The whole tree: its root, its bureaus in the order of the tree, who reviews each of them, who runs it all."""

    root: Organisation
    bureaus: tuple[Bureau, ...]
    reviewers: Mapping[int, User]
    administrator: User
    accounts: tuple[Account, ...]


def make_province(password: str) -> Province:
    """Make the tree and its people. Only the accounts that are returned can sign in, all by PASSWORD."""
    maker = _Maker(password)
    root = Organisation.objects.add_root({"name": content().province, "level": Level.PROVINCE})
    administrator = maker.person(root, Role.ADMINISTRATOR, "admin")
    maker.person(root, Role.READER, "reader")
    reviewers: dict[int, User] = {}
    bureaus: list[Bureau] = []
    for city in content().cities:
        node = _below(root, city.name, Level.CITY)
        reviewer = maker.person(node, Role.REVIEWER, "reviewer")
        made = [maker.bureau(node, _CITY_SIZE), *(maker.county(node, name) for name in city.counties)]
        reviewers |= {each.organisation.pk: reviewer for each in made}
        bureaus.extend(made)
    return Province(root, tuple(bureaus), reviewers, administrator, tuple(maker.accounts))


def _below(parent: Organisation, name: str, level: Level) -> Organisation:
    parent.refresh_from_db()
    made: Organisation = Organisation.objects.add_child(parent, {"name": name, "level": level})
    return made


class _Maker:
    """Makes people with invented names. The first person of each kind gets an account to sign in with."""

    def __init__(self, password: str) -> None:
        self._password = password
        self._names = self._all_names()
        self._number = 0
        self.accounts: list[Account] = []

    @staticmethod
    def _all_names() -> Iterator[str]:
        names = [family + given for given in content().given_names for family in content().surnames]
        Random("people").shuffle(names)
        return iter(names)

    def person(self, organisation: Organisation, role: Role, username: str, *, signs_in: bool = True) -> User:
        """Make a person in ROLE at ORGANISATION; USERNAME goes to the first who asks for it and may sign in."""
        taken = not signs_in or any(each.username == username for each in self.accounts)
        self._number += 1
        name = next(self._names)
        account = username if not taken else f"{username}{self._number}"
        person = User.objects.open(account, name, None if taken else self._password)
        Membership.objects.create(person=person, organisation=organisation, role=role)
        if not taken:
            self.accounts.append(Account(account, str(role.label), name, organisation.name))
        return person

    def county(self, city: Organisation, name: str) -> Bureau:
        """Make a county with its bureau."""
        size = Decimal(Random(name).randint(45, 150)) / 100
        return self.bureau(_below(city, name, Level.COUNTY), size)

    def bureau(self, place: Organisation, size: Decimal) -> Bureau:
        """Make the bureau of PLACE with a clerk and a head; it is in a county that one signs in."""
        bureau = _below(place, f"{place.name}{_BUREAU}", Level.BUREAU)
        signs_in = place.level == Level.COUNTY
        clerk = self.person(bureau, Role.CLERK, "clerk", signs_in=signs_in)
        head = self.person(bureau, Role.HEAD, "head", signs_in=signs_in)
        return Bureau(bureau, size, clerk, head)
