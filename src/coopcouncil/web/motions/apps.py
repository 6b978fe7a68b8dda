"""The app of motions."""

from django.apps import AppConfig


class Motions(AppConfig):
    """Motions, their texts, amendments, advice and votes."""

    name = "coopcouncil.web.motions"
    label = "motions"
    default_auto_field = "django.db.models.BigAutoField"
