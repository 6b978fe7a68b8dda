"""Versions of answers (ETag): an answer that the caller has already is not worked out again, and nobody overwrites
what they have not seen.

A snapshot never changes, so its id and what was asked decide an answer to the last byte: those make the tag.
"""

import hashlib
from typing import Any

from django.http import HttpRequest
from django.utils.http import parse_etags

from coopcouncil import __version__
from coopcouncil.web.api.problems import ProblemError
from coopcouncil.web.snapshots import Reading, reading


class NotModifiedError(Exception):
    """The caller has this very answer."""


def reading_unless_known(request: HttpRequest, *more: object) -> Reading:
    """The snapshot that this caller sees. Raises NotModifiedError when the caller has the answer made from it.

    `more` is what else decides the answer.
    """
    now = reading(request)
    check_unknown(request, now.snapshot.snapshot_id, *more)
    return now


def check_unknown(request: HttpRequest, *state: object) -> None:
    """Keep the tag for the answer. Raises NotModifiedError when the caller's If-None-Match holds it."""
    tag = tag_of(request.path, sorted(request.GET.items()), *state)
    keep_tag(request, tag)
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if "*" in known or tag in map(_strong, known):
        raise NotModifiedError


def check_unchanged(request: HttpRequest, tag: str) -> None:
    """Raises ProblemError (412) when If-Match was sent and does not hold `tag`, the present version's."""
    header = request.headers.get("If-Match", "")
    if not header:
        return
    asked = parse_etags(header)
    if "*" not in asked and tag not in map(_strong, asked):
        raise ProblemError("changed", "Read it again and compare, then send the ETag of that answer as If-Match.")


def tag_of(*parts: object) -> str:
    """A strong tag for an answer that these parts decide, together with the version of this software."""
    told = repr((__version__, parts))
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


def keep_tag(request: HttpRequest, tag: str) -> None:
    """Let the answer carry this tag."""
    request.api_tag = tag  # type: ignore[attr-defined]


def kept_tag(request: HttpRequest) -> Any:
    """The tag that the answer carries, or None."""
    return getattr(request, "api_tag", None)


def _strong(tag: str) -> str:
    """The tag as it was given out: compressing an answer on its way puts W/ in front."""
    return tag.removeprefix("W/")
