"""Copies of linked pages: saved as they are, from public websites only, within a size and a time."""

import gzip
import hashlib
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.support.documents import make_pdf, short
from tests.support.websites import Website, speaking, website

from coopcouncil.data.documents.addresses import resolver
from coopcouncil.data.documents.keeping import Documents
from coopcouncil.data.documents.links import LinkError, LinkLimits, SavedCopy, save_copy

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
PAGE = b"<!doctype html><title>Minutes</title><script>x</script>"
HTML = {"Content-Type": "text/html; charset=utf-8"}
PUBLIC = "93.184.215.14"


@pytest.fixture
def site() -> Iterator[Website]:
    with website() as made:
        yield made


@pytest.fixture
def documents(tmp_path: Path) -> Documents:
    return Documents(tmp_path / "kept")


def save(url: str, documents: Documents, **more: object) -> SavedCopy:
    return save_copy(url, documents=documents, now=lambda: AT, **({"allow_private": True} | more))


def refusal(url: str, documents: Documents, **more: object) -> str:
    with pytest.raises(LinkError) as caught:
        save(url, documents, **more)
    assert list(documents) == []
    return str(caught.value)


def test_page_is_kept_as_it_is(site: Website, documents: Documents) -> None:
    site.pages["/a?b=c%20d"] = (200, HTML, PAGE)
    url = site.url("/a?b=c%20d#part")
    sha256 = hashlib.sha256(PAGE).hexdigest()
    assert save(url, documents) == SavedCopy(url, url, AT, 200, "text/html", len(PAGE), sha256)
    assert documents.path(sha256).read_bytes() == PAGE
    assert site.asked == [(f"127.0.0.1:{site.port}", "/a?b=c%20d")]


@pytest.mark.parametrize(
    ("declared", "body", "media_type"),
    [
        ("application/octet-stream", make_pdf(), "application/pdf"),
        ("text/html", make_pdf(), "application/pdf"),
        ("text/csv", b"a,b\r\n1,2\r\n", "text/plain"),
        ("application/json", b'{"a": 1}', "text/plain"),
        ("application/pdf", PAGE, "text/html"),
        ("application/xhtml+xml", b"<?xml version='1.0'?><html/>", "application/xhtml+xml"),
    ],
    ids=short,
)
def test_media_type_follows_from_the_content(
    site: Website, documents: Documents, declared: str, body: bytes, media_type: str
) -> None:
    site.pages["/"] = (200, {"Content-Type": declared}, body)
    assert save(site.url(), documents).media_type == media_type


def test_linked_file_is_judged_as_if_it_was_handed_in(site: Website, documents: Documents) -> None:
    site.pages["/a/setup%20now.exe"] = (200, {}, b"MZ\x90\0\3\0\0\0")
    assert "setup now.exe is a program. Leave it out" in refusal(site.url("/a/setup%20now.exe"), documents)
    site.pages["/b.pdf"] = (200, {}, make_pdf(b"<< /S /JavaScript >>"))
    assert "b.pdf holds a program (JavaScript)" in refusal(site.url("/b.pdf"), documents)


def test_address_in_other_letters_is_asked_for_as_ascii(site: Website, documents: Documents) -> None:
    site.pages["/caf%C3%A9?q=%C2%A3"] = (200, HTML, PAGE)
    copy = save(f"http://Café.example:{site.port}/café?q=£", documents, resolve=lambda *_: ["127.0.0.1"])
    assert copy.sha256 in documents
    assert site.asked == [(f"xn--caf-dma.example:{site.port}", "/caf%C3%A9?q=%C2%A3")]


def test_redirects_are_followed_and_told(site: Website, documents: Documents) -> None:
    site.pages["/"] = (301, {"Location": "/b c?é=1#x".encode().decode("latin-1")}, b"")
    site.pages["/b%20c?%C3%A9=1"] = (302, {"Location": site.url("/end")}, b"")
    site.pages["/end"] = (200, HTML, PAGE)
    copy = save(site.url(), documents)
    assert (copy.url, copy.final_url) == (site.url(), site.url("/end"))


def test_redirects_without_end_are_cut_off(site: Website, documents: Documents) -> None:
    site.pages["/"] = (307, {"Location": "/"}, b"")
    assert "leads elsewhere more than 5 times" in refusal(site.url(), documents)
    assert len(site.asked) == 6


