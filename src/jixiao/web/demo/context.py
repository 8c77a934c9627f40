"""What pages show of the demonstration: a mark in the head, and on the sign-in page its accounts."""

from __future__ import annotations

from django.http import HttpRequest

from jixiao.web.demo.filling import Demonstration
from jixiao.web.demo.filling import demonstration as known


def demonstration(request: HttpRequest) -> dict[str, Demonstration | None]:  # noqa: ARG001 - Django hands it over
    """Return the demonstration that the installation is, ``None`` for a real one."""
    return {"demo": known()}
