"""Every page at the width of a phone and of a desk: axe finds nothing, nothing runs off the side, little is sent."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page
from tests.support.people import sign_in
from tests.support.site import every_page, things_to_look_at
from tests.support.tiny import COUNCIL, supplier_id

from coopcouncil.vocabulary.roles import COUNCIL_ROLES, Role

pytestmark = pytest.mark.browser

SUPPLIER = supplier_id(COUNCIL, "castle st wholefoods")
PAGES = {**every_page(SUPPLIER), "not found": "/nowhere/", "bad filter": "/picture/?place=mars"}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
MOST_BYTES = 200_000


@pytest.fixture(scope="module", params=[320, 1280])
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    made: BrowserContext = browser.new_context(viewport={"width": request.param, "height": 900})
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    sign_in(context, address, *sorted(COUNCIL_ROLES))  # whoever sees every page
    things_to_look_at()
    made = context.new_page()
    yield made
    made.close()


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
    sign_in(context, address, Role.OFFICER)
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
    sign_in(context, address, Role.OFFICER)
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
    sign_in(context, address, Role.OFFICER)
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


@pytest.mark.parametrize("name", sorted(PAGES))
def test_tables_have_captions_and_named_headings(page: Page, address: str, name: str) -> None:
    page.goto(address + PAGES[name])
    for table in page.locator("table").all():
        assert table.locator("caption").inner_text().strip()
        assert table.locator("thead th:not([scope=col])").count() == 0
        assert table.locator("tbody tr").count() == table.locator("tbody th[scope=row]").count()


def test_skip_link_leads_past_the_ways_around(page: Page, address: str) -> None:
    page.goto(f"{address}/suppliers/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_focus_goes_through_a_page_in_the_order_of_its_reading(page: Page, address: str) -> None:
    page.goto(f"{address}/picture/")
    positive = page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])")
    assert positive.count() == 0
    reached = []
    for _ in range(25):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "[...document.querySelectorAll('a[href], button, select, input, summary')]"
                ".indexOf(document.activeElement)"
            )
        )
    seen = [place for place in reached if place >= 0]
    assert seen == sorted(seen)
    assert len(set(seen)) > 20


def test_form_error_is_said_first_and_leads_to_its_field(page: Page, address: str) -> None:
    page.goto(f"{address}/suppliers/{SUPPLIER}/")
    page.get_by_role("button", name="Keep this answer").click()
    summary = page.locator(".govuk-error-summary")
    assert summary.evaluate("each => each.contains(document.activeElement)")
    assert page.title().startswith("Error: ")
    summary.get_by_role("link").click()
    assert page.evaluate("document.activeElement.name") == "answer"
    assert Axe().run(page, options=RULES).violations_count == 0


def test_notes_of_a_file_open_from_the_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/how-we-know/")
    summary = page.locator("details summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("details[open] .house-mono").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= (page.viewport_size or {"width": 0})["width"]


def test_picture_prints_its_figures_and_not_the_ways_around_them(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 700, "height": 1000})
    sign_in(context, address, Role.OFFICER)
    paper = context.new_page()
    paper.emulate_media(media="print")
    paper.goto(f"{address}/picture/")
    for hidden in (".govuk-service-navigation", ".house-filters", ".house-contents", ".govuk-breadcrumbs"):
        assert not paper.locator(hidden).first.is_visible(), hidden
    for shown in (".house-answer", ".house-chart svg", "#multiplier", "thead th", "tbody td a"):
        assert paper.locator(shown).first.is_visible(), shown
    link = "each => getComputedStyle(each, '::after').content"
    assert paper.locator("tbody td a").first.evaluate(link) in {"none", "normal"}
    context.close()
