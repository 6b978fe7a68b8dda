"""The app of publishing."""

from django.apps import AppConfig


class Publishing(AppConfig):
    """Which figures the public sees."""

    name = "coopcouncil.web.publishing"
    label = "publishing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make publications known to the record, the feeds, and to whom figures wait to be published by."""
        from coopcouncil.web import subjects  # noqa: PLC0415 - the tables are there only now
        from coopcouncil.web.publishing.duties import figures_to_publish, find_publication  # noqa: PLC0415
        from coopcouncil.web.publishing.queries import news  # noqa: PLC0415

        subjects.register(subjects.Subject("publication", "published figures", find_publication))
        subjects.DUTIES.append(figures_to_publish)
        subjects.NEWS.append(news)
