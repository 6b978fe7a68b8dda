"""Adding, renaming and ending bodies."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from coopcouncil.vocabulary.org_ids import parse_org_id
from coopcouncil.web.people.models import Body, BodyKind, Grant, Invitation, Person
from coopcouncil.web.people.permissions import check_can_change_bodies
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.record.operations import enter

OUTSIDE = (BodyKind.COMMUNITY_GROUP, BodyKind.SUPPLIER)
_LONGEST_SLUG = 70


@transaction.atomic
def add_body(*, name: str, kind: BodyKind, by: Person | None, org_id: str = "") -> Body:
    """Add a body; `org_id` is for one outside the council. Raises RefusedError for one that is there already."""
    held = check_can_change_bodies(by)
    _check_free(name, kind)
    known_as = _org_id(org_id, kind)
    try:
        with transaction.atomic():
            body = Body.objects.create(name=name, slug=_free_slug(name), kind=kind, org_id=known_as)
    except IntegrityError as error:
        raise RefusedError(f"Somebody has just added {name}. Look at the list of bodies.") from error
    after = {"name": name, "kind": kind.label, **({"org-id": known_as} if known_as else {})}
    enter(by=by, what="added", about=body, after=after, held=held)
    return body


@transaction.atomic
def rename_body(*, body: Body, name: str, by: Person | None, why: str = "") -> None:
    """Give a body another name; its address stays. Raises RefusedError for an ended body or a name that is taken."""
    held = check_can_change_bodies(by)
    body = _locked_open(body)
    before = body.name
    if name == before:
        raise RefusedError(f"{name} is its name already.")
    _check_free(name, BodyKind(body.kind), apart_from=body)
    body.name = name
    body.save(update_fields=["name"])
    enter(by=by, what="renamed", about=body, why=why, before={"name": before}, after={"name": name}, held=held)


@transaction.atomic
def end_body(*, body: Body, by: Person | None, why: str = "") -> None:
    """End a body, the roles held for it and the open invitations to them. Raises RefusedError for one that ended."""
    held = check_can_change_bodies(by)
    body = _locked_open(body)
    now = timezone.now()
    roles = Grant.objects.filter(body=body, ended_at=None).update(ended_at=now)
    revoked = Invitation.objects.filter(body=body, accepted_at=None, revoked_at=None).update(revoked_at=now)
    body.ended_at = now
    body.save(update_fields=["ended_at"])
    before = {"roles": roles, "invitations": revoked}
    enter(by=by, what="ended", about=body, why=why, before=before, held=held)


def _locked_open(body: Body) -> Body:
    found = Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    if found.ended_at:
        raise RefusedError(f"{found} was ended before.")
    return found


def _check_free(name: str, kind: BodyKind, *, apart_from: Body | None = None) -> None:
    others = Body.objects.filter(name__iexact=name, kind=kind, ended_at=None)
    if any(other != apart_from for other in others):
        raise RefusedError(f"There is a {kind.label.lower()} called {name} already.")


def _org_id(given: str, kind: BodyKind) -> str:
    if not given.strip():
        return ""
    if kind not in OUTSIDE:
        raise RefusedError("An org-id is for a body outside the council. Leave it empty.")
    known_as = parse_org_id(given)
    if known_as is None:
        raise RefusedError(
            f"{given} is no org-id of a register known here. Write it as GB-COH-01234567 or GB-CHC-1234567, or leave "
            "it empty."
        )
    if other := Body.objects.filter(org_id=known_as, kind=kind, ended_at=None).first():
        raise RefusedError(f"{known_as} is the org-id of {other}, which is there already.")
    return known_as


def _free_slug(name: str) -> str:
    base = slugify(name)[:_LONGEST_SLUG].strip("-") or "body"
    taken = set(Body.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)
