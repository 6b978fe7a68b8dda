"""One request to one web address: connected only to what was checked, cut off at a time and a size."""

import http.client
import io
import socket
import ssl
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from coopcouncil import __version__
from coopcouncil.data.documents.addresses import LinkError, WebAddress
from coopcouncil.data.documents.given import in_megabytes

PIECE_BYTES = 1 << 16
_HEADERS = {
    "User-Agent": f"coopcouncil/{__version__} (saves a copy of one linked page)",
    "Accept": "*/*",
    "Accept-Encoding": "identity",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment by which everything must have happened, on the monotonic clock; `seconds` is for messages."""

    at: float
    seconds: float

    def left(self) -> float:
        """The seconds that are left. Raises TimeoutError when there are none."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


@dataclass(frozen=True, slots=True)
class Answer:
    """What a website answered; its page has yet to be read."""

    address: WebAddress
    response: http.client.HTTPResponse
    deadline: Deadline

    def pieces(self, most: int) -> Iterator[bytes]:
        """The page in pieces, unpacked where the website packed it unasked.

        Raises LinkError for more than `most` bytes, for a way of packing that is not known, when the page breaks off
        and when it takes too long.
        """
        packing = self.response.headers.get("Content-Encoding", "identity").strip().lower()
        raw = self._limited(self._raw(), most)
        if packing == "identity":
            return raw
        if packing not in ("gzip", "x-gzip", "deflate"):
            raise LinkError(f"{self.address.url}: the page is packed in a way that is not known. Add it as a file.")
        return self._limited(self._unpacked(raw, most), most)

    def _raw(self) -> Iterator[bytes]:
        while True:
            with _troubles_told(self.address, self.deadline):
                piece = self.response.read(PIECE_BYTES)
            if not piece:
                break
            yield piece
        if self.response.length:  # read() says nothing when fewer bytes come than were promised
            raise self._broken_off()

    def _unpacked(self, raw: Iterable[bytes], most: int) -> Iterator[bytes]:
        inflater = zlib.decompressobj(zlib.MAX_WBITS | 32)  # either header
        for piece in raw:
            try:
                yield inflater.decompress(piece, most + 1)
            except zlib.error:
                raise self._broken_off() from None
            if inflater.unconsumed_tail:
                raise self._too_large(most)
        if not inflater.eof:
            raise self._broken_off()

    def _limited(self, pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
        size = 0
        for piece in pieces:
            size += len(piece)
            if size > most:
                raise self._too_large(most)
            yield piece

    def _too_large(self, most: int) -> LinkError:
        return LinkError(
            f"{self.address.url}: the page is larger than {in_megabytes(most)}. Save the part that matters, and add it "
            "as a file."
        )

    def _broken_off(self) -> LinkError:
        return LinkError(f"{self.address.url}: the page broke off before its end. Try again later.")


@contextmanager
def answered(address: WebAddress, hosts: list[str], deadline: Deadline) -> Iterator[Answer]:
    """Ask for one page at the first of the IP addresses `hosts` that can be connected to.

    Raises LinkError when the website does not answer as one, cannot prove who it is, or takes too long.
    """
    with _troubles_told(address, deadline):
        plain = _connected(address, hosts, deadline)
    with closing(plain):
        with _troubles_told(address, deadline):
            joined = _secured(address, plain)
        with closing(joined):
            with _troubles_told(address, deadline):
                response = _asked(address, joined, deadline)
            with closing(response):
                yield Answer(address, response, deadline)


@contextmanager
def _troubles_told(address: WebAddress, deadline: Deadline) -> Iterator[None]:
    try:
        yield
    except TimeoutError:
        raise LinkError(
            f"{address.url}: the website took longer than {deadline.seconds:g} seconds. Try again later, or save the "
            "page, and add it as a file."
        ) from None
    except ssl.SSLCertVerificationError as error:
        raise LinkError(
            f"{address.url}: the website cannot prove who it is ({error.verify_message}). Look at the address; if it "
            "is right, save the page, and add it as a file."
        ) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise LinkError(
            f"{address.url}: the website did not answer as it should ({str(error) or type(error).__name__}). "
            "Look at the address, or try again later."
        ) from error


def _connected(address: WebAddress, hosts: list[str], deadline: Deadline) -> socket.socket:
    for host in hosts[:-1]:
        try:
            return socket.create_connection((host, address.port), timeout=deadline.left())
        except TimeoutError:
            raise
        except OSError:  # as where there is no way to IPv6: the next may do
            continue
    return socket.create_connection((hosts[-1], address.port), timeout=deadline.left())


def _secured(address: WebAddress, plain: socket.socket) -> socket.socket:
    if address.scheme == "http":
        return plain
    return ssl.create_default_context().wrap_socket(plain, server_hostname=address.host)


def _asked(address: WebAddress, joined: socket.socket, deadline: Deadline) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(address.host, address.port)
    connection.sock = _Timed(joined, deadline)
    connection.request("GET", address.target, headers={"Host": address.host_header, **_HEADERS})
    return connection.getresponse()


class _Timed:
    """A socket as http.client uses it, of which every wait ends at the deadline, not each after so long."""

    def __init__(self, joined: socket.socket, deadline: Deadline) -> None:
        self._joined = joined
        self._deadline = deadline

    def sendall(self, data: bytes) -> None:
        self._joined.settimeout(self._deadline.left())
        self._joined.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self._joined, self._deadline))

    def close(self) -> None:
        """Left to whoever opened the socket: http.client closes it before the page is read."""


class _Incoming(io.RawIOBase):
    def __init__(self, joined: socket.socket, deadline: Deadline) -> None:
        self._joined = joined
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        self._joined.settimeout(self._deadline.left())
        return self._joined.recv_into(buffer)
