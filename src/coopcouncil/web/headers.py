"""What every answer tells the browser not to do."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# No script or style inside a page: charts carry their looks in attributes. Nothing is fetched from elsewhere.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",  # a passkey's challenge is fetched
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
# What no page here needs, so that nothing that gets into one can have it. Passkeys are asked for by our own pages.
# Only features that browsers have known for long: one that a browser does not know is a complaint in its console.
NOT_NEEDED = (
    *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation"),
    *("gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock"),
    *("serial", "usb", "xr-spatial-tracking"),
)
PERMISSIONS = ", ".join(
    [
        *(f"{each}=()" for each in NOT_NEEDED),
        "publickey-credentials-create=(self)",
        "publickey-credentials-get=(self)",
    ]
)
REVALIDATE, KEEP_NOT = "private, no-cache", "private, no-store"


class SafeHeaders:
    """Adds the policies, and keeps pages out of caches that others may read.

    What somebody who is signed in was shown is kept nowhere, not even by their own browser; other pages may be kept
    and asked after again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the rest of the site does, with the headers added."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        session = settings.SESSION_COOKIE_NAME
        signed_in = session in request.COOKIES or session in response.cookies
        response.headers.setdefault("Cache-Control", KEEP_NOT if signed_in else REVALIDATE)
        return response
