"""The app of the record."""

from django.apps import AppConfig


class Record(AppConfig):
    """Append-only entries, written in the transaction of the change they tell of."""

    name = "coopcouncil.web.record"
    label = "record"
    default_auto_field = "django.db.models.BigAutoField"
