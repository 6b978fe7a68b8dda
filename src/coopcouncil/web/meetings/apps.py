"""The app of meetings."""

from django.apps import AppConfig


class Meetings(AppConfig):
    """Meetings, agendas, minutes and offices."""

    name = "coopcouncil.web.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"
