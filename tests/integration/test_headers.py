"""What every answer tells the browser, on each kind of page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from tests.support.site import client, make_tiny, site_over, visitor

from coopcouncil.data.snapshots import Store
from coopcouncil.web.headers import KEEP_NOT, POLICY, REVALIDATE
from coopcouncil.web.jinja import asset

KINDS = {
    "page": ("/", 200),
    "page of words": ("/help/about/", 200),
    "download": ("/suppliers.csv", 200),
    "nothing there": ("/no-such-page/", 404),
    "health": ("/health/live", 200),
    "style sheet": (asset("pages.css").partition("?")[0], 200),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return make_tiny(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def site(store: Store) -> Iterator[Client]:
    with site_over(store.root):
        yield client()


def _is_guarded(headers: object) -> None:
    assert headers["Content-Security-Policy"] == POLICY  # type: ignore[index]
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"  # type: ignore[index]
    assert headers["X-Content-Type-Options"] == "nosniff"  # type: ignore[index]
    assert "camera=()" in headers["Permissions-Policy"]  # type: ignore[index]
    assert headers["X-Request-ID"]  # type: ignore[index]


@pytest.mark.parametrize("kind", KINDS)
def test_answer_of_every_kind_carries_the_policies(site: Client, kind: str) -> None:
    address, status = KINDS[kind]
    response = site.get(address)
    assert response.status_code == status
    _is_guarded(response.headers)
    assert "Server" not in response.headers


def test_broken_page_carries_the_policies_and_the_number_of_its_request(
    site: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_words: object) -> None:
        raise RuntimeError("made to fail")

    monkeypatch.setattr("coopcouncil.web.help.views.page", fail)
    site.raise_request_exception = False
    response = site.get("/help/about/")
    assert response.status_code == 500
    _is_guarded(response.headers)
    assert response["X-Request-ID"] in response.content.decode()
    assert "made to fail" not in response.content.decode()


def test_what_somebody_signed_in_sees_is_kept_nowhere(site: Client) -> None:
    for address in ("/", "/account/", "/suppliers.csv", "/no-such-page/"):
        assert site.get(address)["Cache-Control"] == KEEP_NOT, address


def test_public_page_may_be_asked_after_again(site: Client) -> None:
    assert visitor().get("/help/about/")["Cache-Control"] == REVALIDATE


def test_style_sheet_may_be_kept_by_everybody(site: Client) -> None:
    assert "public" in site.get(asset("pages.css"))["Cache-Control"]


def test_browsers_are_told_to_use_https_only(settings: object, tmp_path: Path) -> None:
    settings.SECURE_HSTS_SECONDS = 31536000  # type: ignore[attr-defined]
    response = visitor().get("/health/live", secure=True)
    assert response["Strict-Transport-Security"].startswith("max-age=31536000")
