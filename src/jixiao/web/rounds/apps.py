"""The application ``rounds``."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """A year's task."""

    name = "jixiao.web.rounds"
    label = "rounds"
    verbose_name = "年度任务"
