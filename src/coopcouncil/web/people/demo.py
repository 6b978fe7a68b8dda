"""Invented people of the fictional council, one for each role and more, so that everybody's pages can be tried."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.people.bodies.operations import add_body
from coopcouncil.web.people.delegations.operations import name_delegate
from coopcouncil.web.people.models import Body, BodyKind, Delegation, Person
from coopcouncil.web.people.operations import give_role
from coopcouncil.web.record.operations import enter

DOMAIN = "demo.example"
ADULTS, PLACES = "Adult Services", "Places and Neighbourhoods"
SCRUTINY, CABINET = "Scrutiny Committee", "Cabinet"
GROUP = "Friends of Mill Lane Hall"

_BODIES = {
    ADULTS: BodyKind.DIRECTORATE,
    PLACES: BodyKind.DIRECTORATE,
    SCRUTINY: BodyKind.COMMITTEE,
    CABINET: BodyKind.COMMITTEE,
    GROUP: BodyKind.COMMUNITY_GROUP,
}
SUPPLIER = "the supplier"  # whichever the fictional council pays


@dataclass(frozen=True)
class DemoPerson:
    """One invented person: a role, for a body of the demo or, with nothing, for the whole council."""

    name: str
    role: Role
    body: str = ""

    @property
    def email(self) -> str:
        """An address that nobody has: .example is reserved (RFC 2606)."""
        return f"{self.name.lower().replace(' ', '.')}@{DOMAIN}"


PEOPLE = (
    DemoPerson("Asha Vellaray", Role.ADMINISTRATOR),
    DemoPerson("Tobin Marchwick", Role.OFFICER),
    DemoPerson("Greta Oldacre", Role.OFFICER, ADULTS),
    DemoPerson("Idris Penhallard", Role.COMMISSIONER),
    DemoPerson("Wren Castellow", Role.COMMISSIONER, PLACES),
    DemoPerson("Nuala Fairbrisk", Role.DEMOCRATIC_SERVICES),
    DemoPerson("Jocelyn Attenbury", Role.COUNCILLOR),
    DemoPerson("Samir Holloworth", Role.COUNCILLOR, SCRUTINY),
    DemoPerson("Perpetua Lindqvast", Role.MONITORING_OFFICER),
    DemoPerson("Odhran Winterslow", Role.AUDITOR),
    DemoPerson("Mabel Crosswaite", Role.ADMINISTRATOR, ADULTS),
    DemoPerson("Dilys Underbank", Role.COMMUNITY_GROUP, GROUP),
    DemoPerson("Caspian Rookhope", Role.SUPPLIER, SUPPLIER),
)
_AWAY, _DELEGATE = PEOPLE[3], PEOPLE[1]


@transaction.atomic
def make_demo_people(*, supplier: str, org_id: str) -> int:
    """Make the demo's people and bodies that are not there yet; how many people were made.

    `supplier` and `org_id` name an organisation that the fictional council pays.
    """
    bodies = {name: _body(name, kind) for name, kind in _BODIES.items()}
    bodies[SUPPLIER] = _body(supplier, BodyKind.SUPPLIER, org_id)
    here = set(Person.objects.filter(email__in=[each.email for each in PEOPLE]).values_list("email", flat=True))
    missing = [each for each in PEOPLE if each.email not in here]
    for each in missing:
        _person(each, bodies.get(each.body))
    _delegation()
    return len(missing)


def demo_people() -> list[Person]:
    """The demo's people who are here, in the order of the table."""
    here = {person.email: person for person in Person.objects.filter(email__endswith=f"@{DOMAIN}", is_active=True)}
    return [here[each.email] for each in PEOPLE if each.email in here]


def _body(name: str, kind: BodyKind, org_id: str = "") -> Body:
    found = Body.objects.filter(name=name, kind=kind, ended_at=None).first()
    return found or add_body(name=name, kind=kind, org_id=org_id, by=None)


def _person(each: DemoPerson, body: Body | None) -> None:
    person = Person.objects.create_user(each.email, None, name=each.name)
    enter(by=None, what="joined", about=person)
    give_role(person=person, role=each.role, body=body, by=None)


def _delegation() -> None:
    """Somebody stands in for somebody, so that it can be seen; made anew when it has run out."""
    person = Person.objects.get(email=_AWAY.email)
    delegate = Person.objects.get(email=_DELEGATE.email)
    today = timezone.localdate()
    if not Delegation.objects.filter(person=person, delegate=delegate, ended_at=None, ends_on__gte=today).exists():
        last = today + timedelta(days=90)
        name_delegate(by=person, delegate=delegate, starts_on=today, ends_on=last, reason="On leave")
