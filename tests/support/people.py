"""People for tests: one for each role, and browsers in which they are signed in."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.people.models import Body, BodyKind, Grant, Person

PASSWORD = "a long enough password"  # noqa: S105 - of people who exist in tests only


def body(name: str, kind: BodyKind = BodyKind.DIRECTORATE, *, org_id: str = "") -> Body:
    """The body of this name, made when there is none."""
    found, _ = Body.objects.get_or_create(
        slug=name.lower().replace(" ", "-")[:80], defaults={"name": name, "kind": kind, "org_id": org_id}
    )
    return found


def person(*roles: Role, name: str = "", at: Body | None = None) -> Person:
    """Somebody who holds these roles, for the whole council or at one body; the same person for the same roles."""
    words = name or " and ".join(role.label for role in roles) or "Nobody Yet"
    email = f"{words.lower().replace(' ', '.')}{'.' + at.slug if at else ''}@example.org"
    found = Person.objects.filter(email=email).first()
    if found is None:
        found = Person.objects.create_user(email, PASSWORD, name=words.title())
        for role in roles:
            Grant.objects.create(person=found, role=role, body=at or _home_of(role))
    return found


def signed_in(client: Client, *roles: Role, at: Body | None = None) -> Client:
    """The client, signed in as somebody with these roles."""
    client.force_login(person(*roles, at=at))
    return client


def sign_in(context: BrowserContext, address: str, *roles: Role) -> None:
    """Sign the browser in, at this address, as somebody with these roles."""
    session = signed_in(Client(), *roles).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])


def _home_of(role: Role) -> Body | None:
    """Roles outside the council are held for an organisation of their own."""
    return body(f"Made-up {role.label}", BodyKind(role.value)) if role.is_outside else None
