"""An e-mail server that is not there."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class NobodyAnswers(BaseEmailBackend):
    """Refuses every message as a server that is down does."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:  # noqa: ARG002 - Django's signature
        """Raises ConnectionRefusedError."""
        raise ConnectionRefusedError("nobody answers")
