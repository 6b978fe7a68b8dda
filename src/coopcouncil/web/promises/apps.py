"""The app of promises."""

from django.apps import AppConfig


class Promises(AppConfig):
    """Resolutions, actions and their discharge."""

    name = "coopcouncil.web.promises"
    label = "promises"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take up what a carried motion asks for, and make promises known to search, the record and the feeds."""
        from coopcouncil.web.meetings.sections import register_section  # noqa: PLC0415
        from coopcouncil.web.motions.adopted import ADOPTED  # noqa: PLC0415 - the tables are there only now
        from coopcouncil.web.promises import reminders, subjects  # noqa: PLC0415
        from coopcouncil.web.promises.proposing import propose_for  # noqa: PLC0415
        from coopcouncil.web.promises.sections import SECTION  # noqa: PLC0415
        from coopcouncil.web.subjects import DUTIES, NEWS, REMINDERS, register  # noqa: PLC0415

        register(subjects.RESOLUTION)
        register(subjects.ACTION)
        register_section(SECTION)
        if propose_for not in ADOPTED:
            ADOPTED.append(propose_for)
            DUTIES.append(subjects.duties)
            NEWS.append(subjects.news)
            DUTIES.append(reminders.duties)
            REMINDERS.append(reminders.due_to_remind)
            NEWS.append(reminders.late_news)
