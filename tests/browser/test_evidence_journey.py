"""An officer keeps a figure, publishes it and computes it again by keyboard alone; a visitor reads it."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.support.people import sign_in

from coopcouncil.vocabulary.roles import Role

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
MOST_TABS = 60


@pytest.mark.parametrize(
    ("width", "scripts"), [(320, True), (1280, True), (375, False)], ids=["phone", "desk", "without scripts"]
)
def test_officer_keeps_a_figure_by_keyboard_and_a_visitor_reads_it(
    browser: Browser, own_address: str, width: int, scripts: bool
) -> None:
    officer = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
    sign_in(officer, own_address, Role.OFFICER)
    page = officer.new_page()
    page.goto(f"{own_address}/picture/?financial_year=2024-25")
    press(page, "Keep one of these figures as evidence")
    looks_well(page, scripts)
    _fills_in(page)
    looks_well(page, scripts)
    expect(page.get_by_role("heading", level=1)).to_have_text("Share paid to co-operatives and mutuals (2024-25)")
    press(page, "Compute again")
    expect(page.get_by_role("alert")).to_contain_text("Same. Computed again from its snapshot")
    press(page, "Publish")
    expect(page.locator("main")).to_contain_text("Everybody will see it, without signing in")
    looks_well(page, scripts)
    press(page, "Publish")
    expect(page.get_by_role("alert")).to_contain_text("everybody can see it now")
    officer.close()
    _visitor_reads(browser.new_context(viewport={"width": width, "height": 900}), own_address)


def _fills_in(page: Page) -> None:
    """Choose with the arrows, write, and send with the button."""
    _reach(page, lambda: _active(page, "each => each.name") == "figure")
    while _active(page, "each => each.value") != "share-to-cooperatives":
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    _reach(page, lambda: _active(page, "each => each.name") == "shows")
    page.keyboard.type("How much of 2024-25 went to co-operatives.")
    press(page, "Keep as a draft")


def _visitor_reads(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(f"{address}/evidence/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Published evidence")
    looks_well(page, scripts=True)
    page.get_by_role("link", name="Share paid to co-operatives and mutuals (2024-25)").click()
    for words in ("How much of 2024-25 went to co-operatives.", "Coverage:", "Computed again from its snapshot"):
        expect(page.locator("main")).to_contain_text(words)
    expect(page.get_by_role("button", name="Compute again")).to_have_count(0)
    looks_well(page, scripts=True)
    context.close()


def looks_well(page: Page, scripts: bool) -> None:
    """Axe finds nothing, and nothing runs off the side."""
    if scripts:
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= (page.viewport_size or {"width": 0})["width"]


def press(page: Page, words: str) -> None:
    """Go to the link or button of these words with the Tab key, and press Enter."""
    _reach(page, lambda: str(_active(page, "each => each.textContent")).strip() == words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _reach(page: Page, is_reached: Callable[[], bool]) -> None:
    for _ in range(MOST_TABS):
        if is_reached():
            return
        page.keyboard.press("Tab")
    raise AssertionError("it cannot be reached with the Tab key")


def _active(page: Page, ask: str) -> object:
    return page.locator(":focus").evaluate(ask) if page.locator(":focus").count() else None
