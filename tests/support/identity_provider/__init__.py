"""A server of OpenID Connect on this machine, in a process of its own, for single sign-on to be tried against."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

CLIENT = "coopcouncil"
SECRET = "a client secret for tests"  # noqa: S105
PASSWORD = "their password at the council"  # noqa: S105
READY_SECONDS = 60


@contextmanager
def identity_provider(folder: Path, *, callback: str, people: dict[str, bool]) -> Iterator[str]:
    """Serve on a free port until the block ends; the issuer's address.

    `people` maps e-mail addresses to whether the server has checked them. What comes before the @ can ask for a fault
    in the answer: see `adapter.Faults`.
    """
    port = _free_port()
    given = {
        "IDENTITY_DATABASE": str(folder / "identity.sqlite3"),
        "IDENTITY_CALLBACK": callback,
        "IDENTITY_PEOPLE": json.dumps(people),
        "DJANGO_SETTINGS_MODULE": f"{__name__}.settings",
    }
    command = [sys.executable, "-m", f"{__name__}.serve", str(port)]
    with subprocess.Popen(command, env={**os.environ, **given}, cwd=Path(__file__).parents[3]) as server:
        try:
            issuer = f"http://localhost:{port}"
            _wait_for(f"{issuer}/.well-known/openid-configuration", server)
            yield issuer
        finally:
            server.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            if requests.get(address, timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise RuntimeError(f"the identity provider did not answer at {address}")
