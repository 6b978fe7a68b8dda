"""The page of background work changes where it stands, and takes nobody's place away."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect
from tests.support.people import person, sign_in

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.work.models import Job, State

pytestmark = pytest.mark.browser


def test_page_of_work_shows_how_far_it_is_until_it_is_done(browser: Browser, address: str) -> None:
    context = browser.new_context()
    sign_in(context, address, Role.OFFICER)
    job = Job.objects.create(kind="load", title="Load payments", started_by=person(Role.OFFICER))
    page = context.new_page()
    page.goto(f"{address}/work/{job.public_id}/")
    expect(page.get_by_role("status")).to_have_text("Waiting for its turn.")
    page.evaluate("window.sameDocument = true")
    page.get_by_role("link", name="Look now").focus()
    now = timezone.now()
    running = {"state": State.RUNNING, "run": "x", "step": "Matching suppliers", "done": 3, "total": 4}
    Job.objects.filter(pk=job.pk).update(**running, began_at=now, seen_at=now + timedelta(hours=1))
    expect(page.get_by_role("status")).to_have_text("Matching suppliers: 75%", timeout=15_000)
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "3")
    expect(page.get_by_role("link", name="Look now")).to_be_focused()
    Job.objects.filter(pk=job.pk).update(state=State.DONE, message="4 payments.", result="/picture/", ended_at=now)
    expect(page.get_by_role("status")).to_have_text("Done.", timeout=15_000)
    expect(page.get_by_role("button", name="See the picture")).to_be_visible()
    expect(page.locator("[data-waiting]")).to_be_focused()
    assert page.evaluate("window.sameDocument"), "nothing was loaded anew"
    context.close()
