"""Web addresses that may be fetched, and the hosts behind them that may be spoken to.

Whoever can make a server fetch an address of their choosing can make it speak to machines that only it can reach. So
every address is checked, every host is resolved once, and only the addresses that were checked are connected to.
"""

import ipaddress
import queue
import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

Resolver = Callable[[str, int], list[str]]
LONGEST_URL = 2_000
_PORTS = {"http": 80, "https": 443}
_LEAST_OTHER_PORT = 1024  # below lie mail, shells and the like, which must not be spoken to
_KEPT = "!$&'()*+,;=:@/?-._~%[]"
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f\\]")
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # an IPv4 address inside IPv6, RFC 6052
_TUNNELS = tuple(map(ipaddress.ip_network, ("2002::/16", "2001::/32", "64:ff9b:1::/48")))


class LinkError(Exception):
    """A linked page cannot be copied; the message names the address, what is wrong and what to do."""


class PageGoneError(LinkError):
    """The website answers, and says that there is no such page (404) or no longer (410)."""


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An address that may be fetched, taken apart. `target` is the path and query to ask for."""

    url: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def host_header(self) -> str:
        """The host as a request names it: with its port unless that is the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def read_address(url: str) -> WebAddress:
    """Take a web address apart. Raises LinkError for what is not http or https, holds a password, or names no host."""
    if len(url) > LONGEST_URL:
        raise LinkError(f"{url[:80]}…: the address is longer than {LONGEST_URL:,} characters. Give a shorter one.")
    if _UNPRINTABLE.search(url):
        raise LinkError(f"{url!r}: the address holds spaces or characters that have no place there. Copy it again.")
    try:
        parts = urlsplit(url)
        given_port = parts.port
        host = _plain_host(parts.hostname or "")
    except ValueError:
        raise LinkError(f"{url}: this is no web address. Copy it again from the browser.") from None
    if parts.scheme not in _PORTS:
        raise LinkError(f"{url}: only pages at http:// or https:// can be copied. Save the page, and add it as a file.")
    if "@" in parts.netloc:
        raise LinkError(f"{host}: the address holds a name or password. Take it out, and try again.")
    if not host:
        raise LinkError(f"{url}: the address names no website. Copy it again from the browser.")
    port = _PORTS[parts.scheme] if given_port is None else given_port
    if port not in _PORTS.values() and port < _LEAST_OTHER_PORT:
        raise LinkError(f"{url}: websites do not use port {port}. Copy the address again from the browser.")
    query = f"?{quote(parts.query, safe=_KEPT)}" if parts.query else ""
    return WebAddress(url, parts.scheme, host, port, quote(parts.path or "/", safe=_KEPT) + query)


def _plain_host(host: str) -> str:
    """A host's name in ASCII. Raises ValueError for one that cannot be written so."""
    return host if ":" in host else host.encode("idna").decode("ascii")


def follow(address: WebAddress, location: str) -> WebAddress:
    """Where a redirect from `address` leads. Raises LinkError as `read_address` does."""
    return read_address(urljoin(address.url, location.split("#", 1)[0].strip().replace(" ", "%20")))


def reachable(address: WebAddress, resolve: Resolver, *, allow_private: bool) -> list[str]:
    """The IP addresses of the host, all of them public unless `allow_private`.

    Raises LinkError when the host is not known, or when any of its addresses lies inside a private network.
    """
    found = resolve(address.host, address.port)
    if not found:
        raise LinkError(f"{address.url}: no website is known by the name {address.host}. Look at its spelling.")
    for each in found:
        if not (allow_private or is_public(each)):
            raise LinkError(
                f"{address.url}: {address.host} lies inside a private network, and only public pages are copied. "
                "Save the page, and add it as a file."
            )
    return found


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet. What is no IP address is not."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(read, ipaddress.IPv6Address):
        if read in _TRANSLATED:
            return is_public(str(ipaddress.IPv4Address(int(read) & 0xFFFFFFFF)))
        if read.ipv4_mapped is not None or read.is_site_local or any(read in tunnel for tunnel in _TUNNELS):
            return False
    return read.is_global and not (read.is_multicast or read.is_reserved or read.is_unspecified)


def resolver(seconds: float) -> Resolver:
    """A resolver that asks the system, and gives up after so many seconds (the system's own limit is far longer)."""

    def resolve(host: str, port: int) -> list[str]:
        answers: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
        threading.Thread(target=lambda: answers.put(_ask_system(host, port)), daemon=True).start()
        try:
            return answers.get(timeout=seconds)
        except queue.Empty:
            raise LinkError(f"{host}: nobody said in time where this website is. Try again later.") from None

    return resolve


def _ask_system(host: str, port: int) -> list[str]:
    try:
        infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(info[4][0]) for info in infos))
