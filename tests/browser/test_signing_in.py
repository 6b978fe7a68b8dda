"""Signing in in Chromium with the keyboard alone: password, code, recovery code, new password, passkey; with axe."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page
from tests.support.people import PASSWORD, person
from tests.support.signing import (
    FOR_PEOPLE,
    FOR_PROTECTED,
    FOR_VISITORS,
    add_passkey,
    code_now,
    entered,
    give,
    link_in_last_mail,
    protect,
    recovery_codes,
)
from tests.support.site import visitor

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.people.models import Person

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
NEW = "three other quiet words"
WIDTHS = [320, 1280]


@pytest.fixture(autouse=True)
def _no_attempts() -> None:
    cache.clear()


@pytest.fixture
def site(address: str) -> str:
    """Passkeys belong to a name, not to a number."""
    return address.replace("127.0.0.1", "localhost")


@pytest.fixture(params=WIDTHS)
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": request.param, "height": 900})
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def _check(page: Page) -> None:
    """No rule of accessibility is broken, and nothing runs off the side."""
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    assert page.viewport_size is not None
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url


def _reach(page: Page, role: str, name: str) -> None:
    """Press Tab until the focus is on this control."""
    wanted = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError(f"{name} cannot be reached with the keyboard on {page.url}")


def _type(page: Page, name: str, text: str) -> None:
    _reach(page, "textbox", name)
    page.keyboard.type(text)


def _press(page: Page, name: str, role: str = "button") -> None:
    _reach(page, role, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _sign_in(page: Page, site: str, someone: Person, password: str = PASSWORD) -> None:
    page.goto(f"{site}/account/login/?next=/help/about/")
    _type(page, "E-mail address", someone.email)
    _type(page, "Password", password)
    _press(page, "Sign in")


def test_person_signs_in_after_a_wrong_password(page: Page, site: str) -> None:
    officer = person(Role.OFFICER)
    _sign_in(page, site, officer, "not this one")
    assert page.title().startswith("Error: Sign in")
    assert page.locator(".govuk-error-summary").evaluate("each => each.contains(document.activeElement)")
    _check(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "login"
    _type(page, "Password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/help/about/")


def test_password_can_be_shown_while_it_is_typed(page: Page, site: str) -> None:
    page.goto(f"{site}/account/login/")
    _type(page, "Password", "what I type")
    _reach(page, "button", "Show password")
    page.keyboard.press("Enter")
    assert page.locator("#id_password").get_attribute("type") == "text"


def test_person_sets_up_an_app_and_signs_in_with_it_and_with_a_recovery_code(page: Page, site: str) -> None:
    officer = person(Role.OFFICER)
    _sign_in(page, site, officer)
    page.goto(f"{site}/account/")
    _check(page)
    _press(page, "Set up the authenticator app", "link")
    _check(page)
    assert page.locator("svg.house-qr").bounding_box() is not None
    key = page.locator("#totp-key").inner_text().replace(" ", "")
    _type(page, "Code", code_now(key))
    _press(page, "Set up")
    assert page.locator("h1").inner_text() == "Recovery codes"
    _check(page)
    page.goto(f"{site}/account/logout/")
    _press(page, "Sign out")
    for code in (code_now(key, steps=1), recovery_codes(officer)[0]):
        _sign_in(page, site, officer)
        assert page.locator("h1").inner_text() == "Second factor"
        _check(page)
        _type(page, "Code", code)
        _press(page, "Sign in")
        page.wait_for_url("**/help/about/")
        page.context.clear_cookies()


def test_person_sets_a_new_password_by_the_link_in_an_e_mail(page: Page, site: str) -> None:
    officer = person(Role.OFFICER)
    page.goto(f"{site}/account/login/")
    _press(page, "I have forgotten my password", "link")
    _type(page, "E-mail address", officer.email)
    _press(page, "Send the link")
    assert page.locator("h1").inner_text() == "Look at your e-mail"
    _check(page)
    assert len(mail.outbox) == 1
    page.goto(site + link_in_last_mail())
    _check(page)
    _type(page, "New password", NEW)
    _press(page, "Set the password")
    _check(page)
    _press(page, "Sign in", "link" if page.get_by_role("link", name="Sign in").count() else "button")
    _sign_in(page, site, officer, NEW)
    page.wait_for_url("**/help/about/")


def _give_authenticator(context: BrowserContext, page: Page) -> None:
    """A telephone, as far as Chromium can tell: it keeps passkeys and knows its owner's finger."""
    wire = context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_person_adds_a_passkey_and_signs_in_with_it_alone(context: BrowserContext, page: Page, site: str) -> None:
    officer = person(Role.OFFICER)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    _give_authenticator(context, page)
    _sign_in(page, site, officer)
    page.goto(f"{site}/account/2fa/webauthn/add/")
    page.get_by_role("button", name="Add a passkey").wait_for()
    _check(page)
    _press(page, "Add a passkey")
    assert page.locator("h1").inner_text() == "Recovery codes"
    page.goto(f"{site}/account/2fa/webauthn/")
    assert "Signs in without a password" in page.inner_text("main")
    _check(page)
    page.goto(f"{site}/account/logout/")
    _press(page, "Sign out")
    page.goto(f"{site}/account/login/?next=/help/about/")
    page.get_by_role("button", name="Sign in with a passkey").wait_for()
    _press(page, "Sign in with a passkey")
    page.wait_for_url("**/help/about/")
    assert entered()[-1] == "signed in as"
    assert complaints == []


