"""A carried motion is confirmed, worked on, shown to be done and discharged, and a visitor reads what became of it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.test_evidence_journey import looks_well
from tests.support.meetings import committee, held, meeting
from tests.support.people import person, sign_in
from tests.support.promises import carried, shown_by

from coopcouncil.papers.words import day
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.evidence.models import Evidence
from coopcouncil.web.motions.models import Motion
from coopcouncil.web.promises.models import Action

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("width", "scripts"), [(375, True), (1280, True), (375, False)], ids=["phone", "desk", "without scripts"]
)
def test_promise_goes_from_a_carried_motion_to_its_discharge(
    browser: Browser, own_address: str, width: int, scripts: bool
) -> None:
    motion, scrutiny = carried(), committee()
    held(meeting(scrutiny, days=1))
    person(Role.OFFICER)
    clerk, officer = (_context(browser, width, scripts) for _ in range(2))
    sign_in(clerk, own_address, Role.DEMOCRATIC_SERVICES)
    sign_in(officer, own_address, Role.OFFICER)
    _confirms(clerk.new_page(), own_address, motion, scripts)
    action = Action.objects.filter(resolution__motion=motion).earliest("resolution__number", "place")
    evidence = shown_by(action, title="The letter to the schools", published=True)
    _proposes(officer.new_page(), own_address, action, evidence, scripts)
    _decides(clerk.new_page(), own_address, action, scripts)
    _visitor_reads(_context(browser, width, scripts).new_page(), own_address, action, scripts)
    clerk.close()
    officer.close()


def _context(browser: Browser, width: int, scripts: bool) -> BrowserContext:
    return browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)


def _confirms(page: Page, address: str, motion: Motion, scripts: bool) -> None:
    """The clerk sets who answers for the first action and by when, and confirms all with their gaps."""
    page.goto(f"{address}/")
    page.get_by_role("link", name=f"of {motion}").click()
    expect(page.locator("main")).to_contain_text("wait for you to confirm")
    looks_well(page, scripts)
    page.get_by_role("link", name="Set what is known of action 1 of resolution 1").click()
    page.get_by_label("Who answers for it").select_option("Officer")
    page.get_by_label("Due date (optional)").fill(day(timezone.localdate() + timedelta(days=20)))
    looks_well(page, scripts)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Confirm all").click()
    expect(page.locator("main")).to_contain_text("Every resolution of this motion is confirmed.")
    expect(page.locator("main")).to_contain_text("Not stated")
    looks_well(page, scripts)


def _proposes(page: Page, address: str, action: Action, evidence: Evidence, scripts: bool) -> None:
    """The owner finds the action at home, says which kind asked for the evidence is, and that it is done."""
    page.goto(f"{address}/")
    page.get_by_role("link", name=action.words[:60]).click()
    page.get_by_role("button", name=f"Letter is what {evidence} is").click()
    expect(page.locator("main")).to_contain_text("Letter: shown")
    looks_well(page, scripts)
    page.get_by_role("button", name="Propose that it is done").click()
    page.get_by_label("What was done").fill("Every school has the letter.")
    if page.get_by_label("Why is it done without?").count():
        page.get_by_label("Why is it done without?").fill("The schools answer in spring.")
    looks_well(page, scripts)
    page.get_by_role("button", name="Propose its discharge").click()
    expect(page.locator("main")).to_contain_text("Awaiting discharge")


def _decides(page: Page, address: str, action: Action, scripts: bool) -> None:
    """The clerk enters what the committee decided, with its minute."""
    page.goto(f"{address}/promises/actions/{action.public_id}/")
    page.get_by_role("button", name="Enter the committee's decision").click()
    page.get_by_label("It is done: discharged").check()
    page.get_by_label("At which meeting").select_option(index=1)
    page.get_by_label("The minute's words").fill("RESOLVED: that it is done.")
    looks_well(page, scripts)
    page.get_by_role("button", name="Save the decision").click()
    expect(page.locator("main")).to_contain_text("Discharged: the committee agreed that it is done.")
    looks_well(page, scripts)


def _visitor_reads(page: Page, address: str, action: Action, scripts: bool) -> None:
    """Everybody reads that it is done, with the proof and the minute, and not by whom in person."""
    page.goto(f"{address}/promises/")
    main = page.locator("main")
    for words in ("1 is done", "The letter to the schools", "RESOLVED: that it is done.", "Not stated"):
        expect(main).to_contain_text(words)
    looks_well(page, scripts)
    page.get_by_role("link", name=action.words[:60]).first.click()
    expect(main).to_contain_text("Letter: shown")
    expect(main).not_to_contain_text("Officer")
    looks_well(page, scripts)
    page.context.close()
