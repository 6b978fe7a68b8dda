"""The app of the API."""

from typing import Any

from django.apps import AppConfig
from django.urls import reverse

from coopcouncil.web.subjects import Found, Subject, register


class Api(AppConfig):
    """Access tokens, and the operations that they open."""

    name = "coopcouncil.web.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the record name tokens."""
        register(Subject(kind="token", label="Access token", find=_find))


def _find(user: Any, ref: str) -> Found | None:
    from coopcouncil.web.api.queries import own_token  # noqa: PLC0415 - tables are not there before apps are ready

    found = own_token(user, ref) if user.is_authenticated else None
    return Found(found.name, reverse("tokens")) if found else None
