"""The app of suppliers."""

from django.apps import AppConfig


class Suppliers(AppConfig):
    """People's judgements on who suppliers are, and how they reach the figures."""

    name = "coopcouncil.web.suppliers"
    label = "suppliers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the taking in of judgements known to the worker, and reviews to whom they wait for."""
        from coopcouncil.web import subjects  # noqa: PLC0415 - the tables are there only now
        from coopcouncil.web.suppliers.duties import reviews_waiting  # noqa: PLC0415
        from coopcouncil.web.suppliers.settling import SETTLE, settle_what_is_left  # noqa: PLC0415
        from coopcouncil.web.work import kinds  # noqa: PLC0415

        subjects.DUTIES.append(reviews_waiting)
        kinds.register(SETTLE)
        kinds.AT_WORKER_START.append(settle_what_is_left)
