"""The table of access tokens. A token itself is never kept: only its SHA-256 is."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone

from coopcouncil.web.people.models import Person


class Token(models.Model):
    """A person's key for another system, good for some scopes until it expires or is revoked."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=80)
    scopes = models.JSONField(default=list)
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    subject_kind = "token"

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]

    @property
    def subject_ref(self) -> str:
        """The id by which pages and the record name this token."""
        return str(self.public_id)

    def __str__(self) -> str:
        """The name its person gave it."""
        return self.name

    def works_at(self, moment: datetime) -> bool:
        """Whether it is neither expired nor revoked, and its person still has access."""
        return self.revoked_at is None and moment < self.expires_at and self.person.is_active
