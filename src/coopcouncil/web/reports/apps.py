"""The app of reports."""

from django.apps import AppConfig


class Reports(AppConfig):
    """Reports to committees."""

    name = "coopcouncil.web.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"
