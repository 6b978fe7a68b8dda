"""How long somebody stays signed in: not long without use, and not longer than a working day."""

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

BEGAN_AT = "began_at"
SEEN_AT = "seen_at"
NOTED_EVERY_SECONDS = 60  # how often use is written down, so that reading pages does not write with every one


class SessionLimits:
    """Signs out whoever has been away, or signed in, too long."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the rest of the site does, to nobody in particular where the session is too old."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            over = _over(request)
            if over:
                logout(request)
                messages.warning(request, over)
        return self.get_response(request)


def begin(request: HttpRequest) -> None:
    """Start counting, when somebody has signed in."""
    now = time.time()
    request.session[BEGAN_AT] = now
    request.session[SEEN_AT] = now


def _over(request: HttpRequest) -> str:
    """Why this session ends now, in words; else note that it was used."""
    now = time.time()
    if now - request.session.get(BEGAN_AT, now) > settings.COOPCOUNCIL_SESSION_SECONDS:
        return f"You were signed out after {settings.COOPCOUNCIL_SESSION_SECONDS // 3600} hours. Sign in again."
    seen_at = request.session.get(SEEN_AT, 0)
    if seen_at and now - seen_at > settings.COOPCOUNCIL_IDLE_SECONDS:
        return (
            f"You were signed out after {settings.COOPCOUNCIL_IDLE_SECONDS // 60} minutes without use. Sign in again."
        )
    if now - seen_at > NOTED_EVERY_SECONDS:
        request.session.setdefault(BEGAN_AT, now)
        request.session[SEEN_AT] = now
        UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())
    return ""
