"""Each kind of task by keyboard alone, with scripts and, where it is a plain form, without."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.test_evidence_journey import looks_well, press
from tests.support.evidence import item_to_look_at
from tests.support.people import person, sign_in

from coopcouncil.vocabulary.roles import Role

pytestmark = pytest.mark.browser

MOST_TABS = 80


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def page(browser: Browser, scripts: bool) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 375, "height": 800}, java_script_enabled=scripts)
    yield context.new_page()
    context.close()


def _reach(page: Page, name: str, value: str = "") -> None:
    """Press Tab until the focus is on the field of this name, and in a group on this choice."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focus = page.locator(":focus")
        if focus.count() and focus.get_attribute("name") == name and value in ("", focus.get_attribute("value")):
            return
    raise AssertionError(f"{name} cannot be reached with the Tab key on {page.url}")


def _type(page: Page, name: str, words: str) -> None:
    _reach(page, name)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(words)


def _choose(page: Page, name: str, value: str) -> None:
    """Go to a group of choices, and down it with the arrows."""
    _reach(page, name)
    page.keyboard.press("Space")
    while page.locator(":focus").get_attribute("value") != value:
        page.keyboard.press("ArrowDown")


def test_administrator_invites_somebody_and_ends_an_access(page: Page, address: str, scripts: bool) -> None:
    leaving = person(Role.COUNCILLOR)
    sign_in(page.context, address, Role.ADMINISTRATOR)
    page.goto(f"{address}/people/")
    press(page, "Invite somebody")
    _type(page, "name", "New Person")
    _type(page, "email", "new.person@example.org")
    _reach(page, "role")
    page.keyboard.type("Officer")
    press(page, "Send the invitation")
    expect(page.locator("main")).to_contain_text("New Person was sent an invitation")
    looks_well(page, scripts)
    page.goto(f"{address}/people/{leaving.public_id}/")
    press(page, "End the access of Councillor")
    press(page, "End the access of Councillor")
    leaving.refresh_from_db()
    assert not leaving.is_active
    looks_well(page, scripts)


def test_officer_reviews_a_supplier(page: Page, own_address: str, scripts: bool) -> None:
    sign_in(page.context, own_address, Role.OFFICER)
    page.goto(f"{own_address}/review/")
    _choose(page, "answer", "not-same")
    press(page, "Keep this answer and show the next")
    expect(page.get_by_role("alert")).to_contain_text("Kept:")
    looks_well(page, scripts)


def test_monitoring_officer_redacts_an_entry(page: Page, address: str, scripts: bool) -> None:
    item_to_look_at()
    sign_in(page.context, address, Role.MONITORING_OFFICER)
    page.goto(f"{address}/record/1/")
    press(page, "Redact this entry")
    _type(page, "why", "A private matter was mentioned.")
    press(page, "Continue")
    looks_well(page, scripts)
    press(page, "Redact it for good")
    expect(page.locator("main")).to_contain_text("redacted", ignore_case=True)
    looks_well(page, scripts)


def test_person_names_a_delegate_chooses_notices_and_makes_a_token(page: Page, address: str, scripts: bool) -> None:
    delegate = person(Role.COMMISSIONER)
    sign_in(page.context, address, Role.OFFICER)
    page.goto(f"{address}/account/")
    press(page, "Name a delegate")
    _type(page, "delegate", delegate.email)
    _type(page, "starts_on", "1/1/2030")
    _type(page, "ends_on", "8/1/2030")
    _type(page, "reason", "On leave")
    press(page, "Name this delegate")
    expect(page.locator("main")).to_contain_text("8 January 2030")
    page.goto(f"{address}/account/notices/")
    _reach(page, "how_often")
    page.keyboard.press("ArrowDown")
    press(page, "Keep")
    expect(page.get_by_role("alert")).to_be_visible()
    page.goto(f"{address}/account/tokens/")
    _type(page, "name", "Finance reports")
    _reach(page, "scopes", "read")
    page.keyboard.press("Space")
    press(page, "Make the token")
    expect(page.get_by_role("heading", level=1)).to_have_text("Copy your token now")
    looks_well(page, scripts)


def test_person_searches(page: Page, address: str, scripts: bool) -> None:
    sign_in(page.context, address, Role.OFFICER)
    page.goto(f"{address}/search/")
    _type(page, "q", "fenside")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=fenside"))
    press(page, "Fenside Taxis")
    expect(page.get_by_role("heading", level=1)).to_have_text("Fenside Taxis")
    looks_well(page, scripts)


def test_officer_adds_payments_and_publishes(page: Page, own_address: str, tmp_path: Path, scripts: bool) -> None:
    file = tmp_path / f"may {scripts}.csv"
    file.write_text("Supplier,Net amount,Date paid\nJourney Jams,2000.00,01/05/2026\nFenside,500.00,02/05/2026\n")
    sign_in(page.context, own_address, Role.OFFICER)
    page.goto(f"{own_address}/upload/")
    _type(page, "council", "Journey Council")
    _reach(page, "payments")
    page.locator(":focus").set_input_files(file)  # the dialogue itself is the browser's
    press(page, "Check these files")
    press(page, "Load these payments")
    expect(page.locator("main")).to_contain_text("2 payments of £2,500.00", timeout=60_000)
    page.goto(f"{own_address}/publishing/")
    press(page, "Publish the current figures")
    looks_well(page, scripts)
    press(page, "Publish these figures")
    expect(page.get_by_role("alert")).to_be_visible()
