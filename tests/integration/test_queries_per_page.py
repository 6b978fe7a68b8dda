"""However much a page lists, it asks the database as often as when it lists little, and never often."""

from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support import meetings, promises
from tests.support.evidence import item_to_look_at, note, published
from tests.support.people import body, person
from tests.support.record import Thing, write
from tests.support.site import ORG_ID, all_seeing, every_page, make_tiny, site_over, things_to_look_at

from coopcouncil.data.snapshots import Snapshot
from coopcouncil.vocabulary.roles import COUNCIL_ROLES, Role
from coopcouncil.web.api.models import Token
from coopcouncil.web.evidence.models import Evidence, Support
from coopcouncil.web.meetings.bodies.operations import add_alias, begin_office
from coopcouncil.web.people.models import Body, Delegation, Grant, Invitation, Person
from coopcouncil.web.publishing.models import Publication
from coopcouncil.web.uploads.models import Upload
from coopcouncil.web.work.models import Job, State

FEW, MANY = 3, 30
MOST_QUERIES = 25
MOST_ON = {"home": 32}  # it asks every subject what waits, here for somebody who holds all roles
NEVER_OLD = timedelta(days=30)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    found = make_tiny(tmp_path_factory.mktemp("tiny")).current()
    assert found is not None
    return found


@pytest.fixture
def pages(snapshot: Snapshot) -> Iterator[dict[str, str]]:
    """Every page, of a supplier that evidence can be about."""
    with site_over(snapshot.folder.parent.parent):
        things_to_look_at()
        yield every_page(supplier_of(snapshot))


def supplier_of(snapshot: Snapshot) -> str:
    """A supplier's id."""
    ((found,),) = snapshot.connect().execute("SELECT min(supplier_id) FROM suppliers").fetchall()
    return str(found)


def make_rows(numbers: range, snapshot: Snapshot) -> None:
    """One more of everything that pages list for each number, each by somebody else and for another body."""
    reader = person(*sorted(COUNCIL_ROLES))
    abouts = (f"supplier:{supplier_of(snapshot)}", f"organisation:{ORG_ID}")
    for number in numbers:
        at = body(f"Directorate {number}")
        somebody = Person.objects.create_user(f"person.{number}@example.org", name=f"Person Number{number}")
        Grant.objects.create(person=somebody, role=Role.OFFICER, given_by=reader)
        Grant.objects.create(person=somebody, role=Role.COUNCILLOR, body=at, given_by=reader)
        item = note(f"A co-op note {number}", body=at, by=somebody)
        for about in abouts:
            Support.objects.create(evidence=item, about=about)
        published(item) if number % 2 else None
        give_access(number, reader, somebody, at)
        Job.objects.create(kind="load", title=f"Job {number}", started_by=somebody, about=at.slug, state=State.DONE)
        Job.objects.create(kind="load", title=f"Mine {number}", started_by=reader, state=State.FAILED)
        Upload.objects.create(council="Tiny", sent_by=somebody)
        Publication.objects.create(snapshot_id=snapshot.snapshot_id, published_by=somebody)
        make_meetings(number)
        make_promises(number, somebody)
        write("changed", about=item, by=somebody)
        write("changed", about=Thing(abouts[0].partition(":")[2], "supplier"), by=somebody)
        write("changed", about=item_to_look_at(), by=somebody)


def make_promises(number: int, somebody: Person) -> None:
    """One more motion with a promise that is shown to be done, and one more confirmed resolution."""
    made = promises.promised(f"Plant {number} trees.", owner=somebody, title=f"Co-op promise {number}")
    promises.shown_by(made, "record", title=f"A count {number}", published=bool(number % 2))
    write("confirmed", about=made.resolution)


def make_meetings(number: int) -> None:
    """A committee that meets, and one more meeting, name, office, item and minute of the one that is looked at."""
    looked_at = meetings.meeting_to_look_at()
    meetings.meeting(meetings.committee(f"Committee {number}"), days=10 + number, title=f"Co-op meeting {number}")
    meetings.meeting(looked_at.body, items=("Co-op item",))
    add_alias(body=looked_at.body, name=f"Name {number}", by=meetings.clerk())
    begin_office(body=looked_at.body, title="Vice-chair", holder=f"B. {number}", starts_on=None, by=meetings.clerk())
    meetings.item(looked_at, f"Item {number}", about=looked_at.about)


def give_access(number: int, reader: Person, somebody: Person, at: Body) -> None:
    """Invitations, a token, and somebody who stands in for the reader, and the reader for them."""
    later = timezone.now() + NEVER_OLD
    for state, hers in (("open", {}), ("accepted", {"accepted_at": timezone.now(), "accepted_by": somebody})):
        Invitation.objects.create(
            email=f"{state}.{number}@example.org", role=Role.COUNCILLOR, body=at, invited_by=somebody,
            token_sha256=f"{state}{number}", expires_at=later, **hers,
        )  # fmt: skip
    Token.objects.create(person=reader, name=f"Token {number}", token_sha256=str(number), expires_at=later)
    days = {"starts_on": timezone.localdate(), "ends_on": later.date()}
    Delegation.objects.create(person=reader, delegate=somebody, **days)
    Delegation.objects.create(person=somebody, delegate=reader, **days)


def queries_of(site: Client, address: str) -> list[str]:
    """What the page asks the database, once what is kept between requests is there."""
    site.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert site.get(address).status_code == HTTPStatus.OK, address
    return [each["sql"] for each in asked.captured_queries]


def test_pages_ask_the_database_as_often_for_many_rows_as_for_few(snapshot: Snapshot, pages: dict[str, str]) -> None:
    site = all_seeing()
    make_rows(range(FEW), snapshot)
    few = {name: queries_of(site, address) for name, address in pages.items()}
    make_rows(range(FEW, MANY), snapshot)
    many = {name: queries_of(site, address) for name, address in pages.items()}
    assert Evidence.objects.count() == 2 * MANY + 1
    more = {name: len(many[name]) - len(few[name]) for name in pages}
    # the things beneath which evidence is shown count it where there is more than they show; the record asks less often
    # where its first page tells of fewer kinds of thing
    assert {name: count for name, count in more.items() if count > 0} == {"supplier": 1, "organisation": 1}
    assert {name: len(asked) for name, asked in many.items() if len(asked) > MOST_ON.get(name, MOST_QUERIES)} == {}
