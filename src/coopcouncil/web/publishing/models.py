"""The table of publications: the last one says what the public sees."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from coopcouncil.web.people.models import Person


class Publication(models.Model):
    """A snapshot of payments and registers whose figures everybody may see, from a moment on."""

    snapshot_id = models.CharField(max_length=80)
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    subject_kind = "publication"

    class Meta:
        ordering: ClassVar = ["-id"]

    @property
    def subject_ref(self) -> str:
        """The snapshot's id."""
        return self.snapshot_id

    def __str__(self) -> str:
        """The snapshot's id."""
        return self.snapshot_id
