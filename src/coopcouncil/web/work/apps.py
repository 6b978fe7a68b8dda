"""The app of long work."""

from django.apps import AppConfig


class Work(AppConfig):
    """Jobs, how far they are, and the worker that runs them."""

    name = "coopcouncil.web.work"
    label = "work"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make jobs known to the record and to whom they wait for."""
        from coopcouncil.web import subjects  # noqa: PLC0415 - the tables are there only now
        from coopcouncil.web.work.duties import failed_work, find_job  # noqa: PLC0415

        subjects.register(subjects.Subject("job", "background work", find_job))
        subjects.DUTIES.append(failed_work)
