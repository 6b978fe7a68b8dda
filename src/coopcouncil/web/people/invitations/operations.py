"""Inviting people, and accepting an invitation."""

import hashlib
import secrets
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.people.invitations.letters import link_to, send_invitation
from coopcouncil.web.people.invitations.queries import in_state
from coopcouncil.web.people.models import Body, Invitation, InvitationState, Person
from coopcouncil.web.people.operations import hold, said
from coopcouncil.web.people.permissions import check_can_give
from coopcouncil.web.people.queries import person_by_email
from coopcouncil.web.people.refusals import RefusedError, check_fits
from coopcouncil.web.record.operations import enter

LASTS = timedelta(days=14)
_TOKEN_BYTES = 32


def fingerprint(token: str) -> str:
    """What is kept of a token, and looked up by: nothing can be learnt of the token from it or from its comparison."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(*, email: str, name: str, role: Role, body: Body | None, by: Person | None, send: bool = True) -> str:
    """Invite somebody to hold a role; the link that lets them in, which is kept nowhere else, is returned.

    With `send` it goes out by e-mail once the transaction has ended well; sending may then raise OSError, the
    invitation being kept. Raises RefusedError where the invitation would make no sense.
    """
    held = check_can_give(by, body)
    check_fits(role, body)
    email = email.strip().lower()
    _check_new(email, role, body)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    invitation = Invitation.objects.create(
        email=email,
        name=name,
        role=role,
        body=body,
        token_sha256=fingerprint(token),
        invited_by=by,
        expires_at=timezone.now() + LASTS,
    )
    enter(by=by, what="invited", about=invitation, after={"name": name, **said(role, body)}, held=held)
    if send:
        transaction.on_commit(lambda: send_invitation(invitation, token))
    return link_to(token)


@transaction.atomic
def send_again(*, invitation: Invitation, by: Person) -> None:
    """Send a new link for another span of days; the link sent before stops working. Errors as `invite`."""
    invitation = _locked(pk=invitation.pk)
    held = check_can_give(by, invitation.body)
    if invitation.state not in (InvitationState.OPEN, InvitationState.EXPIRED):
        raise RefusedError(f"This invitation was {invitation.state.label.lower()}. Invite {invitation} anew.")
    check_fits(Role(invitation.role), invitation.body)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    invitation.token_sha256 = fingerprint(token)
    invitation.expires_at = timezone.now() + LASTS
    invitation.save(update_fields=["token_sha256", "expires_at"])
    enter(by=by, what="sent again", about=invitation, after={"expires": invitation.expires_at}, held=held)
    transaction.on_commit(lambda: send_invitation(invitation, token))


@transaction.atomic
def revoke(*, invitation: Invitation, by: Person | None, why: str = "") -> None:
    """Make the link useless. Raises RefusedError for an invitation that is not open."""
    invitation = _locked(pk=invitation.pk)
    held = check_can_give(by, invitation.body)
    if invitation.state != InvitationState.OPEN:
        raise RefusedError(f"This invitation is not open any more: {invitation.state.label.lower()}.")
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    enter(by=by, what="revoked", about=invitation, why=why, held=held)


@transaction.atomic
def accept_as_new(*, token_sha256: str, name: str, password: str) -> Person:
    """Make the person whom the link invites, with the role it gives. Two entries: who joined, and by what.

    The link came by e-mail, so the address is theirs. Raises RefusedError for a link that is not open, or when
    somebody with that address has an account.
    """
    invitation = _locked_open(token_sha256)
    try:
        with transaction.atomic():
            person = Person.objects.create_user(invitation.email, password, name=name)
    except IntegrityError as error:
        raise RefusedError("Somebody with your e-mail address has an account already. Sign in to accept.") from error
    _take_up(invitation, person, what="joined")
    return person


@transaction.atomic
def accept_by_single_sign_on(*, email: str, name: str) -> Person | None:
    """Make the person whom the council's own server has just vouched for, if an invitation is open for them.

    They have no password: they come by way of that server. None where nobody has invited this address.
    """
    invitation = in_state(Invitation.objects.filter(email=email.strip().lower()), InvitationState.OPEN).first()
    if invitation is None:
        return None
    invitation = _locked_open(invitation.token_sha256)
    person = Person.objects.create_user(invitation.email, None, name=invitation.name or name or invitation.email)
    _take_up(invitation, person, what="joined")
    return person


@transaction.atomic
def accept_as(*, token_sha256: str, person: Person) -> None:
    """Give somebody who has an account the role that the link gives. Two entries, as for somebody new.

    Raises RefusedError for a link that is not open or not theirs.
    """
    invitation = _locked_open(token_sha256)
    invited = person_by_email(invitation.email)
    if invited is None or invited.pk != person.pk:
        raise RefusedError("This invitation is for another e-mail address than yours.")
    _take_up(invitation, person, what="took up a role")


def _take_up(invitation: Invitation, person: Person, *, what: str) -> None:
    role = Role(invitation.role)
    hold(person=person, role=role, body=invitation.body, by=invitation.invited_by)
    invitation.accepted_at = timezone.now()
    invitation.accepted_by = person
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    enter(by=person, what="accepted", about=invitation)
    enter(by=person, what=what, about=person, after=said(role, invitation.body))


def _check_new(email: str, role: Role, body: Body | None) -> None:
    person = person_by_email(email)
    if person and not person.is_active:
        raise RefusedError("The access of somebody with this e-mail address was ended. Let them back in first.")
    if person and person.grants.filter(role=role, body=body, ended_at=None).exists():
        raise RefusedError("Somebody with this e-mail address holds that role already.")
    open_now = Invitation.objects.filter(
        email=email, role=role, body=body, accepted_at=None, revoked_at=None, expires_at__gt=timezone.now()
    )
    if open_now.exists():
        raise RefusedError("This person has been invited to that role already. Send that invitation again instead.")


def _locked(**which: object) -> Invitation:
    found: Invitation = (
        Invitation.objects.select_for_update(of=("self",)).select_related("body", "invited_by").get(**which)
    )
    return found


def _locked_open(token_sha256: str) -> Invitation:
    """The invitation, if it can be accepted now; whoever comes with the same link meanwhile waits and is refused."""
    try:
        invitation = _locked(token_sha256=token_sha256)
    except Invitation.DoesNotExist:
        raise RefusedError("This link is not known.") from None
    if invitation.state != InvitationState.OPEN:
        raise RefusedError(f"This invitation is not open any more: {invitation.state.label.lower()}.")
    return invitation
