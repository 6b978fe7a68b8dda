"""Every page as nobody and as every role sees it, on a phone and on a desk: axe finds nothing, nothing runs off."""

import re
from collections.abc import Iterator
from http import HTTPStatus

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client, override_settings
from playwright.sync_api import Browser, Page
from tests.browser.test_accessibility import RULES, SUPPLIER
from tests.support.people import signed_in
from tests.support.signing import FOR_PEOPLE, FOR_VISITORS
from tests.support.site import every_page, visitor
from tests.support.states import pages_of_every_state

from coopcouncil.vocabulary.roles import Role

pytestmark = pytest.mark.browser

WHO: dict[str, tuple[Role, ...] | None] = {
    "nobody": None,
    "no role": (),
    **{role.value: (role,) for role in Role},
}
WIDTHS = (320, 1280)
# a page is made alike for two roles where its tags and classes are: names, dates, tokens and ids differ
CLASS = re.compile(r'<(/?\w+)(?:[^>]*?class="([^"]*)")?[^>]*>')
OPTIONS = {**RULES, "resultTypes": ["violations"]}
ASK = "async options => (await axe.run(document, options)).violations.map(each => [each.id, each.nodes[0].html])"


class Looker:
    """Opens in the browser what was not seen before, looks at it in each width, and keeps what is wrong."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.seen: set[tuple[str, str]] = set()
        self.faults: list[str] = []

    def is_new(self, path: str, main: str) -> bool:
        """Whether this page was not yet looked at as it is made here."""
        key = (path, " ".join(f"{tag}.{classes}" for tag, classes in CLASS.findall(main)))
        is_new = key not in self.seen
        self.seen.add(key)
        return is_new

    def look(self, who: str, path: str) -> None:
        """Open the page and note each rule that it breaks, and whether it runs off the side."""
        self.page.goto(self.address + path)
        self.page.evaluate(AXE_SCRIPT)
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            said = f"{path} as {who} at {width} pixels"
            self.faults += [f"{said}: {fault}" for fault in self.page.evaluate(ASK, OPTIONS)]
            if self.page.evaluate("document.documentElement.scrollWidth") > width:
                self.faults.append(f"{said} runs off the side")


@pytest.fixture
def demo() -> Iterator[None]:
    with override_settings(COOPCOUNCIL_DEMO=True):
        yield


def test_page_breaks_no_rule_for_whoever_sees_it(browser: Browser, own_address: str, demo: None) -> None:
    addresses = _addresses()
    context = browser.new_context()
    looker = Looker(context.new_page(), own_address)
    for who, roles in WHO.items():
        client = visitor() if roles is None else signed_in(visitor(), *roles)
        context.clear_cookies()
        if session := client.cookies.get(settings.SESSION_COOKIE_NAME):
            context.add_cookies([{"name": session.key, "value": session.value, "url": own_address}])
        looker.look(who, "/")  # with the ways around that this role is offered
        for path in addresses:
            place, main = _main(client, path)
            if main and looker.is_new(place, main):
                looker.look(who, path)
    context.close()
    assert not looker.faults, "\n".join(looker.faults)
    assert len(looker.seen) > len(addresses), "several roles see several pages differently"


def _addresses() -> list[str]:
    """Every page to look at; signing out is looked at where signing in is tested, for it changes who looks."""
    listed = [*every_page(SUPPLIER).values(), *FOR_VISITORS, *FOR_PEOPLE, *pages_of_every_state()]
    return [path for path in dict.fromkeys(listed) if path != "/account/logout/"]


def _main(client: Client, path: str) -> tuple[str, str]:
    """The page and its main part: nothing where one is sent elsewhere, and one page for every refusal."""
    response = client.get(path)
    assert response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, path
    if response.status_code == HTTPStatus.FOUND:
        return path, ""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return ("refused" if response.status_code == HTTPStatus.FORBIDDEN else path), main
