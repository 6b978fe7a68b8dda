"""The app of suppliers."""

from django.apps import AppConfig


class Suppliers(AppConfig):
    """People's judgements on who suppliers are, and how they reach the figures."""

    name = "coopcouncil.web.suppliers"
    label = "suppliers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make suppliers known to search, the record and evidence, and judgements to the worker and who gives them."""
        from coopcouncil.web import subjects  # noqa: PLC0415 - the tables are there only now
        from coopcouncil.web.suppliers.duties import reviews_waiting  # noqa: PLC0415
        from coopcouncil.web.suppliers.settling import SETTLE, settle_what_is_left  # noqa: PLC0415
        from coopcouncil.web.suppliers.subjects import ORGANISATION, SUPPLIER  # noqa: PLC0415
        from coopcouncil.web.work import kinds  # noqa: PLC0415

        subjects.register(SUPPLIER)
        subjects.register(ORGANISATION)
        subjects.DUTIES.append(reviews_waiting)
        kinds.register(SETTLE)
        kinds.AT_WORKER_START.append(settle_what_is_left)
