"""The app of reports."""

from django.apps import AppConfig


class Reports(AppConfig):
    """Reports to committees."""

    name = "coopcouncil.web.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make reports known to search, the record, agendas, feeds and the pages of committees."""
        from coopcouncil.web.meetings.sections import register_section  # noqa: PLC0415 - the tables are there only now
        from coopcouncil.web.reports import subjects  # noqa: PLC0415
        from coopcouncil.web.reports.sections import SECTION  # noqa: PLC0415
        from coopcouncil.web.subjects import DUTIES, NEWS, register  # noqa: PLC0415

        register(subjects.REPORT)
        register_section(SECTION)
        if subjects.duties not in DUTIES:
            DUTIES.append(subjects.duties)
            NEWS.append(subjects.news)
