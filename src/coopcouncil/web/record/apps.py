"""The app of the record."""

from django.apps import AppConfig


class Record(AppConfig):
    """Append-only entries, written in the transaction of the change they tell of."""

    name = "coopcouncil.web.record"
    label = "record"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make entries known to others, and know where people's names stand."""
        from coopcouncil.web.people import traces  # noqa: PLC0415 - the apps are ready only now
        from coopcouncil.web.record.subjects import ENTRY  # noqa: PLC0415
        from coopcouncil.web.record.traces import TRACES, Trace  # noqa: PLC0415
        from coopcouncil.web.subjects import register  # noqa: PLC0415

        register(ENTRY)
        TRACES.append(Trace(traces.subjects, traces.erase))
