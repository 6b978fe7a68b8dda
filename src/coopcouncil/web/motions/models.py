"""Tables of motions and amendments, their texts, and what people decide about them.

A text is never changed: a change makes the next version. What was decided about a text stays bound to it.
"""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from coopcouncil.rules.motions.paragraphs import Paragraph, ParagraphRole
from coopcouncil.rules.motions.states import AmendmentState, MotionState
from coopcouncil.rules.motions.voting import Ballot, Method, Result
from coopcouncil.web.meetings.models import AgendaItem, Meeting
from coopcouncil.web.people.models import Body, Person


class Motion(models.Model):
    """A motion to the full council, or to the committee `body`.

    `mover` and `seconder` are names as printed, empty when not stated; the people are who that is here. `version` grows
    with every change of these fields, so that nobody writes over what they have not seen.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=200)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="motions")
    mover = models.CharField(max_length=120, blank=True)
    mover_person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    seconder = models.CharField(max_length=120, blank=True)
    seconder_person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(null=True, blank=True)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="motions")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="motions")
    state = models.CharField(
        max_length=20, choices=[(each.value, each.label) for each in MotionState], default=MotionState.DRAFT
    )
    state_at = models.DateTimeField(default=timezone.now)
    # once on an order paper it has been public, and stays so whatever becomes of it
    published_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    added_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    subject_kind = "motion"
    body_id: int | None

    class Meta:
        ordering: ClassVar = ["-added_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["state", "-added_at"], name="motions_state")]

    @property
    def subject_ref(self) -> str:
        """The id by which pages and the record name this motion."""
        return str(self.public_id)

    @property
    def about(self) -> str:
        """Its name for other apps: kind:ref."""
        return f"{self.subject_kind}:{self.subject_ref}"

    def __str__(self) -> str:
        """The title."""
        return self.title


class Amendment(models.Model):
    """An amendment to a motion, or to another amendment to it (`amends`)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="amendments")
    amends = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="amendments")
    name = models.CharField(max_length=20)  # its number or letter, which orders it: 1, 2, 2A
    mover = models.CharField(max_length=120, blank=True)
    mover_person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    seconder = models.CharField(max_length=120, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    accepted_by_mover = models.BooleanField(default=False)
    state = models.CharField(
        max_length=20, choices=[(each.value, each.label) for each in AmendmentState], default=AmendmentState.DRAFT
    )
    state_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    added_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    subject_kind = "amendment"

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["motion", "name"], name="one_amendment_of_a_name")]

    @property
    def subject_ref(self) -> str:
        """The id by which pages and the record name this amendment."""
        return str(self.public_id)

    @property
    def body_id(self) -> int | None:
        """The body whose motion it amends."""
        return self.motion.body_id

    def __str__(self) -> str:
        """Its name."""
        return f"Amendment {self.name}"


