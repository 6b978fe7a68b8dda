"""Digests, the calendar, the feeds, and the two ways for e-mail to leave."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client, override_settings
from icalendar import Calendar
from notifications_python_client.errors import HTTPError
from tests.support.people import person, signed_in
from tests.support.site import client, make_tiny, site_over, visitor

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web import subjects
from coopcouncil.web.notices.models import HowOften, Preference, ShownMail
from coopcouncil.web.notices.operations import choose_how_often, send_digests
from coopcouncil.web.publishing.operations import publish_spending
from coopcouncil.web.record.models import Entry
from coopcouncil.web.subjects import Duty

MONDAY = datetime(2026, 11, 23, 7, tzinfo=UTC)
SATURDAY = datetime(2026, 11, 28, 7, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Client]:
    make_tiny(tmp_path)
    with site_over(tmp_path):
        yield client()


@pytest.fixture
def duties(monkeypatch: pytest.MonkeyPatch) -> list[Duty]:
    """What waits for everybody, in place of what the apps say."""
    asked: list[Duty] = []
    monkeypatch.setattr(subjects, "DUTIES", [lambda _person, _today: asked])
    return asked


def _wants(role: Role, how_often: HowOften) -> Preference:
    return choose_how_often(person=person(role), how_often=how_often)


def test_digest_tells_what_is_late_first_with_whole_addresses(site: Client, duties: list[Duty]) -> None:
    duties += [
        Duty("Answer the committee", "/later/", due_on=date(2026, 12, 1)),
        Duty("Write to suppliers", "/late/", due_on=date(2026, 11, 2), late=True),
    ]
    _wants(Role.OFFICER, HowOften.DAILY)
    assert send_digests(MONDAY) == (1, 0)
    (sent,) = mail.outbox
    assert sent.to == [person(Role.OFFICER).email]
    assert sent.subject.startswith("1 late, 1 more waiting")
    assert sent.body.index("LATE, was due on 2 November 2026: Write to suppliers") < sent.body.index(
        "By 1 December 2026: Answer the committee"
    )
    assert "http://localhost:8000/late/" in sent.body
    assert "\n\n\n" not in sent.body


def test_digest_comes_once_a_day_and_not_at_weekends(site: Client, duties: list[Duty]) -> None:
    duties.append(Duty("Look", "/look/"))
    _wants(Role.OFFICER, HowOften.DAILY)
    assert send_digests(SATURDAY) == (0, 0)
    assert send_digests(MONDAY) == (1, 0)
    assert send_digests(MONDAY + timedelta(hours=5)) == (0, 0)
    assert send_digests(MONDAY + timedelta(days=1)) == (1, 0)


def test_weekly_digest_comes_on_mondays_and_none_to_who_wants_none(site: Client, duties: list[Duty]) -> None:
    duties.append(Duty("Look", "/look/"))
    _wants(Role.OFFICER, HowOften.NEVER)
    _wants(Role.COUNCILLOR, HowOften.WEEKLY)
    assert send_digests(MONDAY + timedelta(days=1)) == (0, 0)
    assert send_digests(MONDAY) == (1, 0)
    assert mail.outbox[0].to == [person(Role.COUNCILLOR).email]


def test_digest_with_nothing_to_say_is_not_sent(site: Client, duties: list[Duty]) -> None:
    _wants(Role.OFFICER, HowOften.DAILY)
    assert send_digests(MONDAY) == (0, 0)
    assert duties == mail.outbox == []


def test_digest_that_could_not_be_sent_is_counted_and_tried_again(
    site: Client, duties: list[Duty], monkeypatch: pytest.MonkeyPatch
) -> None:
    duties.append(Duty("Look", "/look/"))
    _wants(Role.OFFICER, HowOften.DAILY)
    with monkeypatch.context() as broken:
        broken.setattr(EmailMessage, "send", _refuse)
        assert send_digests(MONDAY) == (0, 1)
    assert send_digests(MONDAY) == (1, 0)


def _refuse(_message: EmailMessage) -> None:
    raise ConnectionRefusedError("nobody listens")


def test_people_who_left_get_no_digest(site: Client, duties: list[Duty]) -> None:
    duties.append(Duty("Look", "/look/"))
    leaver = _wants(Role.OFFICER, HowOften.DAILY).person
    leaver.is_active = False
    leaver.save()
    assert send_digests(MONDAY) == (0, 0)


def test_choice_is_kept_and_on_the_record(site: Client) -> None:
    response = site.post("/account/notices/", {"how_often": "daily"}, follow=True)
    assert b"Kept." in response.content
    assert Preference.objects.get().how_often == HowOften.DAILY
    assert Entry.objects.last().what == "chose how often a digest comes"  # type: ignore[union-attr]


def test_choice_of_nothing_says_so(site: Client) -> None:
    assert b"Choose how often." in site.post("/account/notices/", {}).content
    assert not Entry.objects.exists()


def _calendar_address(site: Client) -> str:
    page = site.get("/account/notices/").content.decode()
    return page.split('class="house-command">')[1].split("</p>")[0].removeprefix("http://localhost:8000")


def test_calendar_holds_the_days_that_something_is_due(site: Client, duties: list[Duty]) -> None:
    duties += [Duty("Report, with; odd\nwords", "/report/", due_on=date(2027, 2, 28)), Duty("No day", "/none/")]
    response = visitor().get(_calendar_address(site))
    assert response["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert event.decoded("dtstart") == date(2027, 2, 28)
    assert event.decoded("dtend") == date(2027, 3, 1)
    assert event["url"] == "http://localhost:8000/report/"
    assert str(event["summary"]).startswith("Report, with; odd")


def test_calendar_that_moved_or_was_forged_is_gone(site: Client) -> None:
    before = _calendar_address(site)
    assert visitor().get(before).status_code == 200
    site.post("/account/notices/renew/")
    assert visitor().get(before).status_code == 404
    after = _calendar_address(site)
    assert after != before
    assert visitor().get(after).status_code == 200
    assert visitor().get(after.replace(".ics", "x.ics")).status_code == 404


def test_calendar_of_somebody_who_left_is_gone(site: Client) -> None:
    address = _calendar_address(site)
    leaver = person(Role.OFFICER)
    leaver.is_active = False
    leaver.save()
    assert visitor().get(address).status_code == 404


def test_feed_tells_of_published_figures_and_of_nothing_before(site: Client, tmp_path: Path) -> None:
    assert _titles("/feeds/published.atom") == []
    store = make_tiny(tmp_path / "other")
    snapshot = store.current()
    assert snapshot is not None
    publish_spending(snapshot=snapshot, by=person(Role.OFFICER))
    assert _titles("/feeds/published.atom") == _titles("/feeds/spending.atom") == ["Spending figures"]
    assert _titles("/feeds/evidence.atom") == []
    assert visitor().get("/feeds/nonsense.atom").status_code == 404


def _titles(address: str) -> list[str]:
    response = visitor().get(address)
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.content)  # noqa: S314 - our own feed
    return [str(each.findtext(f"{ATOM}title")) for each in feed.findall(f"{ATOM}entry")]


@override_settings(EMAIL_BACKEND="coopcouncil.web.notices.backends.PageBackend", COOPCOUNCIL_DEMO=True)
def test_demo_shows_e_mail_on_a_page_with_its_links(site: Client) -> None:
    EmailMessage("A <subject>", "Go to http://localhost:8000/here/ now", to=["a@example.org"]).send()
    kept = ShownMail.objects.get()
    assert b"A &lt;subject&gt;" in visitor().get("/demo/mail/").content
    page = visitor().get(f"/demo/mail/{kept.id}/").content
    assert b'href="http://localhost:8000/here/"' in page


def test_e_mails_are_on_no_page_outside_the_demo(site: Client) -> None:
    kept = ShownMail.objects.create(sent_to="a@example.org", subject="Private", body="words")
    assert site.get("/demo/mail/").status_code == site.get(f"/demo/mail/{kept.id}/").status_code == 404


class _Notify(BaseHTTPRequestHandler):
    """A stand-in for GOV.UK Notify that keeps what it was sent."""

    taken: list[dict[str, Any]] = []  # noqa: RUF012 - one list for the test
    status = 201

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.taken.append({"path": self.path, "auth": self.headers["Authorization"], **body})
        answer = {"id": "1"} if self.status == 201 else {"errors": [{"error": "BadRequestError", "message": "no"}]}
        self.send_response(self.status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def notify(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[_Notify]]:
    monkeypatch.setattr(_Notify, "taken", [])
    server = HTTPServer(("127.0.0.1", 0), _Notify)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    key = "made_up-11111111-1111-4111-8111-111111111111-22222222-2222-4222-8222-222222222222"
    with override_settings(
        EMAIL_BACKEND="coopcouncil.web.notices.backends.NotifyBackend",
        COOPCOUNCIL_NOTIFY_KEY=key,
        COOPCOUNCIL_NOTIFY_TEMPLATE="33333333-3333-4333-8333-333333333333",
        COOPCOUNCIL_NOTIFY_ADDRESS=f"http://127.0.0.1:{server.server_port}",
    ):
        yield _Notify
    server.shutdown()
    server.server_close()


def test_notify_is_sent_the_subject_and_body_of_each_recipient(notify: type[_Notify]) -> None:
    assert EmailMessage("Subject", "Body", to=["a@example.org", "b@example.org"]).send() == 1
    assert [each["email_address"] for each in notify.taken] == ["a@example.org", "b@example.org"]
    assert notify.taken[0]["personalisation"] == {"subject": "Subject", "body": "Body"}
    assert notify.taken[0]["path"] == "/v2/notifications/email"
    assert notify.taken[0]["auth"].startswith("Bearer ")


def test_notify_that_refuses_is_an_error_unless_told_otherwise(
    notify: type[_Notify], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notify, "status", 400)
    with pytest.raises(HTTPError):
        EmailMessage("Subject", "Body", to=["a@example.org"]).send()
    assert EmailMessage("Subject", "Body", to=["a@example.org"]).send(fail_silently=True) == 0


def test_notices_are_for_people_who_are_signed_in(site: Client) -> None:
    assert visitor().get("/account/notices/").status_code == 302
    assert signed_in(visitor(), Role.SUPPLIER).get("/account/notices/").status_code == 200
