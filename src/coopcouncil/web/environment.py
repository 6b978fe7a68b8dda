"""The environment variables by which the service is set up: each once, with its meaning and what holds without it.

`docs/reference/settings.md` is written from the table below.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
SHORTEST_KEY = 40


@dataclass(frozen=True)
class Variable:
    """One environment variable."""

    name: str
    meaning: str
    default: str = ""


VARIABLES = (
    Variable(
        "COOPCOUNCIL_ADDRESS",
        "The address by which people reach the pages, such as https://coop.example.gov.uk. It makes the service a "
        "production one: it must then begin with https://. Without it the pages answer to this machine alone.",
    ),
    Variable("COOPCOUNCIL_DATA", "Folder of snapshots, documents and, with SQLite, the database.", "coopcouncil-data"),
    Variable(
        "DATABASE_URL",
        "The database: postgresql://user:password@host/name. Without it, SQLite in the data folder.",
    ),
    Variable(
        "COOPCOUNCIL_SECRET_KEY",
        "Signs sessions and links. At least 40 random characters; needed in production, made anew at each start "
        "without it. `python -c 'import secrets; print(secrets.token_urlsafe(48))'` makes one.",
    ),
    Variable("COOPCOUNCIL_NAME", "The council's name in the header, until payments are loaded that name it."),
    Variable("COOPCOUNCIL_THEME", "Folder of the council's theme: colours, logo. See how-to/change-the-look.md."),
    Variable("COOPCOUNCIL_DEMO", "1 says on every page that the council is fictional and lets anybody step in.", "0"),
    Variable(
        "COOPCOUNCIL_PROXY",
        "1 when a reverse proxy in front ends TLS and sets X-Forwarded-Proto and X-Forwarded-For itself.",
        "0",
    ),
    Variable("COOPCOUNCIL_HSTS_SECONDS", "How long browsers are told to use https only.", "31536000"),
    Variable("COOPCOUNCIL_UPLOAD_BYTES", "All files of one upload of payments together, in bytes.", "209715200"),
    Variable("COOPCOUNCIL_DOCUMENT_BYTES", "One document added as evidence, in bytes.", "26214400"),
    Variable("COOPCOUNCIL_CLAMAV", "clamd, as host:port or the path of its socket; documents are then scanned."),
    Variable("COOPCOUNCIL_EMAIL_URL", "smtp://user:password@host:587 (smtps:// for TLS from the start)."),
    Variable("COOPCOUNCIL_EMAIL_FROM", "The address that e-mails come from.", "coopcouncil@localhost"),
    Variable("COOPCOUNCIL_EMAIL_BACKEND", "Any Django e-mail backend, by its dotted name, instead of SMTP."),
    Variable("COOPCOUNCIL_NOTIFY_KEY", "GOV.UK Notify's API key; e-mails then go through Notify."),
    Variable("COOPCOUNCIL_NOTIFY_TEMPLATE", "The id of Notify's template, with ((subject)) and ((body))."),
    Variable("COOPCOUNCIL_NOTIFY_ADDRESS", "Notify's address.", "https://api.notifications.service.gov.uk"),
    Variable("COOPCOUNCIL_OIDC_SERVER", "Single sign-on: the OpenID Connect server's address."),
    Variable("COOPCOUNCIL_OIDC_NAME", "What the button says: Sign in with NAME.", "your council account"),
    Variable("COOPCOUNCIL_OIDC_CLIENT", "The client id that the server knows this service by."),
    Variable("COOPCOUNCIL_OIDC_SECRET", "The client secret."),
    Variable(
        "COOPCOUNCIL_OIDC_DOMAINS",
        "E-mail domains, with commas between, whose addresses the server may vouch for without saying that it checked "
        "them, as Entra ID does: the council's own, such as ambleford.gov.uk.",
    ),
    Variable(
        "COOPCOUNCIL_SECOND_FACTOR",
        "1 asks everybody inside the council who signs in with a password for a second factor too.",
        "1 in production, else 0",
    ),
    Variable("COOPCOUNCIL_METRICS_TOKEN", "Bearer token that /metrics asks for; without one /metrics is shut."),
    Variable("COOPCOUNCIL_LOG_LEVEL", "DEBUG, INFO, WARNING or ERROR.", "INFO in production, else WARNING"),
    Variable("COOPCOUNCIL_API_A_MINUTE", "Calls of the API a minute by one token.", "120"),
)
_KNOWN = {each.name for each in VARIABLES}


class UnsafeSettingError(Exception):
    """The service does not start: each line of the message names a variable, what is wrong, and what to set."""


class Environment:
    """What the environment says, with the defaults of the table."""

    def __init__(self, given: Mapping[str, str] = os.environ) -> None:
        self._given = given

    def text(self, name: str, default: str = "") -> str:
        """The variable, or the default where it is absent or empty. KeyError for one that the table lacks."""
        if name not in _KNOWN:
            raise KeyError(name)
        return self._given.get(name, "").strip() or default

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Whether the variable is 1, yes, true or on."""
        said = self.text(name).lower()
        return said in {"1", "yes", "true", "on"} if said else default

    def number(self, name: str, default: int) -> int:
        """The variable as a whole number. Raises UnsafeSettingError for anything else."""
        said = self.text(name)
        if said and not (said.isascii() and said.isdigit()):
            raise UnsafeSettingError(f"{name} is '{said}'. Set it to a whole number, such as {default}.")
        return int(said) if said else default

    @property
    def address(self) -> str:
        """The public address without a final slash, or nothing."""
        return self.text("COOPCOUNCIL_ADDRESS").rstrip("/")

    @property
    def is_production(self) -> bool:
        """Whether others than this machine reach the pages."""
        return bool(self.address) and self.host not in LOOPBACK

    @property
    def host(self) -> str:
        """The host of the public address, or nothing."""
        found = urlsplit(self.address).hostname or ""
        return f"[{found}]" if ":" in found else found

    @property
    def data(self) -> Path:
        """The data folder."""
        return Path(self.text("COOPCOUNCIL_DATA", "coopcouncil-data"))


