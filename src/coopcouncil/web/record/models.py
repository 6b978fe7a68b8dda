"""Tables of the record. Triggers of the database (`guards.py`) refuse to change or delete what is in them."""

from datetime import UTC
from typing import ClassVar

from django.db import models
from django.db.models.functions import StrIndex, Substr

from coopcouncil.evidence.record import Link, Sealed


class Entry(models.Model):
    """One thing that somebody did. `by` is a person's public id, empty for the system itself."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=36, blank=True)
    what = models.CharField(max_length=60)
    about = models.CharField(max_length=160)  # kind:ref
    kind = models.GeneratedField(
        expression=Substr("about", 1, StrIndex("about", models.Value(":")) - 1),
        output_field=models.CharField(max_length=160),
        db_persist=True,
    )
    content_sha256 = models.CharField(max_length=64)
    previous_sha256 = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, unique=True)

    subject_kind = "entry"

    class Meta:
        ordering: ClassVar = ["number"]
        indexes: ClassVar = [
            models.Index(fields=["about", "number"], name="record_about"),
            models.Index(fields=["by", "number"], name="record_by"),
            models.Index(fields=["what", "number"], name="record_what"),
            models.Index(fields=["kind", "number"], name="record_kind"),
        ]
        verbose_name_plural = "entries"

    @property
    def subject_ref(self) -> str:
        """The id by which pages and the record itself name this entry."""
        return str(self.number)

    def __str__(self) -> str:
        """Number and what was done."""
        return f"{self.number}: {self.what} {self.about}"

    def link(self) -> Link:
        """What the entry's fingerprint binds."""
        return Link(
            number=self.number,
            at=self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            by=self.by,
            what=self.what,
            about=self.about,
            content_sha256=self.content_sha256,
            previous_sha256=self.previous_sha256,
        )

    def sealed(self) -> Sealed:
        """The entry as the chain's check reads it; its content must be at hand."""
        content: Content | None = getattr(self, "content", None)
        text, redacted_by = (content.text, content.redacted_by_id) if content else (None, None)
        return Sealed(self.link(), self.sha256, text, redacted_by)


class Content(models.Model):
    """What an entry says in full, as canonical JSON; None once it was redacted, by which entry."""

    entry = models.OneToOneField(Entry, primary_key=True, on_delete=models.PROTECT, related_name="content")
    text = models.TextField(null=True)
    redacted_by = models.ForeignKey(Entry, null=True, on_delete=models.PROTECT, related_name="redactions")

    def __str__(self) -> str:
        """Of which entry."""
        return f"content of {self.entry_id}"


class Head(models.Model):
    """The one row that says with which entry the record ends, so that a tail cut off is missed."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="one_head")]

    def __str__(self) -> str:
        """The last entry's number."""
        return f"head {self.number}"
