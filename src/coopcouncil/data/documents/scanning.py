"""Scanning for viruses by ClamAV: its daemon clamd is sent the file and answers with what it found.

The exchange is clamd's INSTREAM command: pieces, each after its length in four bytes, then a length of nought.
"""

import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PIECE_BYTES = 1 << 16
LONGEST_ANSWER = 4096
USUAL_SECONDS = 120.0  # clamd gives up on a file after as long
_UNSCANNED = "The file was not scanned, so it is not taken."


class ScannerUnavailableError(Exception):
    """The file could not be scanned; the message says what to do. It must not be taken for clean."""


class InfectedError(Exception):
    """A virus was found. `signature` is the scanner's name for it."""

    def __init__(self, signature: str) -> None:
        super().__init__(signature)
        self.signature = signature

    def __str__(self) -> str:
        return f"The file holds a virus ({self.signature}). Delete it, and have the computer it came from scanned."


class Scanner:
    """clamd at 'host:port' or at the path of its socket, beginning with '/'. `seconds` is for one file in all."""

    def __init__(self, address: str, *, seconds: float = USUAL_SECONDS) -> None:
        """Raise ValueError for an address that is neither."""
        self.address = address
        self.seconds = seconds
        self._place: str | tuple[str, int] = address if address.startswith("/") else _host_and_port(address)

    def scan(self, path: Path) -> None:
        """Return when the scanner finds the file clean.

        Raises InfectedError when it finds a virus; ScannerUnavailableError when it cannot be reached, takes too long,
        or gives any answer but these two; OSError when the file cannot be read.
        """
        deadline = time.monotonic() + self.seconds
        with path.open("rb") as file, self._troubles_told():
            answer = self._ask(file_pieces=iter(lambda: file.read(PIECE_BYTES), b""), deadline=deadline)
        _judge(answer)

    @contextmanager
    def _troubles_told(self) -> Iterator[None]:
        try:
            yield
        except TimeoutError:
            raise ScannerUnavailableError(
                f"{_UNSCANNED} The scanner at {self.address} took longer than {self.seconds:g} seconds. "
                "Try again later."
            ) from None
        except OSError as error:
            raise ScannerUnavailableError(
                f"{_UNSCANNED} The scanner at {self.address} cannot be reached ({error.strerror or error}). "
                "Look whether clamd runs there."
            ) from error

    def _ask(self, *, file_pieces: Iterator[bytes], deadline: float) -> str:
        with self._connected(deadline) as joined:
            try:
                _send(joined, b"zINSTREAM\0", deadline)
                for piece in file_pieces:
                    _send(joined, struct.pack(">I", len(piece)) + piece, deadline)
                _send(joined, struct.pack(">I", 0), deadline)
            except (BrokenPipeError, ConnectionResetError):
                pass  # clamd hangs up on what is too large: its answer says so
            try:
                return _answer(joined, deadline)
            except ConnectionResetError:
                return ""

    def _connected(self, deadline: float) -> socket.socket:
        if isinstance(self._place, tuple):
            return socket.create_connection(self._place, timeout=_left(deadline))
        joined = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            joined.settimeout(_left(deadline))
            joined.connect(self._place)
        except OSError:
            joined.close()
            raise
        return joined


def _judge(answer: str) -> None:
    if answer == "stream: OK":
        return
    result = answer.removeprefix("stream: ")
    if result.endswith(" FOUND"):
        raise InfectedError(result.removesuffix(" FOUND"))
    if not answer or "size limit exceeded" in answer:
        said = "It is larger than the scanner takes" if answer else "The scanner hung up: it may be too large for it"
        raise ScannerUnavailableError(f"{_UNSCANNED} {said}. Raise StreamMaxLength in clamd.conf, or look at its log.")
    raise ScannerUnavailableError(f"{_UNSCANNED} The scanner answered {answer!r}. Look at its log.")


def _send(joined: socket.socket, data: bytes, deadline: float) -> None:
    joined.settimeout(_left(deadline))
    joined.sendall(data)


def _answer(joined: socket.socket, deadline: float) -> str:
    answer = b""
    while b"\0" not in answer and len(answer) < LONGEST_ANSWER:
        joined.settimeout(_left(deadline))
        piece = joined.recv(LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _host_and_port(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    if not (host and port.isdecimal() and 0 < int(port) < 1 << 16):
        raise ValueError(f"'{address}' is no scanner's address. Give it as host:port, or as the path of its socket.")
    return host.strip("[]"), int(port)
