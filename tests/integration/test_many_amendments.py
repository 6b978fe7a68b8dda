"""However many amendments there are, pages ask the database as often, and come while somebody waits."""

from html import unescape
from time import monotonic

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support.amendments import FIRST, THIRD, amendment, brought, clerk, motion
from tests.support.amendments_to_look_at import OPEN, PAGES, amendments_to_look_at
from tests.support.site import all_seeing, client

from coopcouncil.rules.motions.states import AmendmentState
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.motions.amendments.subjects import duties
from coopcouncil.web.motions.models import Amendment, Motion

pytestmark = pytest.mark.django_db

MORE = FIRST.replace("£10,000", "£20,000")
LESS = FIRST.replace("£10,000", "£5,000")
MOST_QUERIES = 25
MOST_SECONDS = 10.0  # on a busy machine; by itself it takes about one


@pytest.fixture
def office() -> Client:
    return client(Role.DEMOCRATIC_SERVICES)


def page_of(site: Client, address: str, status: int = 200) -> str:
    response = site.get(address)
    assert response.status_code == status, response.content.decode()[:3000]
    return unescape(response.content.decode())


def home(of: Motion | Amendment) -> str:
    kind = "amendments" if isinstance(of, Amendment) else "motions"
    return f"/{kind}/{of.public_id}/"


def two() -> tuple[Motion, Amendment, Amendment]:
    """A motion whose two open amendments collide."""
    moved = motion()
    return moved, *(
        brought(amendment(moved, name, {FIRST: words}), AmendmentState.SUBMITTED)
        for name, words in (("1", MORE), ("2", LESS))
    )


def test_what_waits_is_asked_of_the_database_as_often_for_many_motions_as_for_one() -> None:
    counts, today, somebody = [], timezone.localdate(), clerk()
    duties(somebody, today)  # the roles of somebody are asked for once
    for times in (1, 4):
        for _ in range(times):
            two()
        with CaptureQueriesContext(connection) as asked:
            found = duties(somebody, today)
        counts.append(len(asked))
    assert len(found) == 5
    assert counts[0] == counts[1]


def test_pages_ask_the_database_as_often_for_many_amendments_as_for_few() -> None:
    amendments_to_look_at()
    moved, site = Motion.objects.get(public_id=OPEN), all_seeing()
    addresses = [*PAGES.values(), home(moved)]
    few = {each: queries_of(site, each) for each in addresses}
    for number in range(3, 15):
        brought(amendment(moved, str(number), {THIRD: f"{THIRD} Soon: {number}."}), AmendmentState.SUBMITTED)
    many = {each: queries_of(site, each) for each in addresses}
    assert many == few
    assert max(many.values()) <= MOST_QUERIES


def queries_of(site: Client, address: str) -> int:
    """How often a page asks the database."""
    with CaptureQueriesContext(connection) as asked:
        assert site.get(address).status_code == 200, address
    return len(asked)


def test_fifty_amendments_to_two_hundred_paragraphs_are_put_together_while_somebody_waits(office: Client) -> None:
    words = [f"Paragraph {number} of a long text about the allotments of ward {number}." for number in range(200)]
    moved = motion(words)
    for number in range(50):
        mine = words[number * 4 : number * 4 + 4] + words[:1]
        amendment(moved, str(number + 1), {text: f"{text} As {number} wants." for text in mine})
    moved.amendments.update(state="submitted")
    begun = monotonic()
    shown = page_of(office, f"{home(moved)}together/")
    assert monotonic() - begun < MOST_SECONDS
    assert "50 amendments" in shown
