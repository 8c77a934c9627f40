"""The application ``api``."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The programming interface."""

    name = "jixiao.web.api"
    label = "api"
    verbose_name = "接口"
