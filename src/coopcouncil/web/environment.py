"""The environment variables by which the service is set up: each once, with its meaning and what holds without it.

`docs/reference/settings.md` is written from the table below.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
SHORTEST_KEY = 50
SHORTEST_TOKEN = 20
YES, NO = frozenset({"1", "yes", "true", "on"}), frozenset({"0", "no", "false", "off"})
Reason = tuple[bool, str]  # whether something is wrong, and the sentence that says so
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
DATABASE_SCHEMES = ("postgresql", "postgres", "sqlite")
MAIL_SCHEMES = ("smtp", "smtps")
# backends that keep e-mails on this machine instead of sending them
SENDS_NOTHING = tuple(f"django.core.mail.backends.{kind}." for kind in ("console", "dummy", "locmem", "filebased"))


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
        "Signs sessions and links. At least 50 random characters; needed in production, made anew at each start "
        "without it. `python -c 'import secrets; print(secrets.token_urlsafe(48))'` makes one.",
    ),
    Variable("COOPCOUNCIL_NAME", "The council's name in the header, until payments are loaded that name it."),
    Variable(
        "COOPCOUNCIL_THEME",
        "Folder of the council's theme: name, colours, logo. The style sheet is built from it; see "
        "how-to/change-the-look.md.",
        "the house's own",
    ),
    Variable(
        "COOPCOUNCIL_PROCEDURE",
        "File (TOML) of the council's rules of procedure: notice of motions, days on which its office is closed; see "
        "how-to/meetings.md.",
        "procedure.toml in the data folder",
    ),
    Variable(
        "COOPCOUNCIL_REPORT_HEADINGS",
        "File (TOML) of the headings of a report to a committee; see how-to/report-to-a-committee.md.",
        "report-headings.toml in the data folder, else the headings that English councils use",
    ),
    Variable("COOPCOUNCIL_DEMO", "1 says on every page that the council is fictional and lets anybody step in.", "0"),
    Variable(
        "COOPCOUNCIL_PROXY",
        "1 when a reverse proxy in front ends TLS and sets X-Forwarded-Proto, X-Forwarded-For and X-Request-ID itself. "
        "Production needs a word on it, 1 or 0.",
        "0",
    ),
    Variable("COOPCOUNCIL_HSTS_SECONDS", "How long browsers are told to use https only.", "31536000"),
    Variable("COOPCOUNCIL_UPLOAD_BYTES", "All files of one upload of payments together, in bytes.", "209715200"),
    Variable("COOPCOUNCIL_DOCUMENT_BYTES", "One document added as evidence, in bytes.", "26214400"),
    Variable("COOPCOUNCIL_CLAMAV", "clamd, as host:port or the path of its socket; documents are then scanned."),
    Variable(
        "COOPCOUNCIL_EMAIL_URL",
        "smtp://user:password@host:587 (STARTTLS), or smtps://user:password@host:465 (TLS from the start). A character "
        "of the password that an address cannot hold is written as %40 and the like. smtp://host:25?tls=no sends in "
        "the clear, to a relay that asks for no password.",
    ),
    Variable(
        "COOPCOUNCIL_EMAIL_FROM", "The address that e-mails come from.", "coopcouncil@ the host of COOPCOUNCIL_ADDRESS"
    ),
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
    Variable(
        "COOPCOUNCIL_METRICS_TOKEN",
        "Bearer token that /metrics asks for, at least 20 random characters; without one there is no /metrics.",
    ),
    Variable("COOPCOUNCIL_LOG_LEVEL", "DEBUG, INFO, WARNING or ERROR.", "INFO in production, else WARNING"),
    Variable("COOPCOUNCIL_API_A_MINUTE", "Calls of the API a minute by one token.", "120"),
    Variable("COOPCOUNCIL_WORKERS", "Processes that answer requests, with four threads each.", "2"),
    Variable("COOPCOUNCIL_FREE_BYTES", "With less free disk than this /health/ready says no, in bytes.", "268435456"),
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
        """Whether the variable is 1, yes, true or on. Raises UnsafeSettingError for what is neither yes nor no."""
        said = self.text(name).lower()
        if said and said not in YES | NO:
            raise UnsafeSettingError(f"{name} is '{said}'. Set it to 1 or 0.")
        return said in YES if said else default

    def number(self, name: str, default: int) -> int:
        """The variable as a whole number. Raises UnsafeSettingError for anything else."""
        said = self.text(name)
        if said and not (said.isascii() and said.isdigit()):
            raise UnsafeSettingError(f"{name} is '{said}'. Set it to a whole number, such as {default}.")
        return int(said) if said else default

    def parts(self, name: str) -> SplitResult:
        """The variable as an address in its parts, all empty when it is none."""
        try:
            found = urlsplit(self.text(name))
            _ = found.port  # raises ValueError when it is no number
        except ValueError:
            return urlsplit("")
        return found

    def strangers(self) -> list[str]:
        """Variables that begin as ours do and are not in the table, most likely misspelt."""
        return sorted(name for name in self._given if name.startswith("COOPCOUNCIL_") and name not in _KNOWN)

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
        found = self.parts("COOPCOUNCIL_ADDRESS").hostname or ""
        return f"[{found}]" if ":" in found else found

    @property
    def origin(self) -> str:
        """The public address as browsers name it: the scheme, the host in small letters, the port if there is one."""
        port = self.parts("COOPCOUNCIL_ADDRESS").port
        return f"{self.parts('COOPCOUNCIL_ADDRESS').scheme}://{self.host}{f':{port}' if port else ''}"

    @property
    def data(self) -> Path:
        """The data folder."""
        return Path(self.text("COOPCOUNCIL_DATA", "coopcouncil-data"))


def unsafe(given: Environment) -> list[str]:
    """What keeps the service from starting, a sentence each: what no setting can be, and what production must not."""
    wrong = _malformed(given)
    if given.is_production:
        wrong += [*_unsafe_address(given), *_unsafe_keys(given), *_unsafe_mail(given), *_unsafe_neighbours(given)]
    return [reason for holds, reason in wrong if holds]


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


def _malformed(given: Environment) -> list[Reason]:
    """What makes no sense wherever the service runs. No address is repeated: it can hold a password."""
    level, mail = given.text("COOPCOUNCIL_LOG_LEVEL", LOG_LEVELS[0]), given.parts("COOPCOUNCIL_EMAIL_URL")
    database = given.text("DATABASE_URL", "sqlite:")
    return [
        (
            level.upper() not in LOG_LEVELS,
            f"COOPCOUNCIL_LOG_LEVEL is '{level}'. Set it to one of {', '.join(LOG_LEVELS)}.",
        ),
        (
            database.partition(":")[0] not in DATABASE_SCHEMES or (database != "sqlite:" and "://" not in database),
            "DATABASE_URL names no database that can be used. Set postgresql://user:password@host/name, or unset it "
            "for SQLite in the data folder.",
        ),
        (
            bool(given.text("COOPCOUNCIL_EMAIL_URL")) and not (mail.scheme in MAIL_SCHEMES and mail.hostname),
            "COOPCOUNCIL_EMAIL_URL is no address of a mail server. Set smtp://user:password@host:587.",
        ),
    ]


def _unsafe_address(given: Environment) -> list[Reason]:
    parts = given.parts("COOPCOUNCIL_ADDRESS")
    return [
        (
            parts.scheme != "https",
            f"COOPCOUNCIL_ADDRESS is {given.address}. Passwords would travel in the clear: set an address that "
            "begins with https://.",
        ),
        (
            not parts.hostname
            or "*" in given.host
            or given.host.startswith(".")
            or bool(parts.path.strip("/") or parts.query or parts.fragment or parts.username),
            f"COOPCOUNCIL_ADDRESS is {given.address}. Set https:// and one host, with nothing after it, such as "
            "https://coop.example.gov.uk: every other host is refused.",
        ),
        (
            not given.text("COOPCOUNCIL_PROXY"),
            "COOPCOUNCIL_PROXY is not set. Set it to 1 when a reverse proxy in front ends TLS and sets "
            "X-Forwarded-Proto itself, to 0 when browsers reach this service without one.",
        ),
    ]


def _unsafe_keys(given: Environment) -> list[Reason]:
    key, token = given.text("COOPCOUNCIL_SECRET_KEY"), given.text("COOPCOUNCIL_METRICS_TOKEN")
    return [
        (
            len(set(key)) < 10 or len(key) < SHORTEST_KEY,
            f"COOPCOUNCIL_SECRET_KEY is missing or easy to guess. Set at least {SHORTEST_KEY} random characters.",
        ),
        (
            bool(token) and len(token) < SHORTEST_TOKEN,
            f"COOPCOUNCIL_METRICS_TOKEN is easy to guess. Set at least {SHORTEST_TOKEN} random characters, or none.",
        ),
        (given.flag("COOPCOUNCIL_DEMO"), "COOPCOUNCIL_DEMO lets anybody sign in as anybody. Unset it."),
        *(
            (True, f"{name} is not a setting. Look at its spelling in docs/reference/settings.md, or unset it.")
            for name in given.strangers()
        ),
    ]


def _unsafe_mail(given: Environment) -> list[Reason]:
    mail = given.parts("COOPCOUNCIL_EMAIL_URL")
    ways = ("COOPCOUNCIL_EMAIL_URL", "COOPCOUNCIL_EMAIL_BACKEND", "COOPCOUNCIL_NOTIFY_KEY")
    return [
        (
            given.text("COOPCOUNCIL_EMAIL_BACKEND").startswith(SENDS_NOTHING),
            "COOPCOUNCIL_EMAIL_BACKEND sends nothing. Name one that does, or set COOPCOUNCIL_EMAIL_URL.",
        ),
        (
            not any(given.text(way) for way in ways),
            "No e-mail is set up, so nobody could be invited or set a new password. Set COOPCOUNCIL_EMAIL_URL, "
            "COOPCOUNCIL_EMAIL_BACKEND or COOPCOUNCIL_NOTIFY_KEY.",
        ),
        (
            "tls=no" in mail.query and bool(mail.password),
            "COOPCOUNCIL_EMAIL_URL would send its password in the clear. Leave out tls=no, or the password.",
        ),
    ]


def _unsafe_neighbours(given: Environment) -> list[Reason]:
    """Other services that this one speaks to: nothing goes to them in the clear."""
    names = ("COOPCOUNCIL_OIDC_SERVER", "COOPCOUNCIL_NOTIFY_ADDRESS")
    alone = bool(given.text("COOPCOUNCIL_OIDC_SERVER")) and not given.text("COOPCOUNCIL_OIDC_CLIENT")
    clear = [
        (
            bool(given.text(name)) and not given.text(name).startswith("https://"),
            f"{name} does not begin with https://. Set an address that does.",
        )
        for name in names
    ]
    return [
        *clear,
        (alone, "COOPCOUNCIL_OIDC_SERVER is set without COOPCOUNCIL_OIDC_CLIENT. Set both, or neither."),
    ]
