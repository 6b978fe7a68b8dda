"""The settings: what is refused, in which words, and what a safe set looks like to Django and to the doors."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coopcouncil.web.environment import VARIABLES, Environment, UnsafeSettingError, check_safe, unsafe
from coopcouncil.web.running.mail import mail_settings

SOURCE = Path(__file__).parents[2] / "src"
SAFE = {
    "COOPCOUNCIL_ADDRESS": "https://coop.example.gov.uk",
    "COOPCOUNCIL_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "COOPCOUNCIL_PROXY": "1",
    "COOPCOUNCIL_EMAIL_URL": "smtp://post:secret%40word@mail.example.gov.uk",
}


def _run(*words: str, **given: str) -> "subprocess.CompletedProcess[str]":
    """A command with these variables and none other of ours."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("COOPCOUNCIL_", "DJANGO_"))}
    plain |= {"PYTHONPATH": str(SOURCE), "DJANGO_SETTINGS_MODULE": "coopcouncil.web.settings", **given}
    return subprocess.run(
        [sys.executable, "-m", *words], env=plain, capture_output=True, text=True, check=False, timeout=60
    )


def test_safe_set_is_accepted() -> None:
    assert unsafe(Environment(SAFE)) == []
    check_safe(Environment(SAFE))


def test_no_setting_at_all_is_this_machine_alone() -> None:
    given = Environment({})
    assert unsafe(given) == []
    assert not given.is_production


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("COOPCOUNCIL_ADDRESS", "http://coop.example.gov.uk", "travel in the clear"),
        ("COOPCOUNCIL_ADDRESS", "coop.example.gov.uk", "https:// and one host"),
        ("COOPCOUNCIL_ADDRESS", "https://*.example.gov.uk", "https:// and one host"),
        ("COOPCOUNCIL_ADDRESS", "https://.example.gov.uk", "https:// and one host"),
        ("COOPCOUNCIL_ADDRESS", "https://", "https:// and one host"),
        ("COOPCOUNCIL_ADDRESS", "https://coop.example.gov.uk/pages", "https:// and one host"),
        ("COOPCOUNCIL_ADDRESS", "https://coop.example.gov.uk:port", "https:// and one host"),
        ("COOPCOUNCIL_ADDRESS", "https://me@coop.example.gov.uk", "https:// and one host"),
        ("COOPCOUNCIL_PROXY", "", "COOPCOUNCIL_PROXY is not set"),
        ("COOPCOUNCIL_SECRET_KEY", "", "COOPCOUNCIL_SECRET_KEY is missing"),
        ("COOPCOUNCIL_SECRET_KEY", "short", "COOPCOUNCIL_SECRET_KEY is missing or easy to guess"),
        ("COOPCOUNCIL_SECRET_KEY", "ab" * 40, "COOPCOUNCIL_SECRET_KEY is missing or easy to guess"),
        ("COOPCOUNCIL_METRICS_TOKEN", "short", "COOPCOUNCIL_METRICS_TOKEN is easy to guess"),
        ("COOPCOUNCIL_DEMO", "1", "lets anybody sign in as anybody"),
        ("COOPCOUNCIL_SECRETKEY", "x", "COOPCOUNCIL_SECRETKEY is not a setting"),
        ("COOPCOUNCIL_EMAIL_URL", "", "No e-mail is set up"),
        ("COOPCOUNCIL_EMAIL_URL", "smtp://me:secret@mail.example.gov.uk?tls=no", "password in the clear"),
        ("COOPCOUNCIL_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend", "sends nothing"),
        ("COOPCOUNCIL_EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend", "sends nothing"),
        ("COOPCOUNCIL_OIDC_SERVER", "http://login.example.gov.uk", "COOPCOUNCIL_OIDC_SERVER does not begin with"),
        ("COOPCOUNCIL_NOTIFY_ADDRESS", "http://notify.example", "COOPCOUNCIL_NOTIFY_ADDRESS does not begin with"),
        ("COOPCOUNCIL_LOG_LEVEL", "LOUD", "DEBUG, INFO, WARNING, ERROR"),
        ("DATABASE_URL", "mysql://user:secret@host/name", "names no database that can be used"),
        ("DATABASE_URL", "postgresql", "names no database that can be used"),
        ("COOPCOUNCIL_EMAIL_URL", "http://user:secret@host", "no address of a mail server"),
    ],
)
def test_unsafe_setting_is_refused_in_words(name: str, value: str, words: str) -> None:
    with pytest.raises(UnsafeSettingError, match="does not start") as refused:
        check_safe(Environment({**SAFE, name: value}))
    assert words in str(refused.value)
    assert name in str(refused.value)
    assert "secret" not in str(refused.value)


def test_every_unsafe_setting_is_named_at_once() -> None:
    found = unsafe(Environment({"COOPCOUNCIL_ADDRESS": "http://coop.example.gov.uk"}))
    assert [line.split()[0] for line in found] == [
        *("COOPCOUNCIL_ADDRESS", "COOPCOUNCIL_PROXY", "COOPCOUNCIL_SECRET_KEY", "No"),
    ]


def test_flag_and_number_refuse_what_they_cannot_read() -> None:
    with pytest.raises(UnsafeSettingError, match=r"COOPCOUNCIL_DEMO is 'ture'. Set it to 1 or 0"):
        Environment({"COOPCOUNCIL_DEMO": "ture"}).flag("COOPCOUNCIL_DEMO")
    with pytest.raises(UnsafeSettingError, match=r"COOPCOUNCIL_WORKERS is 'two'. Set it to a whole number, such as 2"):
        Environment({"COOPCOUNCIL_WORKERS": "two"}).number("COOPCOUNCIL_WORKERS", 2)
    assert Environment({"COOPCOUNCIL_DEMO": "Off"}).flag("COOPCOUNCIL_DEMO", default=True) is False


