"""Starting the workbench: bring the database up to date, then serve until told to stop."""

from __future__ import annotations

import os
import socket

import django
from django.core.management import call_command

from jixiao.web.background import worker
from jixiao.web.lifeline import SERVED
from jixiao.web.logs import LOGGING

SETTINGS = "jixiao.web.settings"
_OWN = 0o077  # what is kept is for the account under which the workbench runs, and no other
_THREADS = 8  # in each worker
_WAITING = 128  # requests that a worker takes on before it makes others wait at the door


def prepare() -> None:
    """Set Django up and bring the database to its present form."""
    os.umask(_OWN)
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


def is_taken(host: str, port: int) -> bool:
    """Tell whether somebody listens at HOST and PORT: two servers at one port would share its callers by chance."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        if os.name == "posix":  # there it lets a port be taken again that was left a moment ago, and no more than that
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def serve(host: str, port: int, workers: int) -> None:
    """Serve the workbench at HOST and PORT with so many WORKERS; returns when it is stopped."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
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
        log_level=LogLevels.error,
        log_dictconfig=LOGGING,
        log_access=False,
    )
    call_command("clearsessions")
    os.environ[SERVED] = str(os.getpid())
    with worker():
        server.serve()
