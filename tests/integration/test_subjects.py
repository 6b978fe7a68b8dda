"""Finding things of any app by their names: suppliers, organisations, evidence; and what waits for somebody."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.support.evidence import note, published
from tests.support.people import body, person
from tests.support.site import ORG_ID, make_tiny, site_over
from tests.support.tiny import COUNCIL, supplier_id

from coopcouncil.data.snapshots import Store
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web import subjects
from coopcouncil.web.evidence.subjects import duties

TAXIS = f"supplier:{supplier_id(COUNCIL, 'fenside taxis')}"
FOOD = f"organisation:{ORG_ID}"
TODAY = date(2026, 5, 1)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return make_tiny(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def site(store: Store) -> Iterator[None]:
    with site_over(store.root):
        yield


def test_things_of_several_apps_are_found_at_once_by_their_names(site: None) -> None:
    officer, evidence = person(Role.OFFICER), note("A note")
    found = subjects.find_all(officer, [FOOD, "supplier:nobody", evidence.about, "moon:1", TAXIS, "evidence:no-id"])
    assert {about: each.title for about, each in found.items()} == {
        FOOD: "Ambleford Food Co-operative Limited",
        TAXIS: "Fenside Taxis",
    }
    assert subjects.find_all(officer, [evidence.about])[evidence.about].address == f"/evidence/{evidence.public_id}/"
    assert subjects.find(officer, TAXIS) == found[TAXIS]


def test_suppliers_and_organisations_are_found_by_words_of_their_names(site: None) -> None:
    officer = person(Role.OFFICER)
    for kind, words, about in (("supplier", "fenside", TAXIS), ("organisation", "food co", FOOD)):
        search = subjects.SUBJECTS[kind].search
        assert search is not None
        hits = search(officer, words, 5)
        assert about in [f"{kind}:{hit.ref}" for hit in hits]
        assert all(subjects.find(officer, f"{kind}:{hit.ref}") for hit in hits)


def test_nobody_finds_suppliers_whose_figures_they_may_not_see(site: None) -> None:
    visitor = AnonymousUser()
    assert subjects.find(visitor, TAXIS) is None
    for kind in ("supplier", "organisation"):
        search = subjects.SUBJECTS[kind].search
        assert search is not None
        assert search(visitor, "ambleford", 5) == []


def test_evidence_is_found_by_words_by_whoever_may_see_it(site: None) -> None:
    draft, shown = note("Rents, a draft"), published(note("Rents, published"))
    search = subjects.SUBJECTS["evidence"].search
    assert search is not None
    assert {hit.ref for hit in search(person(Role.OFFICER), "rents", 5)} == {str(draft.public_id), str(shown.public_id)}
    assert [hit.title for hit in search(AnonymousUser(), "rents", 5)] == ["Rents, published"]
    assert subjects.find(AnonymousUser(), draft.about) is None


def test_drafts_wait_for_whoever_may_publish_them(site: None) -> None:
    housing = body("Housing")
    note("Of the council")
    note("Of housing", body=housing)
    published(note("Done"))
    assert [duty.words for duty in duties(person(Role.OFFICER), TODAY)] == [
        "Publish or withdraw 2 pieces of evidence still in draft"
    ]
    assert "1 piece of evidence" in duties(person(Role.OFFICER, at=housing), TODAY)[0].words
    assert duties(person(Role.AUDITOR), TODAY) == []
    assert duties(person(Role.OFFICER, at=body("Highways")), TODAY) == []