@pytest.mark.parametrize(
    ("status", "said"), [(404, "404 Not Found"), (403, "403 Forbidden"), (500, "500"), (204, "204")]
)
def test_answer_that_is_no_page_is_told(site: Website, documents: Documents, status: int, said: str) -> None:
    site.pages["/"] = (status, HTML, b"" if status == 204 else PAGE)
    assert f"the website gave no page ({said}" in refusal(site.url(), documents)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "LOCALHOST", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "[::1]", "[::ffff:7f00:1]"],
)
def test_this_machine_is_refused_however_it_is_written(site: Website, documents: Documents, host: str) -> None:
    said = refusal(site.url("/", host), documents, allow_private=False)
    assert "private network" in said or "no website is known" in said
    assert site.asked == []


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Where connections were asked for; those to `PUBLIC` end at this machine instead."""
    asked: list[tuple[str, int]] = []
    really = socket.create_connection

    def connect(place: tuple[str, int], timeout: float) -> socket.socket:
        asked.append(place)
        return really(("127.0.0.1" if place[0] == PUBLIC else place[0], place[1]), timeout=timeout)

    monkeypatch.setattr(socket, "create_connection", connect)
    return asked


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:{port}/secret", "//localhost:{port}/secret", "http://[::1]/", "file:///x"]
)
def test_redirect_to_a_private_address_is_refused(
    site: Website, documents: Documents, connected: list[tuple[str, int]], target: str
) -> None:
    site.pages["/"] = (302, {"Location": target.format(port=site.port)}, b"")
    site.pages["/secret"] = (200, HTML, PAGE)

    def resolve(host: str, port: int) -> list[str]:
        return [PUBLIC] if host == "public.example" else resolver(5)(host, port)

    said = refusal(site.url("/", "public.example"), documents, resolve=resolve, allow_private=False)
    assert "private network" in said or "only pages at http" in said
    assert connected == [(PUBLIC, site.port)]
    assert [path for _, path in site.asked] == ["/"]


def test_host_that_changes_its_address_is_asked_for_once_and_held_to_it(
    site: Website, documents: Documents, connected: list[tuple[str, int]]
) -> None:
    site.pages["/"] = (200, HTML, PAGE)
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    save(site.url("/", "rebinding.example"), documents, resolve=lambda *_: next(answers), allow_private=False)
    assert connected == [(PUBLIC, site.port)]
    assert next(answers) == ["127.0.0.1"]


def test_second_address_is_tried_when_the_first_refuses(site: Website, documents: Documents) -> None:
    site.pages["/"] = (200, HTML, PAGE)
    assert save(site.url("/", "a.example"), documents, resolve=lambda *_: ["127.0.0.2", "127.0.0.1"]).status == 200


def test_unknown_host_is_told(documents: Documents) -> None:
    assert "no website is known by the name nowhere.invalid" in refusal("https://nowhere.invalid/", documents)


def test_resolver_that_never_answers_is_cut_off(documents: Documents, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: threading.Event().wait(20))
    began = time.monotonic()
    said = refusal("https://slow.example/", documents, limits=LinkLimits(seconds=0.2))
    assert "nobody said in time" in said
    assert time.monotonic() - began < 5


def test_page_larger_than_the_limit_is_cut_off(site: Website, documents: Documents) -> None:
    limits = LinkLimits(largest_bytes=1 << 20)
    site.pages["/"] = (200, HTML, b"<" + b"!" * ((1 << 20) - 1))
    assert save(site.url(), documents, limits=limits).size_bytes == 1 << 20
    documents.remove(next(iter(documents)))
    site.pages["/"] = (200, HTML, b"<" + b"!" * (1 << 20))
    assert "larger than 1 MB" in refusal(site.url(), documents, limits=limits)


@pytest.mark.parametrize("packing", ["identity", "gzip", "deflate"])
def test_body_without_end_is_cut_off(documents: Documents, packing: str) -> None:
    packer = zlib.compressobj(wbits=31 if packing == "gzip" else 15)
    piece = b"<!" * 50_000
    pack = (
        (lambda: piece) if packing == "identity" else (lambda: packer.compress(piece) + packer.flush(zlib.Z_SYNC_FLUSH))
    )

    def talk(joined: socket.socket) -> None:
        joined.recv(4096)
        joined.sendall(f"HTTP/1.1 200 OK\r\nContent-Encoding: {packing}\r\n\r\n".encode())
        while True:
            joined.sendall(pack())

    with speaking(talk) as port:
        said = refusal(f"http://127.0.0.1:{port}/", documents, limits=LinkLimits(largest_bytes=2 << 20))
    assert "larger than 2 MB" in said


def test_packed_page_is_unpacked(site: Website, documents: Documents) -> None:
    for packing, body in (("gzip", gzip.compress(PAGE)), ("deflate", zlib.compress(PAGE))):
        site.pages["/"] = (200, {"Content-Encoding": packing}, body)
        assert save(site.url(), documents).sha256 == hashlib.sha256(PAGE).hexdigest()


def test_page_that_unpacks_beyond_the_limit_is_cut_off(site: Website, documents: Documents) -> None:
    site.pages["/"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"<!" * (8 << 20)))
    assert "larger than 1 MB" in refusal(site.url(), documents, limits=LinkLimits(largest_bytes=1 << 20))


@pytest.mark.parametrize(
    ("headers", "body", "said"),
    [
        ({"Content-Encoding": "br"}, PAGE, "packed in a way that is not known"),
        ({"Content-Encoding": "gzip"}, PAGE, "broke off"),
        ({"Content-Encoding": "gzip"}, gzip.compress(PAGE)[:-10], "broke off"),
        ({"Content-Length": "900"}, PAGE, "broke off"),
        ({"Transfer-Encoding": "chunked"}, b"5\r\n<!doc", "did not answer as it should"),
        ({"Transfer-Encoding": "chunked"}, b"zz\r\n<!doc", "did not answer as it should"),
        ({"X": "y" * 70_000}, PAGE, "did not answer as it should"),
        ({}, b"", "is empty"),
    ],
    ids=short,
)
def test_page_that_is_not_whole_is_refused(
    site: Website, documents: Documents, headers: dict[str, str], body: bytes, said: str
) -> None:
    site.pages["/"] = (200, headers, body)
    assert said in refusal(site.url(), documents)


def drip_body(joined: socket.socket) -> None:
    joined.recv(4096)
    joined.sendall(b"HTTP/1.1 200 OK\r\n\r\n<!doctype html>")
    for _ in range(200):
        joined.sendall(b"x")
        time.sleep(0.05)


def drip_headers(joined: socket.socket) -> None:
    joined.recv(4096)
    joined.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    for _ in range(200):
        joined.sendall(b"x")
        time.sleep(0.05)


def say_to_go_on(joined: socket.socket) -> None:
    joined.recv(4096)
    for _ in range(200):
        joined.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        time.sleep(0.05)


def say_nothing(joined: socket.socket) -> None:
    joined.recv(4096)
    time.sleep(10)


@pytest.mark.parametrize("talk", [drip_body, drip_headers, say_to_go_on, say_nothing])
def test_website_that_drips_is_cut_off(documents: Documents, talk: Callable[[socket.socket], None]) -> None:
    began = time.monotonic()
    with speaking(talk) as port:
        said = refusal(f"http://127.0.0.1:{port}/", documents, limits=LinkLimits(seconds=0.5))
    assert "took longer than 0.5 seconds" in said
    assert time.monotonic() - began < 3


def test_website_that_never_secures_the_connection_is_cut_off(documents: Documents) -> None:
    with speaking(say_nothing) as port:
        said = refusal(f"https://127.0.0.1:{port}/", documents, limits=LinkLimits(seconds=0.5))
    assert "took longer than 0.5 seconds" in said


@pytest.mark.parametrize("answer", [b"", b"SSH-2.0-OpenSSH_9\r\n", b"HTTP/1.1 abc\r\n\r\n", b"\0" * 70_000])
def test_server_that_is_no_website_is_told(documents: Documents, answer: bytes) -> None:
    def talk(joined: socket.socket) -> None:
        joined.recv(4096)
        joined.sendall(answer)

    with speaking(talk) as port:
        said = refusal(f"http://127.0.0.1:{port}/", documents)
    assert "did not answer as it should" in said


def test_website_that_is_not_there_is_told(documents: Documents) -> None:
    with speaking(say_nothing) as port:
        pass
    assert "did not answer as it should (" in refusal(f"http://127.0.0.1:{port}/", documents)


def certificate(folder: Path, host: str) -> Path:
    """A certificate for `host` that vouches for itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "site.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@contextmanager
