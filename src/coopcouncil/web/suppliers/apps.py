"""The app of suppliers."""

from django.apps import AppConfig


class Suppliers(AppConfig):
    """Whom the council pays, from the snapshots; it has no tables of its own."""

    name = "coopcouncil.web.suppliers"
    label = "suppliers"

    def ready(self) -> None:
        """Make suppliers and organisations known to search, the record and evidence."""
        from coopcouncil.web.subjects import register  # noqa: PLC0415 - what is read here needs the apps
        from coopcouncil.web.suppliers.subjects import ORGANISATION, SUPPLIER  # noqa: PLC0415

        register(SUPPLIER)
        register(ORGANISATION)
