"""Tables of people, bodies, the roles they hold, invitations and delegates.

Nothing here is deleted: access ends by a date, so that the record can still say who somebody was.
"""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from coopcouncil.vocabulary.roles import Role


class PersonManager(BaseUserManager["Person"]):
    """Makes people."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """A person who can sign in with this password, or, without one, by other means only."""
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who can sign in, or once could."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    subject_kind = "person"

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="one_person_an_email")]
        ordering: ClassVar = ["name", "id"]

    @property
    def subject_ref(self) -> str:
        """The id by which pages and the record name this person."""
        return str(self.public_id)

    def __str__(self) -> str:
        """The name."""
        return self.name or self.email


class BodyKind(models.TextChoices):
    """What kind of body a role can be held for."""

    DIRECTORATE = "directorate", "Directorate"
    COMMITTEE = "committee", "Committee"
    COMMUNITY_GROUP = "community-group", "Community group"
    SUPPLIER = "supplier", "Supplier"


class Body(models.Model):
    """A directorate or committee of the council, or an organisation outside it."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=BodyKind.choices)
    org_id = models.CharField(max_length=60, blank=True)  # as on the registers, for a body outside the council
    ended_at = models.DateTimeField(null=True, blank=True)

    subject_kind = "body"

    class Meta:
        verbose_name_plural = "bodies"
        ordering: ClassVar = ["name", "id"]

    @property
    def subject_ref(self) -> str:
        """The id by which pages and the record name this body."""
        return self.slug

    def __str__(self) -> str:
        """The name."""
        return self.name


WHOLE_COUNCIL = "the whole council"


def role_words(role: str, body: Body | None) -> str:
    """A role and for what: 'officer for Adult Services'."""
    return f"{Role(role).label} for {body or WHOLE_COUNCIL}"


_ROLES = [(role.value, role.label) for role in Role]
_OUTSIDE = [role.value for role in Role if role.is_outside]


class Grant(models.Model):
    """A role that a person holds, for the whole council or for one body, until it is ended."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=30, choices=_ROLES)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="grants")
    given_at = models.DateTimeField(default=timezone.now)
    given_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            # two constraints, for SQLite counts every NULL as another value
            models.UniqueConstraint(
                fields=["person", "role", "body"],
                condition=Q(ended_at=None, body__isnull=False),
                name="one_open_grant_of_a_role_for_a_body",
            ),
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=Q(ended_at=None, body__isnull=True),
                name="one_open_grant_of_a_role_for_the_council",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=_OUTSIDE) | Q(body__isnull=False), name="outside_roles_have_a_body"
            ),
        ]
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        """The role and for what."""
        return role_words(self.role, self.body)


class InvitationState(models.TextChoices):
    """Where an invitation is on its way; nothing leads out of the last three but sending an expired one again."""

    OPEN = "open", "Open"
    ACCEPTED = "accepted", "Accepted"
    REVOKED = "revoked", "Revoked"
    EXPIRED = "expired", "Expired"


class Invitation(models.Model):
    """A way in for somebody, by a link that works once until it expires."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=30, choices=_ROLES)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    token_sha256 = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    subject_kind = "invitation"

    class Meta:
        ordering: ClassVar = ["-invited_at", "-id"]

    @property
    def subject_ref(self) -> str:
        """The id by which pages and the record name this invitation."""
        return str(self.public_id)

    @property
    def state(self) -> InvitationState:
        """Where it is at this moment."""
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.revoked_at:
            return InvitationState.REVOKED
        return InvitationState.EXPIRED if timezone.now() >= self.expires_at else InvitationState.OPEN

    @property
    def grants(self) -> str:
        """What it gives, in words: 'officer for Adult Services'."""
        return role_words(self.role, self.body)

    def __str__(self) -> str:
        """Whom it invites."""
        return self.name or self.email


class Delegation(models.Model):
    """One person standing in for another from one day to another, both included."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations_given")
    delegate = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations_held")
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    subject_kind = "delegation"

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="delegation_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(person=F("delegate")), name="nobody_is_their_own_delegate"),
        ]
        ordering: ClassVar = ["-starts_on", "-id"]

    @property
    def subject_ref(self) -> str:
        """The id by which pages and the record name this delegation."""
        return str(self.public_id)

    def __str__(self) -> str:
        """Who for whom."""
        return f"{self.delegate} for {self.person}"
