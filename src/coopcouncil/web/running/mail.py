"""Django's e-mail settings from one address."""

from typing import Any
from urllib.parse import parse_qs, unquote

from coopcouncil.web.environment import LOOPBACK, Environment

SECONDS = 20  # how long a page waits for a mail server that does not answer
PORTS = {"smtp": 587, "smtps": 465}


def mail_settings(given: Environment) -> dict[str, Any]:
    """EMAIL_BACKEND and what it needs; without any setting, e-mails are written to the terminal."""
    sender = given.text("COOPCOUNCIL_EMAIL_FROM", f"coopcouncil@{given.host or 'localhost'}")
    found: dict[str, Any] = {"DEFAULT_FROM_EMAIL": sender, "SERVER_EMAIL": sender, "EMAIL_TIMEOUT": SECONDS}
    if given.text("COOPCOUNCIL_EMAIL_URL"):
        found |= _server(given)
    return {**found, "EMAIL_BACKEND": _backend(given)}


def _backend(given: Environment) -> str:
    """The backend named, else what the other settings ask for; the demo shows e-mails on a page."""
    if given.text("COOPCOUNCIL_EMAIL_BACKEND"):
        return given.text("COOPCOUNCIL_EMAIL_BACKEND")
    if given.flag("COOPCOUNCIL_DEMO"):
        return "coopcouncil.web.notices.backends.PageBackend"
    if given.text("COOPCOUNCIL_NOTIFY_KEY"):
        return "coopcouncil.web.notices.backends.NotifyBackend"
    kind = "smtp" if given.text("COOPCOUNCIL_EMAIL_URL") else "console"
    return f"django.core.mail.backends.{kind}.EmailBackend"


def _server(given: Environment) -> dict[str, Any]:
    """A server on this machine is spoken to as it is; any other with TLS, unless the address says tls=no."""
    parts = given.parts("COOPCOUNCIL_EMAIL_URL")
    from_the_start = parts.scheme == "smtps"
    in_the_clear = parse_qs(parts.query).get("tls") == ["no"] or parts.hostname in (*LOOPBACK, "::1")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": from_the_start,
        "EMAIL_USE_TLS": not from_the_start and not in_the_clear,
    }
