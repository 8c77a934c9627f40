"""The application ``sheets``."""

from django.apps import AppConfig


class SheetsConfig(AppConfig):
    """Evaluations on their way."""

    name = "jixiao.web.sheets"
    label = "sheets"
    verbose_name = "自评"
