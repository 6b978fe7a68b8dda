"""The app of people."""

from django.apps import AppConfig


class People(AppConfig):
    """People, bodies, roles, invitations and delegates."""

    name = "coopcouncil.web.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make people, bodies, invitations and delegations known to search and the record."""
        from coopcouncil.web.people.subjects import register_all  # noqa: PLC0415 - models are ready only now

        register_all()
