"""The pages of the record: the list under filters, one entry, redaction, and the history on a thing's own page."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support.people import person
from tests.support.record import Thing, clerk, faults_now, write
from tests.support.site import COUNCIL, client, make_tiny, site_over, visitor
from tests.support.tiny import supplier_id

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.people.models import Person
from coopcouncil.web.permissions import Held
from coopcouncil.web.publishing.operations import publish_spending
from coopcouncil.web.record import queries
from coopcouncil.web.record.guards import drop_guards, raise_guards
from coopcouncil.web.record.models import Entry
from coopcouncil.web.record.queries import PAGE_SIZE
from coopcouncil.web.record.traces import FORMER_NAME


def _auditor() -> Client:
    return client(Role.AUDITOR)


def _monitor() -> Client:
    return client(Role.MONITORING_OFFICER)


def _page(site: Client, address: str, status: int = 200) -> str:
    response = site.get(address)
    assert response.status_code == status, address
    return unescape(response.content.decode())


def _numbers(page: str) -> list[int]:
    return [int(each) for each in re.findall(r'<a class="govuk-link" href="/record/(\d+)/">\1</a>', page)]


def _listed(query: str = "") -> list[int]:
    return _numbers(_page(_auditor(), f"/record/{query}"))


def _csv(query: str = "") -> list[dict[str, str]]:
    response: Any = _auditor().get(f"/record.csv{query}")
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COUNCILLOR, Role.SUPPLIER])
@pytest.mark.parametrize("address", ["/record/", "/record.csv", "/record/1/", "/record/1/redact/"])
def test_record_is_shut_to_those_whose_right_it_is_not(role: Role, address: str) -> None:
    write()
    _page(client(role), address, 403)


def test_visitor_is_asked_to_sign_in() -> None:
    assert visitor().get("/record/")["Location"].startswith("/account/login/")


def test_empty_record_says_what_will_be_in_it() -> None:
    page = _page(_auditor(), "/record/")
    assert "Nothing has been entered yet." in page
    assert "<form" not in page[page.index("<main") :]


def test_record_lists_the_newest_first_with_who_what_and_why() -> None:
    write(why="It was time.")
    write(what="closed", about=Thing("2"))
    page = _page(_auditor(), "/record/")
    assert _numbers(page) == [2, 1]
    assert "2 entries: who did what, when and why." in page
    assert "A. Clerk, officer" in page
    assert "It was time." in page
    assert "Closed: thing" in page


def test_record_is_offered_to_those_who_may_read_it() -> None:
    assert 'href="/record/"' in _page(_auditor(), "/account/")
    assert 'href="/record/"' not in _page(client(), "/account/")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?person=head", [4]),
        ("?person=a.+clerk", [3, 2, 1]),
        ("?person=nobody", []),
        ("?kind=paper", [3]),
        ("?what=closed", [4, 2]),
        ("?about=thing:1", [4, 1]),
        ("?text=BECAUSE", [3]),
        ("?text=of+“é”", [3]),
        ("?text=Title", [2]),
        ("?text=new+title", [2]),
        ('?text="quoted"', [1]),
        ("?text=salt", []),
        ("?text=who", []),
        ("?person=clerk&what=closed", [2]),
        ("?kind=nonsense&what=nonsense", [4, 3, 2, 1]),
    ],
)
def test_filters_find_entries_on_the_page_and_in_the_file(query: str, found: list[int]) -> None:
    write(why='It is "quoted".\nTwice.')
    write(what="closed", about=Thing("2"), before={"title": "old"}, after={"title": "New title"})
    write(what="sent", about=Thing("3", "paper"), why="Because of “é”.")
    write(what="closed", by=person(Role.OFFICER, name="B. Head"))
    assert _listed(query) == found
    if "nonsense" not in query:
        assert [int(each["number"]) for each in _csv(query)] == found


def test_days_bound_the_list_and_are_included() -> None:
    write()
    today = timezone.localdate()
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)
    assert _listed(f"?since={today:%d/%m/%Y}&until={today:%Y-%m-%d}") == [1]
    assert _listed(f"?until={yesterday:%d/%m/%Y}") == []
    assert _listed(f"?since={tomorrow:%d/%m/%Y}") == []


def test_day_that_is_none_is_said_to_be_and_gives_no_file() -> None:
    write()
    page = _page(_auditor(), "/record/?since=32/1/2026")
    assert "There is a problem" in page
    assert "Enter a day such as 17/3/2026." in page
    assert "Enter a day such as 17/3/2026." in _page(_auditor(), "/record.csv?since=32/1/2026", 400)


def test_filters_that_find_nothing_lead_back_to_all() -> None:
    write()
    assert "No entry fits" in _page(_auditor(), "/record/?person=nobody")


@pytest.mark.parametrize("query", ["", "&text=many", "&kind=thing"])
def test_pages_lead_to_the_oldest_entry_and_back(query: str) -> None:
    for _ in range(2 * PAGE_SIZE + 5):
        write(why="One of many.")
    site, pages = _auditor(), [_page(_auditor(), f"/record/?{query}")]
    while older := re.search(r'href="(\?[^"]*before=\d+)" rel="next"', pages[-1]):
        pages.append(_page(site, f"/record/{older[1]}"))
    assert [len(_numbers(each)) for each in pages] == [PAGE_SIZE, PAGE_SIZE, 5]
    assert [number for each in pages for number in _numbers(each)] == list(range(2 * PAGE_SIZE + 5, 0, -1))
    newer = re.search(r'href="(\?[^"]*after=\d+)" rel="prev"', pages[2])
    assert newer
    assert _numbers(_page(site, f"/record/{newer[1]}")) == _numbers(pages[1])
    assert 'rel="prev"' not in pages[0]


@pytest.mark.parametrize("limit", ["WINDOW", "MOST_LOOKED_AT"])
def test_search_that_stops_early_says_so_and_goes_on(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(queries, limit, 3)
    for number in range(8):
        write(why="needle who" if number in (1, 6) else "who")
    site, found, address = _auditor(), [], "?text=needle" if limit == "WINDOW" else "?text=salt"
    stopped = 0
    while address:
        page = _page(site, f"/record/{address}")
        found += _numbers(page)
        stopped += "The search stopped here, to be quick." in page
        older = re.search(r'href="(\?[^"]*before=\d+)" rel="next"', page)
        address = older[1] if older else ""
    assert found == ([7, 2] if limit == "WINDOW" else [])
    assert stopped == 2


def test_number_of_queries_does_not_grow_with_the_record() -> None:
    def asked(address: str) -> int:
        site = _auditor()
        with CaptureQueriesContext(connection) as caught:
            _page(site, address)
        return len(caught)

    def enter_people(*numbers: int) -> None:
        for number in numbers:
            write(about=person(Role.OFFICER, name=f"P. {number}"), why="One of many.")

    enter_people(0, 1, 2)
    few = [asked(address) for address in ("/record/", "/record/2/", "/record/?text=many")]
    enter_people(*range(3, 60))
    assert [asked(address) for address in ("/record/", "/record/2/", "/record/?text=many")] == few
    assert max(few) <= 15


def test_file_defuses_a_reason_that_is_a_formula() -> None:
    write(why="=HYPERLINK(1)")
    assert _csv()[0]["why"] == "'=HYPERLINK(1)"


def test_entry_shows_what_changed_and_that_it_verifies() -> None:
    write()
    with_more = {"title": "b", "public": True, "places": ["x", "y"], "none": None}
    held = Held(Role.OFFICER, 1, "Adults", "B. Head")
    made = write(before={"title": "a", "none": None}, after=with_more, why="It was time.", held=held)
    page = _page(_auditor(), f"/record/{made.number}/")
    assert "A. Clerk, officer for Adults, standing in for B. Head, opened (thing), on " in page
    for said in ("Title", "Public", "yes", "x, y", "It was time.", made.sha256):
        assert said in page
    assert ">None<" not in page
    assert "its neighbours hold on to it" in page
    assert 'href="/record/1/">Entry 1</a>' in page
    assert "Redact" not in page


def test_entry_that_is_not_there_is_not_found() -> None:
    assert "no entry of this number" in _page(_auditor(), "/record/7/", 404)


@pytest.mark.parametrize(("altered", "looked_at"), [(2, 2), (1, 2), (2, 1), (2, 3)])
@pytest.mark.django_db(transaction=True)
def test_altered_entry_is_shown_on_its_page_and_on_its_neighbours(altered: int, looked_at: int) -> None:
    for _ in range(3):
        write()
    drop_guards(connection)
    Entry.objects.filter(number=altered).update(what="denied")
    raise_guards(connection)
    page = _page(_auditor(), f"/record/{looked_at}/")
    assert f"Entry {altered} was altered" in page
    assert "change nothing until they have looked" in page


def _post(site: Client, address: str, **given: str) -> Any:
    return site.post(address, given)


def test_entry_is_redacted_after_a_page_that_says_what_goes() -> None:
    write(why="J. Bloggs is ill.")
    write()
    site = _monitor()
    assert 'href="/record/1/redact/"' in _page(site, "/record/1/")
    assert "J. Bloggs is ill." in _page(site, "/record/1/redact/")
    asked = unescape(_post(site, "/record/1/redact/", why="Somebody's health was named.").content.decode())
    assert "Redact entry 1 for good?" in asked
    assert Entry.objects.get(number=1).content.text is not None
    done = _post(site, "/record/1/redact/", why="Somebody's health was named.", confirmed="on")
    assert done.status_code == 302
    assert Entry.objects.get(number=1).content.text is None
    page = _page(site, "/record/1/")
    assert "J. Bloggs" not in page
    assert "Entry 3" in page or "entry 3" in page
    assert "its neighbours hold on to it" in page
    assert "A. Clerk opened (thing)" in page
    assert "Somebody's health was named." in _page(site, "/record/3/")
    assert faults_now() == []


def test_neighbour_of_a_redacted_entry_still_verifies() -> None:
    for _ in range(6):
        write()
    _post(_monitor(), "/record/2/redact/", why="Somebody's health was named.", confirmed="on")
    for number in (1, 2, 3, 7):
        assert "its neighbours hold on to it" in _page(_auditor(), f"/record/{number}/")


@pytest.mark.parametrize("why", ["", "short"])
def test_redaction_without_a_reason_is_not_done(why: str) -> None:
    write()
    response = _post(_monitor(), "/record/1/redact/", why=why, confirmed="on")
    assert "There is a problem" in response.content.decode()
    assert Entry.objects.count() == 1


def test_entry_redacted_before_is_not_offered_and_refused() -> None:
    write()
    site = _monitor()
    _post(site, "/record/1/redact/", why="Somebody's health was named.", confirmed="on")
    assert "/record/1/redact/" not in _page(site, "/record/1/")
    assert "was redacted before" in _page(site, "/record/1/redact/", 403)


@pytest.fixture
def leaver() -> Person:
    found = person(Role.OFFICER, name="L. Leaver")
    Person.objects.filter(pk=found.pk).update(is_active=False)
    found.refresh_from_db()
    return found


def test_person_is_redacted_after_a_page_that_says_what_goes(leaver: Person) -> None:
    write(by=leaver, why="Mine.")
    write(why="For L. Leaver.")
    site, address = _monitor(), f"/record/people/{leaver.public_id}/redact/"
    for place in ("/record/1/", f"/people/{leaver.public_id}/"):
        assert f'href="{address}"' in _page(site, place)
    assert address not in _page(client(Role.ADMINISTRATOR), f"/people/{leaver.public_id}/")
    page = _page(site, address)
    assert "1 other entry by other people names this person too" in page
    assert "What 1 entry by or about this person says" in page
    assert "for good?" in unescape(_post(site, address, why="Six years have passed.").content.decode())
    assert _post(site, address, why="Six years have passed.", confirmed="on").status_code == 302
    page = _page(site, "/record/")
    assert "For L. Leaver." in page
    assert page.count("L. Leaver") == 1
    assert FORMER_NAME in _page(site, "/record/1/")
    assert "was redacted before" in _page(site, address, 403)


def test_person_who_has_not_left_cannot_be_redacted() -> None:
    address = f"/record/people/{clerk().public_id}/redact/"
    assert "End their access first" in _page(_monitor(), address, 403)


def test_person_who_never_was_is_not_found() -> None:
    _page(_monitor(), "/record/people/00000000-0000-4000-8000-000000000000/redact/", 404)


@pytest.fixture
def supplier_page(tmp_path: Path) -> Iterator[str]:
    """The address of a supplier whose history holds one entry."""
    store = make_tiny(tmp_path)
    snapshot = store.current()
    assert snapshot is not None
    publish_spending(snapshot=snapshot, by=person(Role.OFFICER))
    supplier = supplier_id(COUNCIL, "castle st wholefoods")
    write(
        what="said who a supplier is:",
        about=Thing(supplier, "supplier"),
        why="Seen on its invoice",
        before={"answer": "same"},
        after={"answer": "unsure"},
    )
    with site_over(tmp_path):
        yield f"/suppliers/{supplier}/"


def _history(page: str) -> str:
    return re.sub(r"<[^>]+>", "", page[page.index(">History<") : page.index("</main>")])


def test_history_tells_people_of_the_council_who_why_and_what_changed(supplier_page: str) -> None:
    history = _history(_page(client(), supplier_page))
    assert "A. Clerk, officer, said who a supplier is. Why: Seen on its invoice." in history
    assert "Answer: “same” became “unsure”." in history


def test_history_tells_the_public_which_role_did_what_and_no_more(supplier_page: str) -> None:
    for reader in (visitor(), client(Role.SUPPLIER)):
        history = _history(_page(reader, supplier_page))
        assert "An officer said who a supplier is." in history
        for kept in ("Clerk", "invoice", "unsure"):
            assert kept not in history


def test_thing_without_a_history_shows_none(supplier_page: str) -> None:
    other = supplier_id(COUNCIL, "fenside taxis")
    assert ">History<" not in _page(client(), f"/suppliers/{other}/")
