"""The app of the desk."""

from django.apps import AppConfig


class Desk(AppConfig):
    """Home for each role, and search."""

    name = "coopcouncil.web.desk"
    label = "desk"

    def ready(self) -> None:
        """Make the pages and words known to search."""
        from coopcouncil.web.desk.places import PLACE, WORD  # noqa: PLC0415 - the apps are ready only now
        from coopcouncil.web.subjects import register  # noqa: PLC0415

        register(PLACE)
        register(WORD)
