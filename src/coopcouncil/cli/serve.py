"""`coopcouncil serve`: the pages, for this machine alone."""

import os
import secrets
import socket
import sys
from importlib.util import find_spec
from pathlib import Path

import click

from coopcouncil.cli.commands import data_folder_option

HOST = "127.0.0.1"
BUILT = ("web", "static", "built", "pages.css")


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port of this machine.")
@click.option("--host", default=HOST, hidden=True)
@click.option("--demo", is_flag=True, help="Say on every page that the council is fictional.")
@data_folder_option
def serve(port: int, host: str, demo: bool, data: Path) -> None:
    """Serve the pages on this machine until Ctrl-C."""
    if host not in (HOST, "localhost"):
        raise click.UsageError(
            f"The pages are served on {HOST} only: they have no accounts yet, so whoever reached {host} could change "
            "the figures."
        )
    _check_built()
    _check_free(port)
    click.echo(f"The pages are at http://{HOST}:{port}/ (press Ctrl-C to stop).")
    os.execve(sys.executable, _command(port), _environment(data, demo=demo))  # noqa: S606 - no shell, our own arguments


def _command(port: int) -> list[str]:
    """gunicorn in this Python. Threads let pages be read while a file is being checked."""
    options = ["--no-control-socket", "--workers", "2", "--threads", "4", "--timeout", "300", "--log-level", "warning"]
    return [sys.executable, "-m", "gunicorn", *options, "--bind", f"{HOST}:{port}", "coopcouncil.web.wsgi"]


def _environment(data: Path, *, demo: bool) -> dict[str, str]:
    """What the workers read: the same key for all, so that a form from one is accepted by the other."""
    given = {"COOPCOUNCIL_DATA": str(data.resolve()), "DJANGO_SETTINGS_MODULE": "coopcouncil.web.settings"}
    if demo:
        given["COOPCOUNCIL_DEMO"] = "1"
    return {"COOPCOUNCIL_SECRET_KEY": secrets.token_urlsafe(48), **os.environ, **given}


def _check_built() -> None:
    package = find_spec("coopcouncil")
    assert package is not None  # noqa: S101 - this very package
    assert package.origin is not None  # noqa: S101
    if not Path(package.origin).parent.joinpath(*BUILT).is_file():
        raise click.UsageError("The style sheet has not been built. Run: python -m coopcouncil.web.build")


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise click.UsageError(
                f"Port {port} is in use. Stop what uses it, or choose another, for example --port {port % 65000 + 80}."
            ) from None
