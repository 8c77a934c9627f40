"""The application ``dossiers``."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """Printed papers."""

    name = "jixiao.web.dossiers"
    label = "dossiers"
    verbose_name = "成套文件"
