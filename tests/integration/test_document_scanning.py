"""Scanning by clamd: a file counts as clean only when clamd says so, in so many words."""

import os
import socket
import struct
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.websites import speaking

from coopcouncil.data.documents.scanning import InfectedError, Scanner, ScannerUnavailableError

# clamd's own test virus, put together here so that no scanner takes this file for it
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
STREAM_MAX_LENGTH = 1 << 20


def receive(joined: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        piece = joined.recv(count - len(data))
        if not piece:
            raise ConnectionError
        data += piece
    return data


def clamd(joined: socket.socket) -> None:
    """As clamd answers INSTREAM: pieces after their length, nought at the end, a limit on the whole."""
    assert receive(joined, 10) == b"zINSTREAM\0"
    data = b""
    while size := struct.unpack(">I", receive(joined, 4))[0]:
        if len(data) + size > STREAM_MAX_LENGTH:
            joined.sendall(b"INSTREAM size limit exceeded. ERROR\0")
            return
        data += receive(joined, size)
    joined.sendall(b"stream: Eicar-Test-Signature FOUND\0" if EICAR in data else b"stream: OK\0")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_bytes(os.urandom(300_000))
    return path


def test_clean_file_passes(file: Path) -> None:
    with speaking(clamd) as port:
        Scanner(f"127.0.0.1:{port}").scan(file)
        Scanner(f"localhost:{port}").scan(file)


def test_clean_file_passes_by_a_socket_on_this_machine(file: Path, tmp_path: Path) -> None:
    with speaking(clamd, path=str(tmp_path / "clamd.ctl")):
        Scanner(str(tmp_path / "clamd.ctl")).scan(file)


def test_empty_file_passes(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    with speaking(clamd) as port:
        Scanner(f"127.0.0.1:{port}").scan(tmp_path / "empty")


def test_virus_is_named(file: Path) -> None:
    file.write_bytes(os.urandom(200_000) + EICAR + os.urandom(200_000))
    with speaking(clamd) as port, pytest.raises(InfectedError) as caught:
        Scanner(f"127.0.0.1:{port}").scan(file)
    assert caught.value.signature == "Eicar-Test-Signature"
    assert str(caught.value).startswith("The file holds a virus (Eicar-Test-Signature). Delete it")


def unavailable(file: Path, address: str, seconds: float = 5) -> str:
    with pytest.raises(ScannerUnavailableError) as caught:
        Scanner(address, seconds=seconds).scan(file)
    message = str(caught.value)
    assert message.startswith("The file was not scanned, so it is not taken. ")
    return message


@pytest.mark.parametrize("size", [STREAM_MAX_LENGTH + 1, 8 * STREAM_MAX_LENGTH])
def test_file_too_large_for_the_scanner_is_not_taken_for_clean(file: Path, size: int) -> None:
    file.write_bytes(b"x" * size)
    with speaking(clamd) as port:
        assert "StreamMaxLength in clamd.conf" in unavailable(file, f"127.0.0.1:{port}")


def answering(answer: bytes) -> Callable[[socket.socket], None]:
    def talk(joined: socket.socket) -> None:
        receive(joined, 10)
        while size := struct.unpack(">I", receive(joined, 4))[0]:
            receive(joined, size)
        joined.sendall(answer)

    return talk


@pytest.mark.parametrize(
    "answer",
    [
        b"UNKNOWN COMMAND\0",
        b"stream: Can't allocate memory ERROR\0",
        b"stream: OKAY\0",
        b"OK\0",
        b"stream: OK\nstream: Virus FOUND and more\0",
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"x" * 10_000,
    ],
)
def test_any_other_answer_is_not_taken_for_clean(file: Path, answer: bytes) -> None:
    with speaking(answering(answer)) as port:
        assert "The scanner answered" in unavailable(file, f"127.0.0.1:{port}")


def test_scanner_that_hangs_up_is_not_taken_for_clean(file: Path) -> None:
    with speaking(answering(b"")) as port:
        assert "The scanner hung up" in unavailable(file, f"127.0.0.1:{port}")


def drip(joined: socket.socket) -> None:
    for _ in range(200):
        joined.sendall(b"s")
        time.sleep(0.05)


def stall(joined: socket.socket) -> None:
    joined.recv(1)
    time.sleep(10)


@pytest.mark.parametrize("talk", [drip, stall])
def test_scanner_that_takes_too_long_is_cut_off(file: Path, talk: Callable[[socket.socket], None]) -> None:
    file.write_bytes(b"x" * (20 << 20))
    began = time.monotonic()
    with speaking(talk) as port:
        unavailable(file, f"127.0.0.1:{port}", seconds=0.5)
    assert time.monotonic() - began < 3


def test_scanner_that_is_not_there_is_told(file: Path, tmp_path: Path) -> None:
    with speaking(clamd) as port:
        pass
    assert "cannot be reached (Connection refused). Look whether clamd runs" in unavailable(file, f"127.0.0.1:{port}")
    assert "cannot be reached (No such file" in unavailable(file, str(tmp_path / "none.ctl"))


def test_file_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Scanner("127.0.0.1:3310").scan(tmp_path / "none")


@pytest.mark.parametrize("address", ["", "clamd", "clamd:", ":3310", "clamd:x", "clamd:0", "clamd:70000", "tcp/socket"])
def test_address_of_no_scanner_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="host:port, or as the path of its socket"):
        Scanner(address)
