"""The app of motions."""

from django.apps import AppConfig


class Motions(AppConfig):
    """Motions, their texts, amendments, advice and votes."""

    name = "coopcouncil.web.motions"
    label = "motions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make motions and amendments known to search, the record, feeds and the home page."""
        from coopcouncil.web.motions import duties  # noqa: PLC0415 - needs the apps
        from coopcouncil.web.motions import subjects as motions  # noqa: PLC0415
        from coopcouncil.web.motions.amendments import subjects as amendments  # noqa: PLC0415
        from coopcouncil.web.subjects import DUTIES, NEWS, register  # noqa: PLC0415

        register(motions.MOTION)
        register(motions.TEXT)
        register(amendments.AMENDMENT)
        DUTIES.extend(each for each in (duties.duties, amendments.duties) if each not in DUTIES)
        if motions.news not in NEWS:
            NEWS.append(motions.news)
