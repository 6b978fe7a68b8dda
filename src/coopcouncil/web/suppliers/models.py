"""The table of judgements: people's words on who suppliers are, from which the file that loads read is copied."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from coopcouncil.data.matching.judgements import VERDICTS
from coopcouncil.web.people.models import Person


class SupplierJudgement(models.Model):
    """One person's word on whether a supplier is an organisation; never altered, the last word counts.

    `who` is how the file and the figures made from it name the person: by role, since snapshots never change and are
    published. `by` is the person.
    """

    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    who = models.CharField(max_length=80)
    judged_at = models.DateTimeField(default=timezone.now)
    council = models.CharField(max_length=200)
    supplier_key = models.TextField()
    org_id = models.CharField(max_length=60)
    verdict = models.CharField(max_length=10, choices=[(each, each) for each in VERDICTS])

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            # what a line of the file is told by, so that copying twice adds nothing
            models.UniqueConstraint(
                fields=["council", "supplier_key", "org_id", "judged_at", "who", "verdict"], name="one_line_a_judgement"
            )
        ]

    def __str__(self) -> str:
        """About whom, and what."""
        return f"{self.supplier_key}: {self.verdict} {self.org_id}"
