"""The e-mail that invites somebody."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from coopcouncil.web.pages import council_name
from coopcouncil.web.people.models import Invitation


def link_to(token: str) -> str:
    """The whole address that lets somebody in."""
    return f"{settings.COOPCOUNCIL_ADDRESS}{reverse('invitation', args=[token])}"


def send_invitation(invitation: Invitation, token: str) -> None:
    """Send the link to the address invited. Raises OSError when it could not be handed over."""
    context = {"invitation": invitation, "link": link_to(token), "council": council_name()}
    subject = render_to_string("people/email/invitation_subject.txt", context)
    send_mail(
        " ".join(subject.split()),
        render_to_string("people/email/invitation.txt", context),
        from_email=None,
        recipient_list=[invitation.email],
    )
