"""The application ``reviewing``."""

from django.apps import AppConfig


class ReviewingConfig(AppConfig):
    """Review of submissions."""

    name = "jixiao.web.reviewing"
    label = "reviewing"
    verbose_name = "审核"
