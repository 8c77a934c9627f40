"""The application ``people``."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Accounts and signing in."""

    name = "jixiao.web.people"
    label = "people"
    verbose_name = "人员"
