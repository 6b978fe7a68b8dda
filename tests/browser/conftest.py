"""A live server over the small snapshot, and Chromium to look at it with."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.support.site import make_tiny, site_over

# Playwright runs a loop of its own in this thread, where Django would refuse to ask the database
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
CHROMIUM = Path("/usr/bin/chromium-headless-shell")
STYLES = Path(__file__).parents[2] / "src/coopcouncil/web/static/built/pages.css"


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _need(path: Path, what: str) -> None:
    """Skip where something is missing on a person's machine; fail where every check has to run."""
    if not path.exists():
        message = f"{path} is missing: {what}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    _need(CHROMIUM, "install the Debian package chromium-headless-shell")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the pages are served, over a snapshot that no test changes."""
    with _serving(tmp_path_factory.mktemp("site")) as served:
        yield served


@pytest.fixture
def own_address(tmp_path: Path) -> Iterator[str]:
    """Where the pages are served, over a snapshot of this test's own."""
    with _serving(tmp_path / "site") as served:
        yield served


@contextmanager
def _serving(root: Path) -> Iterator[str]:
    _need(STYLES, "run python -m coopcouncil.web.build")
    make_tiny(root)
    with site_over(root):
        from coopcouncil.web.wsgi import application

        server = make_server("127.0.0.1", 0, application, server_class=_Server, handler_class=_Silent)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()
