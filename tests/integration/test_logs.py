"""The log: what it says of a request, and that it never says who somebody is or what they looked for."""

import io
import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from tests.support.people import person
from tests.support.site import client, make_tiny, site_over, visitor

from coopcouncil.data.snapshots import Store
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.running.logs import JsonLines, logging_settings

WORDS = "ambleford-looked-for"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return make_tiny(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def written(store: Store) -> Iterator[io.StringIO]:
    """What production's log would hold, of everything that anybody logs."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel("DEBUG")
    with site_over(store.root):
        yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def _lines(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def _requests(written: io.StringIO) -> list[dict[str, Any]]:
    return [line for line in _lines(written) if line["logger"] == "coopcouncil.requests"]


def test_log_says_of_a_request_its_name_its_end_and_how_long_it_took(written: io.StringIO) -> None:
    response = visitor().get("/help/about/")
    [line] = _requests(written)
    assert line["request_id"] == response["X-Request-ID"]
    assert (line["route"], line["method"], line["status"]) == ("about", "GET", 200)
    assert line["ms"] > 0
    assert "person" not in line


def test_log_of_a_whole_journey_holds_neither_the_person_nor_their_words(
    written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = client()
    who = person(Role.OFFICER)
    officer.get("/")
    officer.get(f"/suppliers/?text={WORDS}")
    officer.get(f"/{who.email}/{WORDS}/")
    officer.post("/upload/", {"council": WORDS})
    officer.post(f"/account/login/?next=/{WORDS}/", {"login": who.email, "password": WORDS})
    visitor(checks_csrf=True).post("/upload/check/", {"council": WORDS})
    visitor().get("/review/")

    def fail(*_words: object, **_more: object) -> None:
        raise RuntimeError(f"Key (email)=({who.email}) is there already, {WORDS}")

    monkeypatch.setattr("coopcouncil.web.help.views.page", fail)
    officer.raise_request_exception = False
    assert officer.get("/help/about/").status_code == 500
    log = written.getvalue()
    assert len(_requests(written)) == 8
    assert str(who.public_id) in log
    for private in (who.email, who.name, WORDS, "127.0.0.1"):
        assert private not in log, private


def test_log_of_what_broke_says_where_and_not_with_what(written: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_words: object, **_more: object) -> None:
        raise RuntimeError("of somebody")

    monkeypatch.setattr("coopcouncil.web.help.views.page", fail)
    site = visitor()
    site.raise_request_exception = False
    response = site.get("/help/about/")
    [line] = [each for each in _lines(written) if each["logger"] == "django.request"]
    assert line["request_id"] == response["X-Request-ID"]
    assert line["exception"] == "RuntimeError"
    assert line["where"][-1].endswith(" fail")
    assert "of somebody" not in written.getvalue()


@pytest.mark.parametrize(
    ("trusted", "given", "taken"),
    [
        (True, "0123456789abcdef-from.proxy", True),
        (False, "0123456789abcdef-from.proxy", False),
        (True, "short", False),
        (True, "somebody@example.org", False),
        (True, 'a"quote and a space', False),
        (True, "x" * 65, False),
    ],
)
def test_request_keeps_the_id_of_a_proxy_that_is_trusted_and_writes_ids(
    settings: Any, trusted: bool, given: str, taken: bool
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if trusted else None
    response = Client().get("/health/live", headers={"host": "127.0.0.1", "x-request-id": given})
    assert (response["X-Request-ID"] == given) is taken
    assert len(response["X-Request-ID"]) >= 8


def _written(name: str, message: str, *args: object) -> dict[str, Any]:
    record = logging.LogRecord(name, logging.WARNING, __file__, 1, message, args, None)
    return dict(json.loads(JsonLines().format(record)))


def test_message_of_a_library_is_written_without_the_texts_filled_in() -> None:
    assert _written("lib", "Not found: %s (%d)", "/somebody/", 3)["message"] == "Not found: … (3)"
    assert _written("lib", "%(who)s left", {"who": "Ann Example"})["message"] == "… left"
    assert _written("lib", "%d pages", "Ann Example")["message"] == "%d pages"
    assert _written("coopcouncil.made", "%s files", "three")["message"] == "three files"


def test_line_breaks_in_a_message_do_not_make_two_lines() -> None:
    record = logging.LogRecord("lib", logging.INFO, __file__, 1, "one\ntwo", (), None)
    assert JsonLines().format(record).count("\n") == 0


def test_exception_is_written_without_its_words() -> None:
    try:
        raise ValueError("Ann Example")
    except ValueError:
        record = logging.LogRecord("coopcouncil", logging.ERROR, __file__, 1, "failed", (), sys.exc_info())
    assert "Ann Example" not in JsonLines().format(record)


def test_log_is_plain_and_quiet_on_this_machine_and_json_in_production() -> None:
    local, production = logging_settings(production=False, level=""), logging_settings(production=True, level="")
    assert local["root"]["level"] == "WARNING"
    assert "formatter" not in local["handlers"]["console"]
    assert production["root"]["level"] == "INFO"
    assert production["handlers"]["console"]["formatter"] == "json"
    assert logging_settings(production=True, level="debug")["root"]["level"] == "DEBUG"
