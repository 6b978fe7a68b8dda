"""Tables of notices: how often a person wants a digest, and, in the demo, the e-mails that would have been sent."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from coopcouncil.web.people.models import Person


class HowOften(models.TextChoices):
    """How often a digest comes, if there is something to say."""

    DAILY = "daily", "Every working day"
    WEEKLY = "weekly", "Every Monday"
    NEVER = "never", "Never"


class Preference(models.Model):
    """What one person wants to be told, and by which key their calendar is read."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="notices")
    how_often = models.CharField(max_length=10, choices=HowOften.choices, default=HowOften.WEEKLY)
    last_digest_at = models.DateTimeField(null=True, blank=True)
    calendar_edition = models.PositiveIntegerField(
        default=1
    )  # another edition, and earlier addresses are no longer read

    def __str__(self) -> str:
        """Whose."""
        return f"notices of {self.person_id}"


class ShownMail(models.Model):
    """An e-mail that the demo shows on a page instead of sending it."""

    sent_to = models.CharField(max_length=300)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        """To whom and about what."""
        return f"{self.sent_to}: {self.subject}"