def test_passkey_is_a_second_factor_after_a_password(context: BrowserContext, page: Page, site: str) -> None:
    officer = person(Role.OFFICER)
    _give_authenticator(context, page)
    _sign_in(page, site, officer)
    page.goto(f"{site}/account/2fa/webauthn/add/")
    _press(page, "Add a passkey")
    context.clear_cookies()
    _sign_in(page, site, officer)
    assert page.locator("h1").inner_text() == "Second factor"
    page.get_by_role("button", name="Use a passkey").wait_for()
    _check(page)
    _press(page, "Use a passkey")
    page.wait_for_url("**/help/about/")
    page.goto(f"{site}/account/2fa/webauthn/reauthenticate/?next=/account/sessions/")
    page.get_by_role("button", name="Use a passkey").wait_for()
    _press(page, "Use a passkey")
    page.wait_for_url("**/account/sessions/")


def test_passkey_that_this_browser_has_not_says_what_to_do(page: Page, site: str) -> None:
    officer = person(Role.OFFICER)
    context = page.context
    _give_authenticator(context, page)
    page.goto(f"{site}/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").wait_for()
    _reach(page, "button", "Sign in with a passkey")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    assert "Sign in with your password instead" in page.get_by_role("alert").inner_text()
    _check(page)
    assert officer.pk


def test_page_says_what_to_do_where_scripts_are_off(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/account/login/")
    assert page.get_by_role("button").all_inner_texts() == ["Sign in"]
    assert "Passkeys need a browser in which scripts run" in page.inner_text("main")
    context.close()


def _cookies_of(client: Client, site: str) -> list[dict[str, str]]:
    return [{"name": each.key, "value": each.value, "url": site} for each in client.cookies.values()]


def test_pages_for_visitors_break_no_rule_of_accessibility(page: Page, site: str) -> None:
    for path in FOR_VISITORS:
        page.goto(site + path)
        _check(page)


def test_pages_for_people_break_no_rule_of_accessibility(context: BrowserContext, page: Page, site: str) -> None:
    plain, protected = person(Role.OFFICER), person(Role.AUDITOR)
    key = add_passkey(protected)
    protect(protected)
    keys = {f"/account/2fa/webauthn/keys/{key}/{what}/" for what in ("edit", "remove")}
    for someone, paths in ((plain, set(FOR_PEOPLE)), (protected, set(FOR_PROTECTED) | keys)):
        client = visitor()
        give(client, someone)
        client.post("/account/2fa/authenticate/", {"code": code_now()})
        context.add_cookies(_cookies_of(client, site))  # type: ignore[arg-type]
        for path in sorted(paths):
            page.goto(site + path)
            assert "/login/" not in page.url, path
            _check(page)
