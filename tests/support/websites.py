"""Small websites on this machine: one that answers as told, and one that speaks byte by byte as it likes."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Page = tuple[int, dict[str, str], bytes]


class Website:
    """The pages of a website by path, and what was asked of it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, str]] = []

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


@contextmanager
def website() -> Iterator[Website]:
    """A website on a free port; a path it does not know is 404."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.headers["Host"], self.path))
            status, headers, body = site.pages.get(self.path, (404, {}, b"none"))
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Website(server.server_port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def speaking(talk: Callable[[socket.socket], None], *, path: str | None = None) -> Iterator[int]:
    """A server that hands every connection to `talk`, on a free port or on a socket at `path`; yields the port."""
    listening = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
    listening.bind(path or ("127.0.0.1", 0))
    listening.listen()

    def serve() -> None:
        while True:
            try:
                joined, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=_talk, args=(talk, joined), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield 0 if path else listening.getsockname()[1]
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()


def _talk(talk: Callable[[socket.socket], None], joined: socket.socket) -> None:
    try:
        with joined:
            talk(joined)
    except OSError:
        return  # the other side hung up, as it should
