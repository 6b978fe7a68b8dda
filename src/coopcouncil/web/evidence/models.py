"""Tables of evidence: the items, what each supports, and every time one was checked again."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from coopcouncil.web.evidence.states import State
from coopcouncil.web.people.models import Body, Person

_STATES = [(state.value, state.label) for state in State]


class Evidence(models.Model):
    """One piece of evidence.

    `kind` is a key of KINDS, which says what `holds` has in it. `body` is whose it is; None is the whole council.
    `version` grows by one with every change, so that nobody writes over what they have not seen.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    shows = models.CharField(max_length=500, blank=True)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=_STATES, default=State.DRAFT)
    holds = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    added_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=500, blank=True)

    subject_kind = "evidence"
    body_id: int | None

    class Meta:
        ordering: ClassVar = ["-added_at", "-id"]
        verbose_name_plural = "evidence"
        indexes: ClassVar = [
            models.Index(fields=["-added_at", "-id"], name="evidence_newest"),
            models.Index(fields=["state", "-added_at"], name="evidence_state"),
            models.Index(fields=["body", "-added_at"], name="evidence_body"),
            models.Index(fields=["kind", "-added_at"], name="evidence_kind"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED) | Q(published_at__isnull=False), name="published_evidence_says_when"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN) | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="withdrawn_evidence_says_why",
            ),
        ]

    @property
    def subject_ref(self) -> str:
        """The id by which pages and the record name this item."""
        return str(self.public_id)

    @property
    def about(self) -> str:
        """Its name for other apps: kind:ref."""
        return f"{self.subject_kind}:{self.subject_ref}"

    def __str__(self) -> str:
        """The title."""
        return self.title


class Support(models.Model):
    """That one piece of evidence supports one thing, named as kind:ref."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="supports")
    about = models.CharField(max_length=160)
    added_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["evidence", "about"], name="one_support_of_a_thing")]
        indexes: ClassVar = [models.Index(fields=["about", "evidence"], name="evidence_supports")]

    def __str__(self) -> str:
        """What is supported."""
        return self.about


class Check(models.Model):
    """One time that a piece of evidence was checked again: what came of it, in a word and in a sentence.

    `found` holds what was found, by the kind's own words, for whoever may see figures before they are published.
    """

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="checks")
    checked_at = models.DateTimeField(default=timezone.now)
    checked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=12)
    said = models.CharField(max_length=500)
    found: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["evidence", "-id"], name="evidence_checks")]

    def __str__(self) -> str:
        """What came of it."""
        return self.outcome
