"""The app of motions."""

from django.apps import AppConfig


class Motions(AppConfig):
    """Motions, their texts, amendments, advice and votes."""

    name = "coopcouncil.web.motions"
    label = "motions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make amendments known to search, the record and the home page."""
        from coopcouncil.web.motions.amendments import subjects as amendments  # noqa: PLC0415 - needs the apps
        from coopcouncil.web.subjects import DUTIES, register  # noqa: PLC0415

        register(amendments.AMENDMENT)
        if amendments.duties not in DUTIES:
            DUTIES.append(amendments.duties)
