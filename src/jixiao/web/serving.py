"""Starting the workbench: bring the database up to date, then serve until told to stop."""

from __future__ import annotations

import os

import django
from django.core.management import call_command

from jixiao.web.background import worker
from jixiao.web.lifeline import SERVED
from jixiao.web.logs import LOGGING

SETTINGS = "jixiao.web.settings"
_THREADS = 8  # in each worker
_WAITING = 128  # requests that a worker takes on before it makes others wait at the door


def prepare() -> None:
    """Set Django up and bring the database to its present form."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def first_invitation() -> str | None:
    """Return the way to open the first account, where there is none yet: the administrator's of a root."""
    from django.urls import reverse

    from jixiao.web.organisations.models import Level, Organisation, Role
    from jixiao.web.people.models import Invitation, User, new_token, valid_until

    if User.objects.exists():
        return None
    root = Organisation.objects.filter(depth=1).first()
    root = root or Organisation.objects.add_root({"name": "本单位", "level": Level.BUREAU})
    token, token_hash = new_token()
    Invitation.objects.filter(invited_by=None).delete()
    Invitation.objects.create(
        organisation=root, role=Role.ADMINISTRATOR, name="管理员", token_hash=token_hash, valid_until=valid_until()
    )
    return reverse("people:accept-invitation", args=[token]).lstrip("/")


def serve(host: str, port: int, workers: int) -> None:
    """Serve the workbench at HOST and PORT with so many WORKERS; returns when it is stopped."""
    from granian.constants import Interfaces
    from granian.server import Server

    server = Server(
        "jixiao.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=_THREADS,
        backpressure=_WAITING,
        respawn_failed_workers=True,
        websockets=False,
        log_dictconfig=LOGGING,
        log_access=False,
    )
    call_command("clearsessions")
    os.environ[SERVED] = "1"
    with worker():
        server.serve()
