"""How often somebody may call: so many calls a minute by one token, or by one address without a token.

The count is kept in the cache that all workers share. Two calls at the very same moment may be counted as one, which
is near enough for a limit that protects the machine.
"""

import hashlib
import ipaddress
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from coopcouncil.web.api.models import Token

SECONDS = 60
IPV6_NETWORK = 64  # what one household or office has


@dataclass(frozen=True)
class Allowance:
    """What is left in this minute: `most` calls in all, `left` of them, `seconds` until it begins anew."""

    most: int
    left: int
    seconds: int

    @property
    def is_spent(self) -> bool:
        """Whether this call is one too many."""
        return self.left < 0

    def write(self, response: HttpResponse) -> None:
        """Tell the caller, in the RateLimit fields of the IETF's draft."""
        response["RateLimit-Policy"] = f'"minute";q={self.most};w={SECONDS}'
        response["RateLimit"] = f'"minute";r={max(0, self.left)};t={self.seconds}'
        if self.is_spent:
            response["Retry-After"] = str(self.seconds)


def count_call(request: HttpRequest, token: Token | None) -> Allowance:
    """Count this call and say what is left."""
    most: int = settings.COOPCOUNCIL_API_A_MINUTE
    now = time.time()
    window = int(now // SECONDS)
    key = f"api:{window}:{_caller_key(request, token)}"
    counted = 1 if cache.add(key, 1, timeout=2 * SECONDS) else _one_more(key)
    return Allowance(most, most - counted, int((window + 1) * SECONDS - now) + 1)


def address_of(request: HttpRequest) -> str:
    """The address that calls; behind a proxy the last one that the proxy wrote down."""
    seen = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        seen = request.META.get("HTTP_X_FORWARDED_FOR", seen).rpartition(",")[2].strip() or seen
    return str(seen)


def _one_more(key: str) -> int:
    try:
        return cache.incr(key)
    except ValueError:  # it was forgotten between the two questions
        return 1


def _caller_key(request: HttpRequest, token: Token | None) -> str:
    """A key that tells callers apart and names none: addresses are personal data and are not kept."""
    if token is not None:
        return f"token:{token.pk}"
    told = f"{settings.SECRET_KEY}:{_network(address_of(request))}"
    return f"address:{hashlib.sha256(told.encode()).hexdigest()[:32]}"


def _network(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, IPV6_NETWORK), strict=False))
