"""Bodies: added, renamed and ended, by whom, and what is refused."""

import pytest
from tests.support.people import body, person
from tests.support.recording import entries_made

from coopcouncil.vocabulary.roles import COUNCIL_ROLES, Role
from coopcouncil.web.people.bodies.operations import add_body, end_body, rename_body
from coopcouncil.web.people.models import BodyKind, Person
from coopcouncil.web.people.queries import held_today
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.permissions import NotAllowedError


def administrator() -> Person:
    return person(Role.ADMINISTRATOR)


def test_body_is_added_with_its_org_id_in_its_normal_form() -> None:
    with entries_made() as made:
        bakers = add_body(name="Ambleford Bakers", kind=BodyKind.SUPPLIER, org_id=" gb-coh-123456 ", by=administrator())
    assert (bakers.slug, bakers.org_id) == ("ambleford-bakers", "GB-COH-00123456")
    assert made.told == [("added", "body:ambleford-bakers")]
    assert made.contents[0]["after"] == {
        "name": "Ambleford Bakers",
        "kind": "Supplier",
        "org-id": "GB-COH-00123456",
    }


@pytest.mark.parametrize(
    ("kind", "org_id", "said"),
    [
        (BodyKind.SUPPLIER, "GB-COH-12", None),
        (BodyKind.SUPPLIER, "GB-XYZ-12", "no org-id of a register known here"),
        (BodyKind.SUPPLIER, "12345678", "Write it as GB-COH-01234567"),
        (BodyKind.COMMUNITY_GROUP, "GB-CHC-1", "no org-id"),
        (BodyKind.DIRECTORATE, "GB-COH-00123456", "for a body outside the council"),
    ],
)
def test_org_id_is_one_of_a_known_register_or_refused(kind: BodyKind, org_id: str, said: str | None) -> None:
    if said is None:
        assert add_body(name="New", kind=kind, org_id=org_id, by=administrator()).org_id == "GB-COH-00000012"
        return
    with pytest.raises(RefusedError, match=said):
        add_body(name="New", kind=kind, org_id=org_id, by=administrator())


def test_second_body_of_one_name_or_org_id_is_refused_while_the_first_is_open() -> None:
    first = add_body(name="Bakers", kind=BodyKind.SUPPLIER, org_id="GB-COH-00123456", by=administrator())
    with pytest.raises(RefusedError, match="called BAKERS already"):
        add_body(name="BAKERS", kind=BodyKind.SUPPLIER, by=administrator())
    with pytest.raises(RefusedError, match="is the org-id of Bakers"):
        add_body(name="Others", kind=BodyKind.SUPPLIER, org_id="GB-COH-00123456", by=administrator())
    end_body(body=first, by=administrator())
    second = add_body(name="Bakers", kind=BodyKind.SUPPLIER, org_id="GB-COH-00123456", by=administrator())
    assert second.slug == "bakers-2"


def test_body_keeps_its_address_when_it_is_renamed() -> None:
    adults = body("Adult Services")
    with entries_made() as made:
        rename_body(body=adults, name="Adults and Health", by=administrator(), why="Merged")
    adults.refresh_from_db()
    assert (adults.name, adults.slug) == ("Adults and Health", "adult-services")
    assert made.told == [("renamed", "body:adult-services")]
    assert made.contents[0]["before"] == {"name": "Adult Services"}
    with pytest.raises(RefusedError, match="its name already"):
        rename_body(body=adults, name="Adults and Health", by=administrator())
    rename_body(body=adults, name="adults and health", by=administrator())


def test_ended_body_takes_its_roles_along_in_one_entry() -> None:
    adults = body("Adult Services")
    somebody = person(Role.OFFICER, at=adults)
    assert held_today(somebody) != []
    with entries_made() as made:
        end_body(body=adults, by=administrator(), why="Reorganised")
    assert held_today(somebody) == []
    assert somebody.grants.get().ended_at is not None
    assert made.told == [("ended", "body:adult-services")]
    assert made.contents[0]["before"] == {"roles": 1, "invitations": 0}
    for again in (lambda: end_body(body=adults, by=administrator()),
                  lambda: rename_body(body=adults, name="X", by=administrator())):  # fmt: skip
        with pytest.raises(RefusedError, match="was ended before"):
            again()


@pytest.mark.parametrize("role", sorted(COUNCIL_ROLES - {Role.ADMINISTRATOR}))
def test_nobody_but_an_administrator_changes_bodies(role: Role) -> None:
    adults = body("Adult Services")
    by = person(role)
    for change in (
        lambda: add_body(name="New", kind=BodyKind.DIRECTORATE, by=by),
        lambda: rename_body(body=adults, name="New", by=by),
        lambda: end_body(body=adults, by=by),
    ):
        with entries_made() as made, pytest.raises(NotAllowedError, match="role administrator"):
            change()
        assert made.told == []


def test_administrator_of_one_directorate_changes_no_body_not_even_their_own() -> None:
    adults = body("Adult Services")
    with pytest.raises(NotAllowedError, match="this belongs elsewhere"):
        rename_body(body=adults, name="Mine", by=person(Role.ADMINISTRATOR, at=adults))