def unsafe(given: Environment) -> list[str]:
    """What makes these settings unsafe in production, a sentence each; none elsewhere and where all is well."""
    if not given.is_production:
        return []
    return [
        reason
        for wrong, reason in (
            (
                not given.address.startswith("https://"),
                f"COOPCOUNCIL_ADDRESS is {given.address}. Passwords would travel in the clear: set an address that "
                "begins with https://.",
            ),
            (
                len(set(given.text("COOPCOUNCIL_SECRET_KEY"))) < 10
                or len(given.text("COOPCOUNCIL_SECRET_KEY")) < SHORTEST_KEY,
                f"COOPCOUNCIL_SECRET_KEY is missing or easy to guess. Set at least {SHORTEST_KEY} random characters.",
            ),
            (given.flag("COOPCOUNCIL_DEMO"), "COOPCOUNCIL_DEMO lets anybody sign in as anybody. Unset it."),
            (
                given.text("COOPCOUNCIL_EMAIL_BACKEND").rsplit(".", 1)[0].endswith(("console", "dummy", "locmem")),
                "COOPCOUNCIL_EMAIL_BACKEND sends nothing. Name one that does, or set COOPCOUNCIL_EMAIL_URL.",
            ),
            (
                not any(given.text(f"COOPCOUNCIL_{name}") for name in ("EMAIL_URL", "EMAIL_BACKEND", "NOTIFY_KEY")),
                "No e-mail is set up, so nobody could be invited or set a new password. Set COOPCOUNCIL_EMAIL_URL, "
                "COOPCOUNCIL_EMAIL_BACKEND or COOPCOUNCIL_NOTIFY_KEY.",
            ),
            (
                given.text("COOPCOUNCIL_OIDC_SERVER").startswith("http://"),
                "COOPCOUNCIL_OIDC_SERVER begins with http://. Set an address that begins with https://.",
            ),
            (
                given.text("COOPCOUNCIL_OIDC_SERVER") and not given.text("COOPCOUNCIL_OIDC_CLIENT"),
                "COOPCOUNCIL_OIDC_SERVER is set without COOPCOUNCIL_OIDC_CLIENT. Set both, or neither.",
            ),
        )
        if wrong
    ]


def check_safe(given: Environment) -> None:
    """Raises UnsafeSettingError, naming every unsafe setting."""
    found = unsafe(given)
    if found:
        raise UnsafeSettingError("The service does not start, because it would not be safe:\n- " + "\n- ".join(found))


def single_sign_on(given: Environment) -> list[dict[str, Any]]:
    """The OpenID Connect server to sign in with, in allauth's form: one, or none where the environment names none."""
    server = given.text("COOPCOUNCIL_OIDC_SERVER").removesuffix("/.well-known/openid-configuration")
    domains = [each.strip().lower() for each in given.text("COOPCOUNCIL_OIDC_DOMAINS").split(",") if each.strip()]
    app = {
        "provider_id": "council",
        "name": given.text("COOPCOUNCIL_OIDC_NAME", "your council account"),
        "client_id": given.text("COOPCOUNCIL_OIDC_CLIENT"),
        "secret": given.text("COOPCOUNCIL_OIDC_SECRET"),
        "settings": {"server_url": server.rstrip("/"), "verified_email": domains},
    }
    return [app] if server else []
