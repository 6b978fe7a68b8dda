"""Tables of reports to committees, and of what clerks wrote under their headings."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from coopcouncil.web.evidence.states import State
from coopcouncil.web.meetings.models import FULL_COUNCIL, Meeting
from coopcouncil.web.people.models import Body, Person

_STATES = [(state.value, state.label) for state in State]


class Report(models.Model):
    """A report to the committee `body`, or, where that is None, to the full council.

    `actions` are the ids of the actions that it tells of, in their order. `version` grows with every change of it,
    `choice_version` with every change of its title, meeting, author or actions, so that nobody writes over what they
    have not seen. Once published, `structure` is the report as it was (`papers.committee_report.kept`), and `files`
    are its three files by their endings, each with its SHA-256, media type and size in bytes.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=200)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="reports")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="reports")
    author = models.CharField(max_length=200, blank=True)
    actions: models.JSONField[list[str], list[str]] = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=12, choices=_STATES, default=State.DRAFT.value)
    version = models.PositiveIntegerField(default=1)
    choice_version = models.PositiveIntegerField(default=1)
    structure: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict, blank=True)
    files: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict, blank=True)
    added_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=500, blank=True)

    subject_kind = "report"
    body_id: int | None

    class Meta:
        ordering: ClassVar = ["-added_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["state", "-added_at"], name="reports_state"),
            models.Index(fields=["body", "-added_at"], name="reports_of_a_body"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED) | Q(published_at__isnull=False), name="a_published_report_says_when"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN) | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="a_withdrawn_report_says_why",
            ),
        ]

    @property
    def subject_ref(self) -> str:
        """The id by which pages and the record name this report."""
        return str(self.public_id)

    @property
    def about(self) -> str:
        """Its name for other apps: kind:ref."""
        return f"{self.subject_kind}:{self.subject_ref}"

    @property
    def committee(self) -> str:
        """To whom it is, in words."""
        return str(self.body) if self.body else FULL_COUNCIL

    def __str__(self) -> str:
        """The title."""
        return self.title


class Words(models.Model):
    """What was written under the heading `key` of a report; `version` is 1 for the first words."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="words")
    key = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name_plural = "words"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "key"], name="words_of_a_heading_stand_once")
        ]

    def __str__(self) -> str:
        """What was written."""
        return self.text
