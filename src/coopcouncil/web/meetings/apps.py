"""The app of meetings."""

from django.apps import AppConfig


class Meetings(AppConfig):
    """Meetings, agendas, minutes and offices."""

    name = "coopcouncil.web.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make meetings known to search, the record and evidence, and what is due to their clerks and the feeds."""
        from coopcouncil.web.meetings import subjects  # noqa: PLC0415 - the tables are there only now
        from coopcouncil.web.meetings.importing.jobs import IMPORT  # noqa: PLC0415
        from coopcouncil.web.subjects import DUTIES, NEWS, register  # noqa: PLC0415
        from coopcouncil.web.work import kinds  # noqa: PLC0415

        for each in (subjects.MEETING, subjects.AGENDA_ITEM, subjects.OFFICE):
            register(each)
        kinds.register(IMPORT)
        if subjects.duties not in DUTIES:
            DUTIES.append(subjects.duties)
            NEWS.append(subjects.news)
