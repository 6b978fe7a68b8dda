"""The app of signing in."""

from django.apps import AppConfig


class SigningIn(AppConfig):
    """Our words, pages and rules for allauth, which keeps the tables."""

    name = "coopcouncil.web.signing_in"
    label = "signing_in"

    def ready(self) -> None:
        """Listen to what allauth says has happened."""
        from coopcouncil.web.signing_in import entries  # noqa: F401, PLC0415 - it connects itself