def test_origin_is_written_as_browsers_write_it() -> None:
    assert Environment({"COOPCOUNCIL_ADDRESS": "https://Coop.Example:8443/"}).origin == "https://coop.example:8443"


def test_variable_that_the_table_lacks_cannot_be_read() -> None:
    with pytest.raises(KeyError):
        Environment({}).text("COOPCOUNCIL_UNHEARD_OF")


def test_every_variable_read_is_in_the_table_and_every_one_in_it_is_read() -> None:
    read = {name for path in SOURCE.rglob("*.py") for name in _read_in(path)}
    table = [each.name for each in VARIABLES]
    assert len(table) == len(set(table))
    assert read - set(table) == set()
    assert set(table) - read == set()


def _read_in(path: Path) -> set[str]:
    """Names of variables that a file reads: as an argument, an index, or an element that is looped over."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") != "Variable":
            places: list[ast.expr] = node.args
        elif isinstance(node, ast.Subscript):
            places = [node.slice]
        else:
            places = node.elts if isinstance(node, ast.Tuple) else []
        texts = [each.value for each in places if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        found |= {text for text in texts if text.isupper() and text.startswith(("COOPCOUNCIL_", "DATABASE_URL"))}
    return {name for name in found if name != "COOPCOUNCIL_"}


def test_mail_goes_to_the_server_with_tls() -> None:
    found = mail_settings(Environment(SAFE))
    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example.gov.uk", 587)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("post", "secret@word")
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (True, False)
    assert found["DEFAULT_FROM_EMAIL"] == "coopcouncil@coop.example.gov.uk"


@pytest.mark.parametrize(
    ("address", "port", "starttls", "tls"),
    [
        ("smtps://mail.example", 465, False, True),
        ("smtp://mail.example:25?tls=no", 25, False, False),
        ("smtp://localhost:1025", 1025, False, False),
    ],
)
def test_mail_server_is_reached_as_its_address_says(address: str, port: int, starttls: bool, tls: bool) -> None:
    found = mail_settings(Environment({"COOPCOUNCIL_EMAIL_URL": address}))
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (port, starttls, tls)


def test_mail_without_settings_is_written_to_the_terminal() -> None:
    assert mail_settings(Environment({}))["EMAIL_BACKEND"].endswith("console.EmailBackend")
    named = mail_settings(Environment({"COOPCOUNCIL_EMAIL_BACKEND": "made.up.Backend"}))
    assert named["EMAIL_BACKEND"] == "made.up.Backend"


def test_safe_set_passes_djangos_own_deployment_check(tmp_path: Path) -> None:
    words = ("django", "check", "--deploy", "--fail-level", "WARNING")
    done = _run(*words, **SAFE, COOPCOUNCIL_DATA=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("gunicorn", "--config", "python:coopcouncil.web.running.gunicorn_settings", "--bind", "127.0.0.1:0"),
        ("coopcouncil.cli", "migrate"),
        ("coopcouncil.cli", "backup", "never.tar"),
    ],
    ids=["gunicorn", "migrate", "backup"],
)
def test_unsafe_setting_ends_every_door_in_one_message(words: tuple[str, ...], tmp_path: Path) -> None:
    done = _run(*words, **{**SAFE, "COOPCOUNCIL_DEMO": "1", "COOPCOUNCIL_DATA": str(tmp_path)})
    assert done.returncode == 2
    assert done.stderr.count("The service does not start") == 1
    assert "COOPCOUNCIL_DEMO lets anybody sign in as anybody" in done.stderr
    assert "Traceback" not in done.stderr


def test_number_that_is_none_ends_gunicorn_in_words(tmp_path: Path) -> None:
    words = ("gunicorn", "--config", "python:coopcouncil.web.running.gunicorn_settings", "--bind", "127.0.0.1:0")
    done = _run(*words, **SAFE, COOPCOUNCIL_DATA=str(tmp_path), COOPCOUNCIL_WORKERS="two")
    assert done.returncode == 2
    assert done.stderr.strip() == "COOPCOUNCIL_WORKERS is 'two'. Set it to a whole number, such as 2."


def test_gunicorn_without_an_address_listens_to_nobody_else(tmp_path: Path) -> None:
    words = ("gunicorn", "--config", "python:coopcouncil.web.running.gunicorn_settings", "--bind", "0.0.0.0:0")
    done = _run(*words, COOPCOUNCIL_DATA=str(tmp_path))
    assert done.returncode == 2
    assert "Set COOPCOUNCIL_ADDRESS to the https:// address" in done.stderr
    assert "Traceback" not in done.stderr


def test_bare_gunicorn_stops_with_the_message_too(tmp_path: Path) -> None:
    words = ("gunicorn", "--no-control-socket", "--workers", "1", "--bind", "127.0.0.1:0", "coopcouncil.web.wsgi")
    done = _run(*words, **{**SAFE, "COOPCOUNCIL_DEMO": "1", "COOPCOUNCIL_DATA": str(tmp_path)})
    assert done.returncode != 0
    assert done.stderr.count("The service does not start") == 1
    assert "Traceback" not in done.stderr
