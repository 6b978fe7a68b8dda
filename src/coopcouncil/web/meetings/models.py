"""Tables of meetings, what is on their agendas, the names that bodies go by, and who holds which office."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from coopcouncil.web.people.models import Body, Person

FULL_COUNCIL = "Council"


class MeetingState(models.TextChoices):
    """Where a meeting stands."""

    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


class Alias(models.Model):
    """Another name by which texts call a body: 'Assets and Procurement Spokes'."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    added_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["name", "id"]
        verbose_name_plural = "aliases"
        constraints: ClassVar = [models.UniqueConstraint(Lower("name"), name="one_body_an_alias")]

    def __str__(self) -> str:
        """The name."""
        return self.name


class SourceBody(models.Model):
    """Which body a committee of another system is here: `source_ref` is its id there, `name` its name there.

    `body` None is the full council.
    """

    source = models.CharField(max_length=200)
    source_ref = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="sources")

    class Meta:
        ordering: ClassVar = ["source", "name", "id"]
        verbose_name_plural = "source bodies"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "source_ref"], name="one_body_of_a_source"),
        ]

    def __str__(self) -> str:
        """Its name there."""
        return self.name


class Office(models.Model):
    """An office that somebody holds: chair of a committee, cabinet member. `body` None is the whole council.

    `holder` is the name as it is printed; `person` who that is here, where they can sign in.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="offices")
    title = models.CharField(max_length=120)
    holder = models.CharField(max_length=120)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="offices")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    subject_kind = "office"
    body_id: int | None

    class Meta:
        ordering: ClassVar = ["title", "holder", "id"]

    @property
    def subject_ref(self) -> str:
        """The id by which pages and the record name this office."""
        return str(self.public_id)

    def __str__(self) -> str:
        """Who holds what."""
        return f"{self.title}: {self.holder}"


class Meeting(models.Model):
    """A meeting of a body; `body` None is the full council.

    `source` and `source_ref` name the system and the id it was imported from, both empty for one made here; `imported`
    is what that system said of it last, so that the next import tells a change there from a change here. The public
    sees the agenda from `agenda_published_at` on. `version` grows with every change of these fields and of the
    agenda's order.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=MeetingState.choices, default=MeetingState.PLANNED)
    agenda_published_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    source_ref = models.CharField(max_length=80, blank=True)
    source_address = models.URLField(max_length=500, blank=True)
    imported: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)

    subject_kind = "meeting"
    body_id: int | None

    class Meta:
        ordering: ClassVar = ["-starts_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["body", "starts_at"], name="meetings_of_a_body"),
            models.Index(fields=["starts_at"], name="meetings_by_day"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "source_ref"], condition=~Q(source=""), name="one_meeting_of_a_source"
            )
        ]

    @property
    def subject_ref(self) -> str:
        """The id by which pages and the record name this meeting."""
        return str(self.public_id)

    @property
    def about(self) -> str:
        """Its name for other apps: kind:ref."""
        return f"{self.subject_kind}:{self.subject_ref}"

    @property
    def of(self) -> str:
        """Whose meeting it is, in words."""
        return str(self.body) if self.body else FULL_COUNCIL

    def __str__(self) -> str:
        """Whose meeting, and when."""
        on = timezone.localtime(self.starts_at)
        return f"{self.title or self.of}, {on.day} {on:%B %Y}"


class AgendaItem(models.Model):
    """One item of an agenda: its place in the order, its printed number, and the thing (kind:ref) it is about.

    `papers` are [title, address] each, as the system it was imported from has them. `minute` is what the meeting
    decided or noted, once it is minuted. `imported` is as a meeting's.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    place = models.PositiveIntegerField()
    number = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=300)
    about = models.CharField(max_length=160, blank=True)
    minute = models.TextField(blank=True)
    minuted_at = models.DateTimeField(null=True, blank=True)
    minuted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    papers: models.JSONField[list[Any], list[Any]] = models.JSONField(default=list, blank=True)
    source_ref = models.CharField(max_length=80, blank=True)
    imported: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)

    subject_kind = "agenda-item"

    class Meta:
        ordering: ClassVar = ["place", "id"]
        indexes: ClassVar = [models.Index(fields=["about"], name="agenda_items_about")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(minute="") | Q(minuted_at__isnull=False), name="a_minute_says_when")
        ]

    @property
    def subject_ref(self) -> str:
        """The id by which pages and the record name this item."""
        return str(self.public_id)

    def __str__(self) -> str:
        """Its number and title."""
        return f"{self.number} {self.title}".strip()
