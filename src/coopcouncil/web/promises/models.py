"""Tables of what the council resolved, the actions that follow, their reviews, and their discharge."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from coopcouncil.rules.motions.clause_words import EvidenceKind
from coopcouncil.rules.motions.clauses import ActionKind
from coopcouncil.rules.motions.states import ActionState
from coopcouncil.web.evidence.models import Evidence
from coopcouncil.web.meetings.models import AgendaItem, Meeting
from coopcouncil.web.motions.models import Motion, Text
from coopcouncil.web.people.models import Body, Person


class Resolution(models.Model):
    """One thing that the council resolved: a clause of the adopted text. `confirmed_at` is None while proposed.

    `questions` and `parts` stand under it, [paragraph id, text] each; `checks` are what the clerk should look at.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="resolutions")
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    paragraph = models.CharField(max_length=40)
    words = models.TextField()
    questions: models.JSONField[list[Any], list[Any]] = models.JSONField(default=list)
    parts: models.JSONField[list[Any], list[Any]] = models.JSONField(default=list)
    checks: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    subject_kind = "resolution"

    class Meta:
        ordering: ClassVar = ["motion", "number", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["motion", "number"], name="one_resolution_of_a_motion_a_number")
        ]

    @property
    def subject_ref(self) -> str:
        """The id by which pages and the record name this resolution."""
        return str(self.public_id)

    @property
    def about(self) -> str:
        """Its name for other apps: kind:ref."""
        return f"{self.subject_kind}:{self.subject_ref}"

    def __str__(self) -> str:
        """Which resolution of which motion."""
        return f"Resolution {self.number} of {self.motion}"


class Action(models.Model):
    """Something to be done under a resolution.

    Empty or None is "not stated", until a person sets it. `owner` answers for it, `owner_words` are whom the clause
    asks in its own words; `body` is the committee or directorate it is done through, and to which a report goes.
    `due_words`, `trigger` and `review_words` are the clause's own; `due_on` and `review_on` are days set or stated;
    `review_months` how often a continuing duty is reviewed. `evidence` are the kinds that would discharge it, by the
    values of `rules.motions.clause_words.EvidenceKind`.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    resolution = models.ForeignKey(Resolution, on_delete=models.PROTECT, related_name="actions")
    place = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=12, choices=[(each.value, each.value) for each in ActionKind])
    words = models.TextField()
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    owner_words = models.CharField(max_length=200, blank=True)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    body_words = models.CharField(max_length=300, blank=True)
    due_words = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True, blank=True)
    trigger = models.CharField(max_length=300, blank=True)
    review_words = models.CharField(max_length=100, blank=True)
    review_months = models.PositiveSmallIntegerField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    evidence: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    state = models.CharField(
        max_length=20, choices=[(each.value, each.label) for each in ActionState], default=ActionState.PROPOSED
    )
    state_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=500, blank=True)  # why blocked, superseded or rejected
    superseded_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True)

    subject_kind = "action"
    body_id: int | None

    class Meta:
        ordering: ClassVar = ["resolution", "place", "id"]
        indexes: ClassVar = [
            models.Index(fields=["state", "due_on"], name="actions_due"),
            models.Index(fields=["owner", "state"], name="actions_of_an_owner"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state__in=[ActionState.BLOCKED, ActionState.SUPERSEDED, ActionState.REJECTED])
                | ~Q(reason=""),
                name="an_action_held_up_says_why",
            )
        ]

    @property
    def subject_ref(self) -> str:
        """The id by which pages and the record name this action."""
        return str(self.public_id)

    @property
    def about(self) -> str:
        """Its name for other apps: kind:ref."""
        return f"{self.subject_kind}:{self.subject_ref}"

    def __str__(self) -> str:
        """What is to be done, in short."""
        return self.words if len(self.words) <= 100 else f"{self.words[:99].rstrip()}…"


class ActionProof(models.Model):
    """That a person said which of the kinds asked for a piece of evidence is, where it could be several things."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="said_proofs")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="+")
    as_kind = models.CharField(max_length=40, choices=[(each.value, each.value) for each in EvidenceKind])
    said_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "evidence", "as_kind"], name="one_proof_of_a_kind_by_a_thing")
        ]

    def __str__(self) -> str:
        """As what."""
        return self.as_kind


class Note(models.Model):
    """What an owner says about how far an action is."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="notes")
    words = models.TextField(max_length=5000)
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-written_at", "-id"]

    def __str__(self) -> str:
        """The words."""
        return self.words


class Review(models.Model):
    """One review of a continuing duty: what was found, and when it is looked at next."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="reviews")
    reviewed_on = models.DateField()
    words = models.TextField(max_length=5000)
    next_on = models.DateField(null=True, blank=True)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-reviewed_on", "-id"]

    def __str__(self) -> str:
        """When."""
        return str(self.reviewed_on)


class Discharge(models.Model):
    """That an owner proposes an action as done, and what the committee decided. `granted` is None while it waits.

    A decision names its minute: the meeting, its words, and the agenda item where there is one.
    """

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="discharges")
    words = models.TextField(max_length=5000)
    proposed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    granted = models.BooleanField(null=True)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="discharges")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    minute = models.TextField(blank=True, max_length=20_000)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-proposed_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(granted__isnull=True)
                | (Q(decided_at__isnull=False, meeting__isnull=False) & ~Q(minute="")),
                name="a_decided_discharge_has_its_minute",
            ),
            models.UniqueConstraint(
                fields=["action"], condition=Q(granted__isnull=True), name="one_open_discharge_of_an_action"
            ),
        ]

    def __str__(self) -> str:
        """What the owner said."""
        return self.words
