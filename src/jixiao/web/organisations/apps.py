"""The application ``organisations``."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """The tree of organisations."""

    name = "jixiao.web.organisations"
    label = "organisations"
    verbose_name = "单位"
