"""Every page at the width of a phone and of a desk: axe finds nothing, nothing runs off the side, little is sent."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page
from tests.support.site import every_page
from tests.support.tiny import COUNCIL, supplier_id

pytestmark = pytest.mark.browser

SUPPLIER = supplier_id(COUNCIL, "castle st wholefoods")
PAGES = {**every_page(SUPPLIER), "not found": "/nowhere/", "bad filter": "/picture/?place=mars"}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
MOST_BYTES = 200_000


@pytest.fixture(scope="module", params=[320, 1280])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(viewport={"width": request.param, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_page_breaks_no_rule_of_accessibility(page: Page, address: str, name: str) -> None:
    page.goto(address + PAGES[name])
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


def test_rules_of_accessibility_find_a_planted_fault(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert Axe().run(page, options=RULES).violations_count > 0


@pytest.mark.parametrize("name", sorted(PAGES))
def test_page_does_not_run_off_the_side(page: Page, address: str, name: str) -> None:
    page.goto(address + PAGES[name])
    width = page.evaluate("document.documentElement.scrollWidth")
    assert page.viewport_size is not None
    assert width <= page.viewport_size["width"]


def test_first_visit_sends_less_than_200_kilobytes(browser: Browser, address: str) -> None:
    context = browser.new_context()
    visitor = context.new_page()
    wire = context.new_cdp_session(visitor)
    wire.send("Network.enable")
    received: list[float] = []
    wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    visitor.goto(f"{address}/picture/", wait_until="networkidle")
    context.close()
    assert len(received) >= 4, "the page, its style sheet and its scripts"
    assert sum(received) < MOST_BYTES


def test_style_sheet_and_script_are_not_refused_by_the_policy(browser: Browser, address: str) -> None:
    context = browser.new_context()
    visitor = context.new_page()
    complaints: list[str] = []
    visitor.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    visitor.goto(f"{address}/picture/", wait_until="networkidle")
    assert "js-enabled" in (visitor.locator("body").get_attribute("class") or "")
    assert visitor.locator("h1").evaluate("each => getComputedStyle(each).fontFamily").startswith("arial")
    context.close()
    assert complaints == []


def test_focus_is_seen_on_the_first_links(browser: Browser, address: str) -> None:
    context = browser.new_context()
    visitor = context.new_page()
    visitor.goto(f"{address}/suppliers/")
    visitor.keyboard.press("Tab")
    assert visitor.evaluate("document.activeElement.textContent").strip() == "Skip to main content"
    for _ in range(4):
        visitor.keyboard.press("Tab")
        shown = visitor.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement);"
            " return s.boxShadow !== 'none' || (s.outlineStyle !== 'none' && s.outlineWidth !== '0px') })()"
        )
        assert shown
    context.close()
