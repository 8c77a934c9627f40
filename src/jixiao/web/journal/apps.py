"""The application ``journal``."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The journal of everything that was done."""

    name = "jixiao.web.journal"
    label = "journal"
    verbose_name = "操作日志"
