"""The app of publishing."""

from django.apps import AppConfig


class Publishing(AppConfig):
    """Which figures the public sees."""

    name = "coopcouncil.web.publishing"
    label = "publishing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell of publications in the feeds."""
        from coopcouncil.web.publishing.queries import news  # noqa: PLC0415 - the apps are ready only now
        from coopcouncil.web.subjects import NEWS  # noqa: PLC0415

        NEWS.append(news)
