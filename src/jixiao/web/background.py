"""The worker of the background: it runs beside the server, so that one command starts all there is."""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

_STOP_WITHIN = 10  # seconds; then it is ended: what it was doing will be done again
_AGAIN_AFTER = 5  # seconds
_LOG = logging.getLogger(__name__)


@contextmanager
def worker() -> Iterator[None]:
    """Run the worker in a process of its own as long as the context lasts."""
    command = [sys.executable, "-m", "jixiao.web.background"]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # its settings come with the environment
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(_STOP_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()


def main() -> None:
    """Work until told to stop; while the database cannot be reached, try again and again."""
    import django
    from django.core.management import call_command
    from django.db import InterfaceError, OperationalError, close_old_connections

    from jixiao.web.lifeline import end_with_parent

    end_with_parent()
    django.setup()
    while True:
        try:
            take_up_again()
            call_command("db_worker", interval=1, queue_name="*", verbosity=0)
        except (OperationalError, InterfaceError) as fault:
            _LOG.warning("no database for the background worker, trying again: %s", type(fault).__name__)
            close_old_connections()
            time.sleep(_AGAIN_AFTER)


def take_up_again() -> None:
    """Put back in the queue what a worker that is gone had begun; call it before a worker begins."""
    from django_tasks import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    from jixiao.web.checking.models import FileAudit
    from jixiao.web.dossiers.models import Dossier
    from jixiao.web.progress import Progress

    DBTaskResult.objects.running().update(status=TaskResultStatus.READY)
    FileAudit.objects.filter(progress=Progress.RUNNING).update(progress=Progress.WAITING)
    Dossier.objects.filter(progress=Progress.RUNNING).update(progress=Progress.WAITING)


if __name__ == "__main__":
    main()
