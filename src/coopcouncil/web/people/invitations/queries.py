"""Reads of invitations."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from coopcouncil.web.people.models import Invitation, InvitationState
from coopcouncil.web.permissions import reach
from coopcouncil.web.rights import Right


def invitations_within_reach(user: Any) -> QuerySet[Invitation]:
    """The invitations that this user may look at."""
    everywhere, bodies = reach(user, Right.SEE_PEOPLE)
    found = Invitation.objects.select_related("body", "invited_by", "accepted_by")
    return found if everywhere else found.filter(Q(body__in=bodies))


def in_state(invitations: QuerySet[Invitation], state: str) -> QuerySet[Invitation]:
    """Those in this state now; any other word gives all of them."""
    waiting = Q(accepted_at=None, revoked_at=None)
    now = timezone.now()
    meant = {
        InvitationState.OPEN: waiting & Q(expires_at__gt=now),
        InvitationState.EXPIRED: waiting & Q(expires_at__lte=now),
        InvitationState.ACCEPTED: Q(accepted_at__isnull=False),
        InvitationState.REVOKED: Q(accepted_at=None, revoked_at__isnull=False),
    }
    return invitations.filter(meant[InvitationState(state)]) if state in InvitationState else invitations


def find_invitation(user: Any, public_id: UUID) -> Invitation:
    """The invitation of this id. Raises Http404 for one that this user may not look at."""
    found = invitations_within_reach(user).filter(public_id=public_id).first()
    if found is None:
        raise Http404("There is no invitation of that address here, or it is outside your directorate.")
    return found


def invitation_by_fingerprint(token_sha256: str) -> Invitation | None:
    """The invitation whose link has this fingerprint."""
    return Invitation.objects.select_related("body", "invited_by").filter(token_sha256=token_sha256).first()
