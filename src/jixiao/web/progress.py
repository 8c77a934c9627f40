"""How far something is that is done in the background."""

from __future__ import annotations

from django.db import models


class Progress(models.TextChoices):
    """Waiting for the worker, being done, done, or given up with a sentence that says why."""

    WAITING = "waiting", "等待"
    RUNNING = "running", "正在进行"
    DONE = "done", "完成"
    FAILED = "failed", "没有做成"

    @property
    def is_over(self) -> bool:
        """Tell whether there is nothing more to wait for."""
        return self in (Progress.DONE, Progress.FAILED)
