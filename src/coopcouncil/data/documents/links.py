"""A copy of a linked page, saved because pages change and go away."""

import io
import re
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit

from coopcouncil.data.documents.addresses import (
    LinkError,
    PageGoneError,
    Resolver,
    WebAddress,
    follow,
    reachable,
    read_address,
    resolver,
)
from coopcouncil.data.documents.checking import check_document
from coopcouncil.data.documents.fetching import Deadline, answered
from coopcouncil.data.documents.given import Limits, RefusedDocumentError
from coopcouncil.data.documents.keeping import Documents
from coopcouncil.data.documents.plain_text import HEAD_BYTES, looks_like_markup

__all__ = ["LinkError", "LinkLimits", "PageGoneError", "SavedCopy", "plain_words", "read_page", "save_copy"]

_FOR_EVIDENCE = re.compile(r"(?P<end>, or|; if it is right,)? (?:[Ss]ave|[Aa]dd) (?:the|it)\b[^.]*\bas a file\.")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MARKUP_TYPES = frozenset({"text/html", "application/xhtml+xml", "application/xml", "text/xml", "image/svg+xml"})


@dataclass(frozen=True, slots=True)
class LinkLimits:
    """How large a page may be, how many seconds it may take in all, and how often it may lead elsewhere."""

    largest_bytes: int = 25 << 20
    seconds: float = 30.0
    redirects: int = 5


USUAL_LIMITS = LinkLimits()


@dataclass(frozen=True, slots=True)
class SavedCopy:
    """A page as it was: where it was asked for, where it was found, when, and the hash under which it is kept.

    `media_type` follows from the content, and for markup from what the website said. Web pages are kept as they are,
    programs in them included: offer a copy only as a download, never as a page of one's own site.
    """

    url: str
    final_url: str
    fetched_at: datetime
    status: int
    media_type: str
    size_bytes: int
    sha256: str


def save_copy(
    url: str,
    *,
    documents: Documents,
    now: Callable[[], datetime],
    resolve: Resolver | None = None,
    allow_private: bool = False,
    limits: LinkLimits = USUAL_LIMITS,
) -> SavedCopy:
    """Fetch a page over http or https and keep it in `documents`.

    `now` tells the instant of fetching; `resolve` the IP addresses of a host. Every redirect is checked as the first
    address was. Raises LinkError, with what to do, when the page cannot be had, lies inside a private network (unless
    `allow_private`), breaks a limit, or is a file that would be refused if it were handed in; OSError when it cannot
    be written.
    """
    with tempfile.NamedTemporaryFile(prefix="coopcouncil-copy-") as file:
        page = _fetched(url, file, resolve or resolver(limits.seconds), allow_private, limits)
        file.flush()
        fetched_at = now()
        path = Path(file.name)
        media_type = _media_type(page, path, limits)
        size, sha256 = path.stat().st_size, documents.keep(path)
    return SavedCopy(url, page.address.url, fetched_at, page.status, media_type, size, sha256)


def read_page(
    url: str, *, resolve: Resolver | None = None, allow_private: bool = False, limits: LinkLimits = USUAL_LIMITS
) -> bytes:
    """What stands at an address, kept nowhere; every redirect is checked as the first address was.

    Raises LinkError as `save_copy` does.
    """
    page = io.BytesIO()
    _fetched(url, page, resolve or resolver(limits.seconds), allow_private, limits)
    return page.getvalue()


def plain_words(error: LinkError) -> str:
    """What is wrong with an address, without the advice that is for whoever adds evidence: to add it as a file."""
    return _FOR_EVIDENCE.sub(lambda found: "." if found["end"] else "", str(error))


@dataclass(frozen=True, slots=True)
class _Page:
    """Where a page was found, and what the website said of it."""

    address: WebAddress
    status: int
    declared: str


def _fetched(url: str, file: IO[bytes], resolve: Resolver, allow_private: bool, limits: LinkLimits) -> _Page:
    """Follow an address to its page, and write that to `file`."""
    deadline = Deadline(time.monotonic() + limits.seconds, limits.seconds)
    address = read_address(url)
    for _ in range(limits.redirects + 1):
        hosts = reachable(address, resolve, allow_private=allow_private)
        with answered(address, hosts, deadline) as answer:
            status, headers = answer.response.status, answer.response.headers
            location = headers.get("Location") if status in _REDIRECTS else None
            if location is None:
                _check_status(address, status)
                file.writelines(answer.pieces(limits.largest_bytes))
                return _Page(address, status, headers.get_content_type())
        address = follow(address, _in_unicode(location))
    raise LinkError(f"{url}: the page leads elsewhere more than {limits.redirects} times. Give the address it ends at.")


def _check_status(address: WebAddress, status: int) -> None:
    if status == HTTPStatus.OK:
        return
    known = {each.value: each.phrase for each in HTTPStatus}
    said = f"{status} {known.get(status, '')}".strip()
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        raise PageGoneError(f"{address.url}: the website gave no page ({said}). Look at the address.")
    raise LinkError(f"{address.url}: the website gave no page ({said}). Look whether it opens without signing in.")


def _media_type(page: _Page, path: Path, limits: LinkLimits) -> str:
    with path.open("rb") as file:
        is_markup = looks_like_markup(file.read(HEAD_BYTES))
    if is_markup:
        return page.declared if page.declared in _MARKUP_TYPES else "text/html"
    name = unquote(urlsplit(page.address.url).path.rpartition("/")[2]) or "The page"
    try:
        return check_document(path, name=name, limits=Limits(largest_bytes=limits.largest_bytes)).kind.media_type
    except RefusedDocumentError as refusal:
        raise LinkError(f"{page.address.url}: {refusal}") from refusal


def _in_unicode(location: str) -> str:
    """A redirect's target as its website wrote it: http.client reads every header as Latin-1."""
    return location.encode("latin-1", "replace").decode("utf-8", "replace")
