"""The app of promises."""

from django.apps import AppConfig


class Promises(AppConfig):
    """Resolutions, actions and their discharge."""

    name = "coopcouncil.web.promises"
    label = "promises"
    default_auto_field = "django.db.models.BigAutoField"
