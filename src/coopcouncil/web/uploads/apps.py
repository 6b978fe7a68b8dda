"""The app of uploads."""

from django.apps import AppConfig


class Uploads(AppConfig):
    """Payments files that people send."""

    name = "coopcouncil.web.uploads"
    label = "uploads"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make uploads known to the record, and loading them to the worker."""
        from coopcouncil.web import subjects  # noqa: PLC0415 - the tables are there only now
        from coopcouncil.web.uploads.loading import LOAD  # noqa: PLC0415
        from coopcouncil.web.uploads.queries import found_upload  # noqa: PLC0415
        from coopcouncil.web.work import kinds  # noqa: PLC0415

        subjects.register(subjects.Subject("upload", "payments files sent", found_upload))
        kinds.register(LOAD)
