"""What the tables of people and of signing in hold of a person beside the person's own row."""

from collections.abc import Iterator

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import Q

from coopcouncil.web.people.models import Delegation, Invitation, Person

OF_SIGNING_IN = (EmailAddress, Authenticator, SocialAccount, UserSession)


def subjects(person: Person) -> Iterator[str]:
    """The invitations to this person. Delegations are another person's too, and stay."""
    for invitation in _invitations(person):
        yield f"{invitation.subject_kind}:{invitation.subject_ref}"


def erase(person: Person) -> None:
    """Take the name and address out of invitations, the words out of delegations, and every means of signing in."""
    for invitation in _invitations(person):
        invitation.name = ""
        invitation.email = f"{invitation.public_id}@former.invalid"
        invitation.save()
    Delegation.objects.filter(Q(person=person) | Q(delegate=person)).update(reason="")
    for table in OF_SIGNING_IN:
        table.objects.filter(user=person).delete()


def _invitations(person: Person) -> list[Invitation]:
    return list(Invitation.objects.filter(Q(accepted_by=person) | Q(email__iexact=person.email)))