class Text(models.Model):
    """One version of the text of a motion, or of the text as an amendment would have it. Never changed.

    `paragraphs` are [id, level, role, text] each. `base` is the version that it was made from: of an amendment, the
    text that it amends. `fingerprint` is `rules.motions.advice.version_of` its paragraphs.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    motion = models.ForeignKey(Motion, null=True, blank=True, on_delete=models.PROTECT, related_name="texts")
    amendment = models.ForeignKey(Amendment, null=True, blank=True, on_delete=models.PROTECT, related_name="texts")
    number = models.PositiveIntegerField()
    paragraphs: models.JSONField[list[Any], list[Any]] = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64)
    base = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=200)  # in words: "as received", "amendment 2 carried", "clerk's correction"
    adopted = models.ForeignKey(Amendment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # the words as they were sent, where a person sent them: what reading takes out, a clerk is warned of
    sent_words = models.TextField(blank=True)
    source_name = models.CharField(max_length=200, blank=True)
    source_sha256 = models.CharField(max_length=64, blank=True)
    notes: models.JSONField[list[str], list[str]] = models.JSONField(default=list)  # what reading the file had to say
    added_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    subject_kind = "text"

    class Meta:
        ordering: ClassVar = ["number", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(motion__isnull=False, amendment__isnull=True)
                | Q(motion__isnull=True, amendment__isnull=False),
                name="a_text_is_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["motion", "number"], condition=Q(motion__isnull=False), name="one_text_of_a_motion_a_number"
            ),
            models.UniqueConstraint(
                fields=["amendment", "number"],
                condition=Q(amendment__isnull=False),
                name="one_text_of_an_amendment_a_number",
            ),
        ]

    @property
    def subject_ref(self) -> str:
        """The id by which pages and the record name this text."""
        return str(self.public_id)

    @property
    def read(self) -> tuple[Paragraph, ...]:
        """The paragraphs as the rules take them."""
        return tuple(Paragraph(ref, level, ParagraphRole(role), text) for ref, level, role, text in self.paragraphs)

    @property
    def plain(self) -> tuple[str, ...]:
        """The texts of the paragraphs."""
        return tuple(text for _, _, _, text in self.paragraphs)

    def __str__(self) -> str:
        """Which version."""
        return f"Version {self.number}"


class WarningDecision(models.Model):
    """What a clerk decided about a warning on a text: leave it, or mend it (in the next version), and why.

    `key` tells the warning: its rule, its line and its words.
    """

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="warning_decisions")
    key = models.CharField(max_length=64)
    rule = models.CharField(max_length=80)
    decision = models.CharField(max_length=12, choices=[("leave", "Leave as it is"), ("mend", "To be mended")])
    why = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["text", "key"], name="one_decision_of_a_warning")]

    def __str__(self) -> str:
        """The decision."""
        return self.decision


class CollisionDecision(models.Model):
    """What a person decided where amendments to one text collide: one's words, words of their own, or the base's.

    `key` is a fingerprint of the collision: where it stands, and what each amendment wants there.
    """

    base = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="collision_decisions")
    key = models.CharField(max_length=64)
    amendment = models.ForeignKey(Amendment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    words: models.JSONField[list[str] | None, list[str] | None] = models.JSONField(null=True, blank=True)
    why = models.CharField(max_length=500)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["base", "key"], name="one_decision_of_a_collision")]

    def __str__(self) -> str:
        """Why."""
        return self.why


class Advice(models.Model):
    """The Monitoring Officer's advice on one version of a text."""

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="advice")
    in_order = models.BooleanField()
    words = models.TextField(max_length=5000)
    given_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-given_at", "-id"]
        verbose_name_plural = "advice"

    def __str__(self) -> str:
        """In or out of order."""
        return "in order" if self.in_order else "out of order"


class Vote(models.Model):
    """A vote on a motion, or on an amendment to it, as it was taken. Counts are of a show of hands that was counted."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="votes")
    amendment = models.ForeignKey(Amendment, null=True, blank=True, on_delete=models.PROTECT, related_name="votes")
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="votes")
    method = models.CharField(max_length=16, choices=[(each.value, each.value) for each in Method])
    votes_for = models.PositiveIntegerField(null=True, blank=True)
    votes_against = models.PositiveIntegerField(null=True, blank=True)
    abstentions = models.PositiveIntegerField(null=True, blank=True)
    casting = models.CharField(max_length=8, blank=True, choices=[(each.value, each.value) for each in Ballot])
    result = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Result])
    taken_at = models.DateTimeField(default=timezone.now)
    entered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["taken_at", "id"]

    def __str__(self) -> str:
        """What became of the question."""
        return self.result


class PersonVote(models.Model):
    """How one member voted in a recorded vote: the name as printed, and who that is here where they can sign in."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="by_name")
    name = models.CharField(max_length=120)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ballot = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Ballot])

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["vote", "name"], name="one_vote_a_member")]

    def __str__(self) -> str:
        """Who."""
        return self.name
