"""The catalogue of checks: each one is a small pure function, registered once with what it rests on."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.recognition import Dossier

CheckFunction = Callable[[Dossier], Iterator[Relation | Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check with what a user may want to know of it; all texts are Chinese.

    ``severity`` is the gravest that it raises; ``basis`` the clause or published form that it rests on.
    """

    id: str
    title: str
    family: str
    basis: str
    severity: Severity
    explanation: str
    run: CheckFunction


_CHECKS: dict[str, Check] = {}


class DuplicateCheckError(ValueError):
    """Two checks were registered under one id."""


def check(
    check_id: str, title: str, family: str, basis: str, severity: Severity, explanation: str
) -> Callable[[CheckFunction], CheckFunction]:
    """Register a check function under CHECK_ID. Raises :class:`DuplicateCheckError` when the id is taken."""

    def register(run: CheckFunction) -> CheckFunction:
        if check_id in _CHECKS:
            raise DuplicateCheckError(check_id)
        _CHECKS[check_id] = Check(check_id, title, family, basis, severity, explanation, run)
        return run

    return register


def all_checks() -> tuple[Check, ...]:
    """Return all checks, module by module in alphabetical order, within a module as they are written."""
    _load_checks()
    return tuple(sorted(_CHECKS.values(), key=lambda check: check.run.__module__))


@cache
def _load_checks() -> None:
    """Import the modules of checks, which register themselves; to list them anew for every audit takes its time."""
    from jixiao.auditing import checks

    for module in sorted(found.name for found in pkgutil.iter_modules(checks.__path__)):
        importlib.import_module(f"{checks.__name__}.{module}")
