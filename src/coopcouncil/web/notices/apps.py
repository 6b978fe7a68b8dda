"""The app of notices."""

from django.apps import AppConfig


class Notices(AppConfig):
    """How people hear of what waits for them and of what was published."""

    name = "coopcouncil.web.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
