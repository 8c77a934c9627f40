"""The application ``results``."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """What follows from evaluations."""

    name = "jixiao.web.results"
    label = "results"
    verbose_name = "结果应用"
