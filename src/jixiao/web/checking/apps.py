"""The application ``checking``."""

from django.apps import AppConfig


class CheckingConfig(AppConfig):
    """Audits of any file."""

    name = "jixiao.web.checking"
    label = "checking"
    verbose_name = "核查文件"
