"""What allauth asks its adapters, answered in the manner of these pages."""

import time
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.authentication import get_authentication_records
from allauth.core import context as of_allauth
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from coopcouncil.web.pages import council_name
from coopcouncil.web.signing_in.wording import ACCOUNT_ERRORS, FACTOR_ERRORS, MAILS, MESSAGES, WAYS_TO_CONFIRM

THEIR_SECOND_FACTOR = "allauth.mfa.stages.AuthenticateStage"
OUR_SECOND_FACTOR = "coopcouncil.web.signing_in.second_factor.SecondFactorStage"


def absolute(name: str, **parts: object) -> str:
    """The full address of a page, for an e-mail: from the settings, never from a header that a visitor sent."""
    return f"{settings.COOPCOUNCIL_ADDRESS}{reverse(name, kwargs=parts)}"


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Passwords, sessions, and what is said and mailed about them."""

    error_messages: ClassVar = {**DefaultAccountAdapter.error_messages, **ACCOUNT_ERRORS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody makes an account for themselves: people are invited."""
        return False

    def get_login_stages(self) -> list[str]:
        """allauth's stages, with single sign-on trusted for the second factor."""
        return [OUR_SECOND_FACTOR if each == THEIR_SECOND_FACTOR else each for each in super().get_login_stages()]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether to ask who it is again: not within five minutes of signing in, which is no weaker."""
        request = of_allauth.request
        records = get_authentication_records(request, request.user) if request else []
        if records and time.time() - records[-1]["at"] < REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways for this person to show again who they are, in our words."""
        methods = super().get_reauthentication_methods(user)
        return [{**each, "description": WAYS_TO_CONFIRM[each["id"]]} for each in methods]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - allauth's signature
        """Back to one's account."""
        return reverse("account")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The full address at which a new password is set."""
        person, _, token = key.partition("-")
        return absolute("account_reset_password_from_key", uidb36=person, key=token)

    def forget_failures(self, request: HttpRequest, email: str) -> None:
        """Let somebody who has just set a new password sign in, however often the old one was wrong."""
        self._delete_login_attempts_cached_email(request, email=email)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *_: Any,
        message: str | None = None,
        **__: Any,
    ) -> None:
        """One sentence for the next page, where our words have one for what happened."""
        said = message or MESSAGES.get(message_template or "")
        if said:
            messages.add_message(request, level if message else messages.SUCCESS, said)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of our e-mails."""
        self.render_mail(template_prefix, email, context).send()

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """One e-mail in plain text, with the council's name and full addresses."""
        mail = MAILS[template_prefix]
        said = {
            "mail": mail,
            "council": council_name(),
            "when": timezone.localtime(),
            "link": context.get("password_reset_url", ""),
            "minutes": settings.PASSWORD_RESET_TIMEOUT // 60,
            "new_password": absolute("account_reset_password"),
            "home": settings.COOPCOUNCIL_ADDRESS,
        }
        return EmailMessage(
            f"{mail.subject} - {council_name()}",
            render_to_string("account/mail.txt", said).strip() + "\n",
            self.get_from_email(),
            [email] if isinstance(email, str) else email,
            headers=headers,
        )


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Authenticator apps, passkeys and recovery codes."""

    error_messages: ClassVar = {**DefaultMFAAdapter.error_messages, **FACTOR_ERRORS}

    def get_totp_issuer(self) -> str:
        """The name under which an authenticator app lists the code."""
        return council_name()

    def build_totp_svg(self, url: str) -> str:
        """The QR code as an element of the page, with words for who cannot see it."""
        drawn = str(super().build_totp_svg(url)).partition("?>")[2].lstrip()
        said = 'class="house-qr" role="img" aria-label="QR code for an authenticator app"'
        return drawn.replace("<svg ", f"<svg {said} ", 1)

    def generate_authenticator_name(self, user: Any, type: str) -> str:
        """A first name for a passkey, for its owner to better."""
        return f"Passkey {Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """For whom a passkey is made: this host, under the council's name."""
        return {**super().get_public_key_credential_rp_entity(), "name": council_name()}
