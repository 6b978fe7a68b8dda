"""The app of promises."""

from django.apps import AppConfig


class Promises(AppConfig):
    """Resolutions, actions and their discharge."""

    name = "coopcouncil.web.promises"
    label = "promises"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make promises known to search, the record, evidence, committees' pages, digests, calendars and the feed."""
        from coopcouncil.web.meetings.sections import register_section  # noqa: PLC0415 - the tables are there only now
        from coopcouncil.web.promises import reminders, subjects  # noqa: PLC0415
        from coopcouncil.web.promises.published.news import news  # noqa: PLC0415
        from coopcouncil.web.promises.published.sections import SECTION  # noqa: PLC0415
        from coopcouncil.web.subjects import DUTIES, NEWS, REMINDERS, register  # noqa: PLC0415

        register(subjects.RESOLUTION)
        register(subjects.ACTION)
        register_section(SECTION)
        if reminders.duties not in DUTIES:
            DUTIES.append(reminders.duties)
            REMINDERS.append(reminders.due_to_remind)
            NEWS.append(news)