def secured(folder: Path, talk: Callable[[socket.socket], None]) -> Iterator[str]:
    """A website at council.example that proves who it is by `folder`/site.pem."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(folder, "council.example"))

    def talk_securely(joined: socket.socket) -> None:
        with context.wrap_socket(joined, server_side=True) as wrapped:
            talk(wrapped)

    with speaking(talk_securely) as port:
        yield f"https://council.example:{port}/"


def give_page(joined: socket.socket) -> None:
    joined.recv(4096)
    joined.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(PAGE) + PAGE)


def here(_host: str, _port: int) -> list[str]:
    return ["127.0.0.1"]


def test_website_proves_who_it_is_by_the_name_asked_for(
    documents: Documents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with secured(tmp_path, give_page) as url:
        assert "cannot prove who it is" in refusal(url, documents, resolve=here)
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "site.pem"))
        other = url.replace("council.example", "other.example")
        assert "cannot prove who it is" in refusal(other, documents, resolve=here)
        assert save(url, documents, resolve=here).size_bytes == len(PAGE)


def test_secured_website_that_drips_is_cut_off(
    documents: Documents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with secured(tmp_path, drip_body) as url:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "site.pem"))
        said = refusal(url, documents, resolve=here, limits=LinkLimits(seconds=0.5))
    assert "took longer than 0.5 seconds" in said
