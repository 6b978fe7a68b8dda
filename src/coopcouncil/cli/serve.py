"""`coopcouncil serve`: the pages and the worker; for this machine alone until the settings are those of production."""

import errno
import os
import secrets
import socket
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from coopcouncil.cli.commands import data_folder_option
from coopcouncil.cli.django import PREPARE, SETTINGS, given_environment
from coopcouncil.cli.supervisor import Child, Supervisor

HOST = "127.0.0.1"
BUILT = ("web", "static", "built", "pages.css")


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port of this machine.")
@click.option(
    "--host", default=HOST, show_default=True, help="Address to listen on; another than this takes COOPCOUNCIL_ADDRESS."
)
@click.option("--demo", is_flag=True, help="Say on every page that the council is fictional.")
@data_folder_option
def serve(port: int, host: str, demo: bool, data: Path) -> None:
    """Serve the pages and do the long work they ask for, until Ctrl-C.

    The database is brought up to date first.
    """
    given = given_environment()
    _check_host(host, given)
    _check_built()
    _check_free(host, port)
    environment = _environment(data, demo=demo)
    data.mkdir(parents=True, exist_ok=True)
    _prepare(environment)
    click.echo(f"The pages are at {given.address or f'http://{host}:{port}'}/ (press Ctrl-C to stop).")
    sys.exit(Supervisor(_children(host, port, data), environment).run())


def _children(host: str, port: int, data: Path) -> list[Child]:
    return [
        Child("server of the pages", _server(host, port)),
        Child("worker", [sys.executable, "-m", "coopcouncil.cli", "worker", "--data", str(data)], restarts=True),
    ]


def _server(host: str, port: int) -> list[str]:
    """gunicorn in this Python. Threads let pages be read while a file is being checked."""
    options = ["--no-control-socket", "--workers", "2", "--threads", "4", "--timeout", "300", "--log-level", "warning"]
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return [sys.executable, "-m", "gunicorn", *options, "--bind", bind, "coopcouncil.web.wsgi"]


def _environment(data: Path, *, demo: bool) -> dict[str, str]:
    """What the children read: the same key for all, so that a form from one is accepted by the other."""
    given = {"COOPCOUNCIL_DATA": str(data.resolve()), "DJANGO_SETTINGS_MODULE": SETTINGS}
    if demo:
        given["COOPCOUNCIL_DEMO"] = "1"
    return {"COOPCOUNCIL_SECRET_KEY": secrets.token_urlsafe(48), **os.environ, **given}


def _prepare(environment: dict[str, str]) -> None:
    """Bring the database up to date, in processes of their own, so that the supervisor stays small."""
    for command in PREPARE:
        done = subprocess.run([sys.executable, "-m", "django", *command], env=environment, check=False)
        if done.returncode:
            raise click.UsageError("The database could not be brought up to date: what failed is said above.")


def _check_host(host: str, given: Any) -> None:
    if host in (HOST, "localhost") or given.is_production:
        return
    raise click.UsageError(
        f"The pages are served on {HOST} only, until the settings are those of production: whoever reached {host} "
        "would send passwords in the clear. Set COOPCOUNCIL_ADDRESS and what it asks for, see "
        "docs/how-to/serve-the-pages.md."
    )


def _check_built() -> None:
    package = find_spec("coopcouncil")
    assert package is not None  # noqa: S101 - this very package
    assert package.origin is not None  # noqa: S101
    if not Path(package.origin).parent.joinpath(*BUILT).is_file():
        raise click.UsageError("The style sheet has not been built. Run: python -m coopcouncil.web.build")


def _check_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.UsageError(
                f"Port {port} is in use. Stop what uses it, or choose another, for example --port {port % 65000 + 80}."
                if error.errno == errno.EADDRINUSE
                else f"The pages cannot be served on {host}, port {port}: {error.strerror}."
            ) from None
