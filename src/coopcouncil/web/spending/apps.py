"""The app of spending."""

from django.apps import AppConfig


class Spending(AppConfig):
    """Who the council pays."""

    name = "coopcouncil.web.spending"
    label = "spending"

    def ready(self) -> None:
        """Say what waits for people who look after the payments."""
        from coopcouncil.web.spending.duties import duties  # noqa: PLC0415 - the apps are ready only now
        from coopcouncil.web.subjects import DUTIES  # noqa: PLC0415

        DUTIES.append(duties)
