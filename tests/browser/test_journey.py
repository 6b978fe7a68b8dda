"""A person's way through the pages, with scripts and without: find a supplier, review one, load a file, publish."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.support.people import sign_in

from coopcouncil.vocabulary.roles import Role

pytestmark = pytest.mark.browser

PAYMENTS = """Council report
Supplier,Net amount,Date paid,Service
Journey Jams Co-operative,"£2,000.00",01/05/2026,Events
Journey Jams Co-operative,500.00,02/05/2026,Events
Total,2500.00,,
"""


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_person_finds_reviews_and_loads(browser: Browser, own_address: str, tmp_path: Path, scripts: bool) -> None:
    context = browser.new_context(java_script_enabled=scripts, viewport={"width": 375, "height": 800})
    sign_in(context, own_address, Role.OFFICER)
    page = context.new_page()
    page.goto(own_address)
    _finds_a_supplier(page)
    _follows_a_figure_to_its_payments(page, own_address)
    _answers_a_review(page, own_address)
    _loads_a_file(page, own_address, tmp_path, "with" if scripts else "without")
    _publishes(page, own_address)
    _is_seen_by_everybody(browser, own_address)
    context.close()


def _finds_a_supplier(page: Page) -> None:
    page.goto(page.url + "suppliers/")
    page.get_by_label("Supplier's name").fill("fenside")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Fenside Taxis").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fenside Taxis")
    expect(page.locator("main")).to_contain_text("Not found on a register")


def _follows_a_figure_to_its_payments(page: Page, address: str) -> None:
    page.goto(f"{address}/picture/")
    page.get_by_label("Place").select_option("inside")
    page.get_by_role("button", name="Show these").click()
    figure = page.locator("section", has=page.locator("#place")).locator("td a").first
    total = figure.inner_text()
    figure.click()
    expect(page.locator("main")).to_contain_text(f"{total} in all")


def _answers_a_review(page: Page, address: str) -> None:
    page.goto(f"{address}/review/")
    name = page.get_by_role("heading", level=1).inner_text().removeprefix("Who is ").removesuffix("?")
    page.get_by_label("No, it is a different one").check()
    page.get_by_role("button", name="Keep this answer").click()
    expect(page.get_by_role("alert")).to_contain_text(f"Kept: {name} is not the same organisation")


def _loads_a_file(page: Page, address: str, folder: Path, which: str) -> None:
    file = folder / f"mai {which} é.csv"
    file.write_text(PAYMENTS.replace("Jams", f"Jams {which}"), encoding="utf-8")
    page.goto(f"{address}/upload/")
    page.get_by_label("Which council").fill("Journey Council")
    page.get_by_label("Payments files").set_input_files(file)
    page.get_by_role("button", name="Check these files").click()
    expect(page.locator("main")).to_contain_text("2 payments of £2,500.00, 1 row refused")
    page.get_by_role("button", name="Load these payments").click()
    page.wait_for_url(re.compile("/work/"), timeout=60_000)
    _looks_until_it_is_over(page)
    expect(page.locator("main")).to_contain_text("2 payments of £2,500.00")
    page.get_by_role("button", name="See the picture").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The picture")


def _looks_until_it_is_over(page: Page) -> None:
    """By hand, as somebody does whose browser runs no scripts."""
    for _ in range(60):
        if page.get_by_role("button", name="See the picture").count():
            return
        page.wait_for_timeout(1000)
        page.goto(page.url)


def _publishes(page: Page, address: str) -> None:
    page.goto(f"{address}/publishing/")
    page.get_by_role("button", name="Publish the current figures").click()
    expect(page.locator("main")).to_contain_text("These would be the first figures that the public sees.")
    page.get_by_label("Why now? (optional)").fill("The journey is over.")
    page.get_by_role("button", name="Publish these figures").click()
    expect(page.get_by_role("alert")).to_contain_text("Everybody sees these figures now.")


def _is_seen_by_everybody(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/suppliers/?text=journey")
    expect(page.locator("main")).to_contain_text("Journey Jams")
    context.close()
