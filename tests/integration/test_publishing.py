"""What the public sees: nothing, then what an officer published, and a clear page when that is gone."""

import shutil
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from tests.support.people import person
from tests.support.record import entries_about
from tests.support.site import client, make_tiny, site_over, visitor

from coopcouncil.cli.spending_publish import publish_current
from coopcouncil.data.matching.judgements import Judgements
from coopcouncil.data.snapshots import Snapshot, Store, StoreError
from coopcouncil.data.spending.loading import load_payments
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web import subjects
from coopcouncil.web.permissions import NotAllowedError
from coopcouncil.web.publishing.duties import figures_to_publish
from coopcouncil.web.publishing.models import Publication
from coopcouncil.web.publishing.operations import publish_spending

TODAY = date(2026, 5, 1)
MORE = b"Supplier Name,Amount,Payment Date\nMade Up Meadows Ltd,1200000.00,03/04/2026\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make_tiny(tmp_path / "data")


@pytest.fixture
def site(store: Store) -> Iterator[Client]:
    with site_over(store.root):
        yield client()


def _current(store: Store) -> Snapshot:
    found = store.current()
    assert found is not None
    return found


def _load_more(store: Store) -> None:
    file = store.root / "more.csv"
    file.write_bytes(MORE)
    load_payments(store, [file], council="Made Up Council", judgements=Judgements(store.root))


def _page(site: Client, address: str, status: int = 200) -> str:
    response = site.get(address)
    assert response.status_code == status
    return unescape(response.content.decode())


def _publish(site: Client, store: Store, **more: str) -> None:
    given = {"snapshot": _current(store).snapshot_id, "why": "Made up for tests.", **more}
    assert site.post("/publishing/publish/", given)["Location"] == "/publishing/"


def test_nothing_is_seen_by_the_public_before_the_first_publication(site: Client, store: Store) -> None:
    assert "When the council publishes its figures" in _page(visitor(), "/")
    assert "No figures have been published yet" in _page(visitor(), "/picture/")
    assert "No figures have been published yet" in _page(site, "/publishing/")
    assert "not published yet: only people of the council see them" in _page(site, "/")


def test_officer_sees_what_changes_and_publishes_it(site: Client, store: Store) -> None:
    before = _page(site, "/publishing/publish/")
    assert "These would be the first figures that the public sees." in before
    assert "wait for review" in before
    _publish(site, store)
    page = _page(site, "/publishing/")
    assert "Everybody sees these figures now." in page
    assert "The public sees the figures that Officer published on" in page
    assert "They are the current ones." in page
    assert "Who does the council pay?" in _page(visitor(), "/")
    assert "not published" not in _page(site, "/")
    (entry,) = entries_about(Publication.objects.get())
    assert entry.content_said["after"] == {"snapshot": _current(store).snapshot_id}
    assert entry.content_said["why"] == "Made up for tests."
    assert entry.content_said["role"] == "officer"


def test_newer_figures_stay_inside_until_they_are_published(site: Client, store: Store) -> None:
    _publish(site, store)
    _load_more(store)
    for address in ("/", "/picture/"):
        assert "These figures are not published yet: the public sees those of" in _page(site, address)
        assert "not published yet" not in _page(visitor(), address)
    assert "Made Up Meadows" not in _page(visitor(), "/suppliers/")
    page = _page(site, "/publishing/publish/")
    assert "take the place of those published on" in page
    assert page.count(">Changes<") >= 3
    assert ">As before<" in page
    _publish(site, store)
    assert "Made Up Meadows" in _page(visitor(), "/suppliers/")
    assert _page(site, "/publishing/").count("house-mono house-break") == 2


def test_figures_that_changed_while_somebody_looked_are_shown_again(site: Client, store: Store) -> None:
    seen = _current(store).snapshot_id
    _load_more(store)
    response = site.post("/publishing/publish/", {"snapshot": seen})
    assert "changed while you were looking" in response.content.decode()
    assert not Publication.objects.exists()


