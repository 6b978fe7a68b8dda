"""The app of publishing."""

from django.apps import AppConfig


class Publishing(AppConfig):
    """Which figures the public sees."""

    name = "coopcouncil.web.publishing"
    label = "publishing"
    default_auto_field = "django.db.models.BigAutoField"
