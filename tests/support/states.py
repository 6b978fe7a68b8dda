"""Things in every state that has a page of its own, made through the operations or straight into their tables."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import chain

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.evidence.models import Evidence
from coopcouncil.web.meetings.agendas.operations import enter_minute
from coopcouncil.web.meetings.bodies.operations import begin_office
from coopcouncil.web.meetings.operations import cancel_meeting
from coopcouncil.web.notices.models import ShownMail
from coopcouncil.web.people.invitations.operations import invite, revoke
from coopcouncil.web.people.models import BodyKind, Invitation
from coopcouncil.web.people.operations import end_access
from coopcouncil.web.snapshots import store
from coopcouncil.web.uploads.operations import keep_upload
from coopcouncil.web.work.models import LEASE, Job, State
from tests.support import meetings
from tests.support.evidence import note, published, withdrawn
from tests.support.people import body, person
from tests.support.site import client, things_to_look_at

LONG = "Unpronounceable-Organisation-Name-Without-A-Single-Space-" * 2
PAYMENTS = b"Supplier,Net amount,Date paid,Service\nMade Up Ltd,100.00,01/05/2026,Parks\nNobody,x,02/05/2026,Parks\n"
TEXT = b"Minutes of a made-up meeting.\n"
# kind of evidence -> what its form is sent
FORMS: dict[str, dict[str, object]] = {
    "file": {},
    "link": {"url": f"http://127.0.0.1:1/{LONG}", "copying": "none"},
    "minute": {"committee": "planning", "meeting_on": "17 March 2026", "item": "12", "words": f"RESOLVED:\n{LONG}"},
    "figure": {"figure": "share-to-cooperatives"},
}


def pages_of_every_state() -> list[str]:
    """Addresses of pages about one thing each, which are made here; where signed out, of what needs no account."""
    return list(chain(_people(), _invitations(), _evidence(), _meetings(), _jobs(), _upload(), _demo()))


def _people() -> Iterator[str]:
    somebody = person(Role.OFFICER, Role.COUNCILLOR, name=LONG[:100])
    gone = person(Role.AUDITOR, name="Gone Away")
    end_access(person=gone, by=person(Role.ADMINISTRATOR), why="Left.")
    for each in (somebody, gone):
        yield f"/people/{each.public_id}/"
        yield f"/people/{each.public_id}/end-access/"
        yield f"/record/people/{each.public_id}/redact/"
    for kind in BodyKind:
        yield f"/people/bodies/{body(f'A {kind.value} of a name', kind).slug}/"


def _invitations() -> Iterator[str]:
    administrator = person(Role.ADMINISTRATOR)
    made = {}
    for state in ("open", "revoked", "expired"):
        email = f"{state}@example.org"
        made[state] = invite(email=email, name=LONG[:100], role=Role.OFFICER, body=None, by=administrator, send=False)
    of = {each.email.partition("@")[0]: each for each in Invitation.objects.all()}
    revoke(invitation=of["revoked"], by=administrator)
    Invitation.objects.filter(pk=of["expired"].pk).update(expires_at=timezone.now() - timedelta(days=1))
    yield from (f"/people/invitations/{each.public_id}/" for each in of.values())
    yield from ("/" + made[state].partition("://")[2].partition("/")[2] for state in ("revoked", "expired"))
    yield "/invitation/x/"


def _evidence() -> Iterator[str]:
    things_to_look_at()
    body("Planning", BodyKind.COMMITTEE)
    items = [note(LONG), published(note("A published note")), withdrawn(note("A withdrawn note"))]
    items += [_added(kind, given) for kind, given in FORMS.items()]
    yield from (f"/evidence/add/{kind}/" for kind in (*FORMS, "record"))
    for each in items:
        item = f"/evidence/{each.public_id}/"
        yield from (item, f"{item}change/", f"{item}publish/", f"{item}withdraw/", f"{item}supports/")


def _meetings() -> Iterator[str]:
    """A meeting in each state and with each kind of agenda, and the pages about an office."""
    at = meetings.committee(LONG)
    office = begin_office(body=at, title="Chair", holder=LONG, starts_on=None, by=meetings.clerk())
    drafted = meetings.meeting(at, items=(LONG, "Second", "Third"), title=LONG)
    held = meetings.held(meetings.published(meetings.meeting(items=("Minuted", "Not minuted"))))
    one = held.items.get(title="Minuted")
    enter_minute(item=one, version=one.version, words=f"RESOLVED:\n{LONG}", by=meetings.clerk())
    cancelled = cancel_meeting(meeting=meetings.meeting(at), why="", by=meetings.clerk())
    yield from (f"/meetings/{each.public_id}/" for each in (drafted, held, cancelled, meetings.meeting()))
    yield from ("/meetings/?words=nothing-fits", f"/committees/{at.slug}/", f"/offices/{office.public_id}/end/")
    yield f"/meetings/{held.public_id}/items/{one.public_id}/minute/"
    yield f"/meetings/{drafted.public_id}/items/add/?about={held.about}&title={LONG}"


def _added(kind: str, given: dict[str, object]) -> Evidence:
    file = {"file": SimpleUploadedFile("minutes.txt", TEXT)} if kind in ("file", "minute") else {}
    snapshot = store().current()
    assert snapshot is not None
    sent = {"title": f"By its form: {kind}", "body": "", "snapshot": snapshot.snapshot_id, **given, **file}
    answer = client().post(f"/evidence/add/{kind}/", sent)
    assert answer.status_code == 302, answer.content.decode()
    return Evidence.objects.latest("id")


def _jobs() -> Iterator[str]:
    officer, now = person(Role.OFFICER), timezone.now()
    ended = {"began_at": now, "ended_at": now}
    states = (
        {"state": State.QUEUED},
        {"state": State.RUNNING, "began_at": now, "seen_at": now + timedelta(hours=1), "done": 3, "total": 4},
        {"state": State.RUNNING, "began_at": now, "seen_at": now + timedelta(hours=1), "step": LONG},
        {"state": State.RUNNING, "began_at": now - 2 * LEASE, "seen_at": now - 2 * LEASE},
        {"state": State.DONE, "message": "2 payments.\nAll are new.", "result": "/picture/", **ended},
        {"state": State.FAILED, "message": f"{LONG} is missing.", **ended},
    )
    for each in states:
        job = Job.objects.create(kind="load", title=f"Load {LONG}", started_by=officer, run="x", **each)
        yield f"/work/{job.public_id}/"


def _upload() -> Iterator[str]:
    file = SimpleUploadedFile(f"{LONG}.csv", PAYMENTS)
    upload = keep_upload(by=person(Role.OFFICER), council="Made Up Council", files=[file])
    yield f"/upload/{upload.public_id}/"


def _demo() -> Iterator[str]:
    mail = ShownMail.objects.create(sent_to=f"{LONG[:50]}@example.org", subject=LONG, body=f"https://{LONG}/")
    yield from ("/demo/people/", "/demo/mail/", f"/demo/mail/{mail.pk}/")
