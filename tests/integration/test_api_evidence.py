"""Evidence by the API: what may be seen of it, and links and figures added by the forms of the pages."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from tests.support.people import body, person
from tests.support.site import make_tiny, site_over
from tests.support.tokens import HOST, caller, said, token_of

from coopcouncil.data.snapshots import Snapshot, Store
from coopcouncil.data.spending.picture.drawing import draw_picture
from coopcouncil.data.spending.picture.filters import Filters
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.evidence.models import Evidence
from coopcouncil.web.evidence.operations import publish_evidence, withdraw_evidence
from coopcouncil.web.record.models import Entry

LINK = {"title": "Minutes of the cabinet", "url": "https://example.org/minutes", "copy_of": "none"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return make_tiny(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def snapshot(store: Store) -> Snapshot:
    found = store.current()
    assert found is not None
    return found


@pytest.fixture(autouse=True)
def _site(store: Store) -> Iterator[None]:
    with site_over(store.root):
        yield


def _get(system: Client, path: str, status: int = 200) -> dict[str, Any]:
    return said(system.get(f"/api/v1/evidence/{path}"), status)


def _add(system: Client, path: str, given: dict[str, Any], status: int = 201) -> dict[str, Any]:
    return said(system.post(f"/api/v1/evidence/{path}/", given, content_type="application/json"), status)


def _published() -> Evidence:
    made = _add(caller(Role.OFFICER), "links", LINK)
    found = Evidence.objects.get(public_id=made["item_id"])
    return publish_evidence(evidence=found, version=found.version, by=person(Role.OFFICER))


def test_link_is_added_as_a_draft_in_the_name_of_the_token() -> None:
    made = _add(caller(Role.OFFICER), "links", {**LINK, "shows": "What was agreed."})
    kept = Evidence.objects.get()
    assert (kept.state, kept.added_by, str(kept.public_id)) == ("draft", person(Role.OFFICER), made["item_id"])
    assert made["holds"]["url"] == LINK["url"]
    assert Entry.objects.filter(about=kept.about, what="added").count() == 1


def test_figure_is_computed_and_kept_with_its_snapshot_and_coverage(snapshot: Snapshot) -> None:
    given = {"figure": "paid-inside", "snapshot_id": snapshot.snapshot_id, "filters": {"financial_year": "2024-25"}}
    made = _add(caller(Role.OFFICER), "figures", given)
    figure = draw_picture(snapshot, Filters(financial_year="2024-25")).headline.inside
    assert made["holds"]["value"] == str(figure.total_gbp)
    assert made["holds"]["snapshot"] == snapshot.snapshot_id
    assert made["holds"]["coverage"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"figure": "paid-to-mars"}, "figure"),
        ({"snapshot_id": "20260101T000000.000000-abcd"}, "snapshot_id"),
        ({"filters": {"place": "mars"}}, "place"),
        ({"filters": {"plaec": "inside"}}, "filters.plaec"),
        ({"body": "nowhere"}, "body"),
    ],
)
def test_figure_that_makes_no_sense_is_not_kept(snapshot: Snapshot, changed: dict[str, Any], field: str) -> None:
    given = {"figure": "paid-inside", "snapshot_id": snapshot.snapshot_id, **changed}
    problem = _add(caller(Role.OFFICER), "figures", given, 422)
    assert [(each["in"], each["field"]) for each in problem["errors"]] == [("body", field)]
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"title": ""}, "title"), ({"url": "javascript:alert(1)"}, "url"), ({"copy_of": "by-hand"}, "copy_of")],
)
def test_link_that_makes_no_sense_is_not_kept(changed: dict[str, Any], field: str) -> None:
    problem = _add(caller(Role.OFFICER), "links", {**LINK, **changed}, 422)
    assert [each["field"] for each in problem["errors"]] == [field]
    assert not Evidence.objects.exists()


def test_evidence_for_what_is_not_there_is_not_kept() -> None:
    _add(caller(Role.OFFICER), "links", {**LINK, "about": "supplier:000000000000"}, 404)
    assert not Evidence.objects.exists()


def test_draft_is_seen_by_its_body_only() -> None:
    housing, parks = body("Housing"), body("Parks")
    person(Role.OFFICER, at=housing)
    made = _add(caller(Role.OFFICER), "links", {**LINK, "body": housing.slug})
    item = f"{made['item_id']}/"
    assert _get(caller(Role.OFFICER), item)["body"] == housing.slug
    assert _get(caller(), item, 401)
    assert "belongs elsewhere" in _get(_at(parks), item, 403)["detail"]
    assert [_get(each, "")["total"] for each in (caller(Role.OFFICER), _at(housing), _at(parks), caller())] == [
        1,
        1,
        0,
        0,
    ]


def _at(place: Any) -> Client:
    return Client(headers={**HOST, "Authorization": f"Bearer {token_of(person(Role.OFFICER, at=place))}"})


def test_published_evidence_is_read_by_everybody() -> None:
    found = _published()
    (row,) = _get(caller(), "?words=cabinet&state=published")["rows"]
    assert row["title"] == LINK["title"]
    assert _get(caller(), f"{found.public_id}/")["holds"]["url"] == LINK["url"]


def test_withdrawn_evidence_says_why() -> None:
    found = _published()
    withdraw_evidence(evidence=found, why="The minutes were corrected.", by=person(Role.OFFICER))
    assert "The minutes were corrected." in _get(caller(), f"{found.public_id}/", 410)["detail"]


@pytest.mark.parametrize(("path", "status"), [("nonsense/", 404), ("?state=lost", 422), ("?about=%00", 422)])
def test_address_of_evidence_that_makes_no_sense_is_refused(path: str, status: int) -> None:
    assert _get(caller(), path, status)["detail"]
