"""Every form of every page, sent garbage by somebody who may do everything: refused in words, never broken."""

from collections.abc import Iterator
from html.parser import HTMLParser
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from tests.support.signing import FOR_PEOPLE, FOR_VISITORS
from tests.support.site import all_seeing, every_page, make_tiny, site_over, visitor
from tests.support.states import pages_of_every_state
from tests.support.tiny import COUNCIL, supplier_id

SUPPLIER = supplier_id(COUNCIL, "castle st wholefoods")
GARBAGE = {
    "empty": "",
    "too long": "x" * 100_000,
    "with NUL": "a\0b",
    "with half a character": b"\xed\xa0\x80",
    "no choice": "999999999999999999999999",
    "markup": "<script>alert(1)</script>{{ 7 * 7 }}%s",
}
# what ends the session of whoever sends it
ENDS_THE_SESSION = ("/account/logout/", "/demo/people/")


class Forms(HTMLParser):
    """The forms that a page holds: where each goes, how, and the names and kinds of its fields."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.found: list[tuple[str, str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a form, or note a field of the one that is open."""
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            method = said.get("method", "get").lower()
            self.found.append((said.get("action") or self.page, method, {}))
        elif tag in ("input", "select", "textarea", "button") and self.found and said.get("name"):
            self.found[-1][2][said["name"]] = said.get("type", tag)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Client]:
    with site_over(make_tiny(tmp_path).root), override_settings(COOPCOUNCIL_DEMO=True):
        client = all_seeing()
        client.raise_request_exception = False
        yield client


def _forms(client: Client, addresses: list[str]) -> dict[tuple[str, str], dict[str, str]]:
    """Each form of these pages once, by where it goes and how."""
    forms: dict[tuple[str, str], dict[str, str]] = {}
    for address in addresses:
        response = client.get(address)
        assert response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, address
        parser = Forms(address)
        parser.feed(response.content.decode())
        forms |= {(action, method): fields for action, method, fields in parser.found}
    return {each: fields for each, fields in forms.items() if not each[0].startswith(ENDS_THE_SESSION)}


def _broken(client: Client, forms: dict[tuple[str, str], dict[str, str]]) -> list[str]:
    """The forms whose answer to garbage is no answer."""
    faults = []
    for (action, method), fields in forms.items():
        for what, value in GARBAGE.items():
            response = getattr(client, method)(action, {name: _sent(kind, value) for name, kind in fields.items()})
            if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                faults.append(f"{method} {action} {what}: {response.status_code}")
    return faults


def _sent(kind: str, value: Any) -> Any:
    content = value if isinstance(value, bytes) else value.encode()
    return SimpleUploadedFile("garbage.csv", content) if kind == "file" else value


def test_form_of_a_page_for_people_is_never_broken_by_garbage(site: Client) -> None:
    pages = [*every_page(SUPPLIER).values(), *FOR_PEOPLE, *pages_of_every_state()]
    forms = _forms(site, pages)
    assert len(forms) > 30
    assert _broken(site, forms) == []


def test_form_of_a_page_for_visitors_is_never_broken_by_garbage(site: Client) -> None:
    nobody = visitor()
    nobody.raise_request_exception = False
    forms = _forms(nobody, [*FOR_VISITORS, "/", "/suppliers/", "/picture/", "/payments/", "/search/", "/evidence/"])
    assert len(forms) >= 4
    assert _broken(nobody, forms) == []


@pytest.mark.parametrize(
    "address", ["/people/invite/", "/people/add-a-body/", "/upload/", "/account/delegates/name/", "/account/tokens/"]
)
def test_form_sent_empty_says_what_is_missing_first(site: Client, address: str) -> None:
    page = site.post(address, {}).content.decode()
    assert "govuk-error-summary" in page
    assert "<title>Error: " in page