def test_figures_published_already_are_not_offered_again(site: Client, store: Store) -> None:
    _publish(site, store)
    assert "There is nothing to publish." in _page(site, "/publishing/publish/")
    assert "Publish the current figures" not in _page(site, "/publishing/")


def test_reason_that_is_too_long_is_said_beside_its_field(site: Client, store: Store) -> None:
    given = {"snapshot": _current(store).snapshot_id, "why": "x" * 501}
    page = site.post("/publishing/publish/", given).content.decode()
    assert "There is a problem" in page
    assert not Publication.objects.exists()


def test_nothing_loaded_leaves_nothing_to_publish(tmp_path: Path) -> None:
    with site_over(tmp_path / "empty"):
        assert "there is nothing to publish" in _page(client(), "/publishing/")
        assert "No payments have been loaded yet" in _page(client(), "/publishing/publish/")


def test_published_snapshot_that_is_gone_is_told_to_the_public_and_to_officers(site: Client, store: Store) -> None:
    publish_spending(snapshot=_current(store), by=person(Role.OFFICER))
    gone = _current(store)
    _load_more(store)
    shutil.rmtree(gone.folder)
    page = _page(visitor(), "/", 503)
    assert "cannot be shown just now" in page
    assert str(store.root) not in page
    assert "gone from the disk" in _page(site, "/publishing/")
    assert "the public sees none" in _page(site, "/")
    (duty,) = figures_to_publish(person(Role.OFFICER), TODAY)
    assert duty.late
    assert "gone from the disk" in duty.words
    _publish(site, store)
    assert figures_to_publish(person(Role.OFFICER), TODAY) == []


def test_publishing_is_a_duty_of_officers_until_it_is_done(site: Client, store: Store) -> None:
    (duty,) = figures_to_publish(person(Role.OFFICER), TODAY)
    assert "the public sees none yet" in duty.words
    assert figures_to_publish(person(Role.COMMISSIONER), TODAY) == []
    _publish(site, store)
    assert figures_to_publish(person(Role.OFFICER), TODAY) == []
    _load_more(store)
    (duty,) = figures_to_publish(person(Role.OFFICER), TODAY)
    assert "older ones" in duty.words


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OFFICER}))
def test_publishing_is_refused_to_every_other_role(site: Client, store: Store, role: Role) -> None:
    response = client(role).post("/publishing/publish/", {"snapshot": _current(store).snapshot_id})
    assert response.status_code == 403
    assert "publish the spending figures" in response.content.decode()
    with pytest.raises(NotAllowedError):
        publish_spending(snapshot=_current(store), by=person(role))
    assert not Publication.objects.exists()


def test_councillor_sees_what_is_published_and_no_button(site: Client, store: Store) -> None:
    page = _page(client(Role.COUNCILLOR), "/publishing/")
    assert "An officer publishes them." in page
    assert "/publishing/publish/" not in page
    assert visitor().get("/publishing/").status_code == 302


def test_command_publishes_in_the_name_of_the_system(site: Client, store: Store) -> None:
    snapshot_id = _current(store).snapshot_id
    assert publish_current(why="The month is whole.") == f"Published: everybody sees snapshot {snapshot_id} now."
    published = Publication.objects.get()
    assert published.published_by is None
    (entry,) = entries_about(published)
    assert (entry.by, entry.content_said["who"], entry.content_said["why"]) == ("", "the system", "The month is whole.")
    assert "the system published on" in _page(site, "/publishing/")
    assert "already" in publish_current(why="")
    assert Publication.objects.count() == 1


def test_command_says_when_there_is_nothing_to_publish(tmp_path: Path) -> None:
    with site_over(tmp_path / "empty"), pytest.raises(StoreError, match="nothing to publish"):
        publish_current(why="")


def test_publication_is_found_for_the_record_by_people_of_the_council(site: Client, store: Store) -> None:
    published = publish_spending(snapshot=_current(store), by=person(Role.OFFICER))
    found = subjects.find(person(Role.COUNCILLOR), f"publication:{published.snapshot_id}")
    assert found is not None
    assert found.address == "/publishing/"
    assert subjects.find(person(Role.SUPPLIER), f"publication:{published.snapshot_id}") is None
