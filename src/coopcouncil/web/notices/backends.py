"""Ways for e-mail to leave: GOV.UK Notify, or, in the demo, a page."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from notifications_python_client.errors import HTTPError
from notifications_python_client.notifications import NotificationsAPIClient

from coopcouncil.web.notices.models import ShownMail

KEPT = 500


class NotifyBackend(BaseEmailBackend):
    """Sends through GOV.UK Notify, by one template whose subject is ((subject)) and whose body is ((body))."""

    def __init__(self, fail_silently: bool = False, **_options: Any) -> None:
        super().__init__(fail_silently=fail_silently)
        self._client = NotificationsAPIClient(  # type: ignore[no-untyped-call]  # it has no types
            settings.COOPCOUNCIL_NOTIFY_KEY, base_url=settings.COOPCOUNCIL_NOTIFY_ADDRESS
        )

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many e-mails Notify took. Raises Notify's HTTPError when it refuses one, unless told to fail silently."""
        return sum(self._send(message) for message in email_messages)

    def _send(self, message: EmailMessage) -> int:
        words = {"subject": message.subject, "body": message.body}
        for recipient in message.recipients():
            try:
                self._client.send_email_notification(  # type: ignore[no-untyped-call]  # it has no types
                    email_address=recipient,
                    template_id=settings.COOPCOUNCIL_NOTIFY_TEMPLATE,
                    personalisation=words,
                )
            except HTTPError:
                if not self.fail_silently:
                    raise
                return 0
        return 1


class PageBackend(BaseEmailBackend):
    """Keeps e-mails for the demo's page; the oldest go."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many were kept."""
        for message in email_messages:
            ShownMail.objects.create(
                sent_to=", ".join(message.recipients()), subject=str(message.subject), body=str(message.body)
            )
        oldest_kept = ShownMail.objects.values_list("id", flat=True)[KEPT - 1 : KEPT].first()
        if oldest_kept is not None:
            ShownMail.objects.filter(id__lt=oldest_kept).delete()
        return len(email_messages)
