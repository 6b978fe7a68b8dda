"""Somebody is invited, comes in and is given another role, in Chromium; axe looks at each page on the way."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from tests.browser.test_accessibility import RULES
from tests.support.people import body, person, sign_in

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.people.invitations.operations import invite
from coopcouncil.web.people.models import Invitation

pytestmark = pytest.mark.browser


def check(page: Page, title: str = ".") -> None:
    """The page of this title has come, no rule of accessibility is broken in it, and nothing runs off the side.

    A click does not wait for the page it leads to: without the title, the page before could be looked at, half gone.
    """
    expect(page).to_have_title(re.compile(title))
    page.wait_for_load_state()
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth") <= (page.viewport_size or {"width": 0})["width"]


@pytest.mark.parametrize("width", [320, 1280])
def test_somebody_invited_comes_in_with_the_link_alone(browser: Browser, address: str, width: int) -> None:
    link = invite(
        email="wilma@example.org", name="Wilma", role=Role.OFFICER, body=None, by=person(Role.ADMINISTRATOR), send=False
    )
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(address + link.removeprefix("http://localhost:8000"))
    assert page.url == f"{address}/invitation/"
    check(page)
    page.get_by_label("Choose a password").fill("short")
    page.get_by_role("button", name="Accept and sign in").click()
    check(page, "^Error: ")
    assert page.get_by_label("Choose a password").input_value() == ""
    page.get_by_label("Choose a password").fill("three odd words together")
    page.get_by_role("button", name="Accept and sign in").click()
    page.goto(f"{address}/account/")
    assert page.get_by_text("Officer, for the whole council").is_visible()
    page.goto(address + link.removeprefix("http://localhost:8000"))
    assert page.get_by_role("heading", name="This invitation was used").is_visible()
    check(page)
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_administrator_finds_a_person_and_changes_what_they_may(browser: Browser, address: str, width: int) -> None:
    person(Role.COUNCILLOR)
    body("Adult Services")
    invite(email="new@example.org", name="New", role=Role.OFFICER, body=None, by=None, send=False)
    context = browser.new_context(viewport={"width": width, "height": 900})
    sign_in(context, address, Role.ADMINISTRATOR)
    page = context.new_page()
    page.goto(f"{address}/people/?text=councillor")
    page.get_by_role("link", name="Councillor", exact=True).click()
    check(page, "^Councillor")
    page.get_by_label("Role", exact=True).select_option("officer")
    page.get_by_label("For", exact=True).select_option("adult-services")
    page.get_by_role("button", name="Give this role").click()
    expect(page.get_by_text("Councillor is now officer for Adult Services.")).to_be_visible()
    page.get_by_role("button", name="End the role officer for Adult Services").click()
    expect(page.get_by_text("Councillor is no longer officer for Adult Services.")).to_be_visible()
    page.get_by_role("link", name="End the access of Councillor").click()
    check(page, "^End the access")
    page.get_by_role("button", name="End the access of Councillor").click()
    check(page, "^Councillor")
    for where in ("/people/bodies/adult-services/", f"/people/invitations/{Invitation.objects.get().public_id}/"):
        page.goto(address + where)
        check(page)
    context.close()
