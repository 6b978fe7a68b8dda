"""The app of people."""

from django.apps import AppConfig


class People(AppConfig):
    """People, bodies, roles, invitations and delegates."""

    name = "coopcouncil.web.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
