"""`coopcouncil serve`: the pages and a worker, for this machine alone or, in production, for a proxy in front."""

import os
import secrets
import socket
import sys
from importlib.util import find_spec
from pathlib import Path

import click
from django.db import connections

from coopcouncil.cli.commands import data_folder_option
from coopcouncil.cli.database import open_database
from coopcouncil.cli.errors import ending_clearly
from coopcouncil.cli.supervisor import Child, Supervisor
from coopcouncil.web.build import BuildError, check_theme
from coopcouncil.web.environment import Environment

HOST = "127.0.0.1"
BUILT = ("web", "static", "built", "pages.css")
SETTINGS = "python:coopcouncil.web.running.gunicorn_settings"


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port of this machine.")
@click.option(
    "--host",
    default=HOST,
    show_default=True,
    help="Address to listen on; another than this machine's own needs COOPCOUNCIL_ADDRESS.",
)
@click.option("--no-worker", is_flag=True, help="Leave background work to a coopcouncil worker that runs elsewhere.")
@click.option("--demo", is_flag=True, help="Say on every page that the council is fictional.")
@data_folder_option
def serve(port: int, host: str, no_worker: bool, demo: bool, data: Path) -> None:
    """Serve the pages, and do the work they ask for in the background, until Ctrl-C.

    The database is brought up to this version first.
    """
    if host not in (HOST, "localhost") and not Environment().is_production:
        raise click.UsageError(
            f"Without COOPCOUNCIL_ADDRESS the pages are served on {HOST} only: their settings are not safe for others "
            f"who could reach {host}. See docs/how-to/run-in-production.md."
        )
    _check_built()
    _check_free(host, port)
    os.environ.update(_environment(data, demo=demo))
    with ending_clearly():
        open_database(data)
    _say_if_nobody_has_access()
    connections.close_all()  # the supervisor needs none
    click.echo(f"The pages are at http://{host}:{port}/ (press Ctrl-C to stop).")
    sys.exit(Supervisor(_children(host, port, data)[: 1 if no_worker else None], os.environ).run())


def _say_if_nobody_has_access() -> None:
    from coopcouncil.web.people.models import Person  # noqa: PLC0415 - see `open_database`

    if not Person.objects.exists():
        click.echo("Nobody can sign in yet. Begin with: coopcouncil people invite EMAIL --role administrator")


def _children(host: str, port: int, data: Path) -> list[Child]:
    """What runs together: the server of the pages, whose end is the end, and the worker, which is started again."""
    worker = [sys.executable, "-m", "coopcouncil.cli", "worker", "--data", str(data)]
    return [Child("server of the pages", _command(host, port)), Child("worker", worker, restarts=True)]


def _command(host: str, port: int) -> list[str]:
    """gunicorn in this Python."""
    return [sys.executable, "-m", "gunicorn", "--config", SETTINGS, "--bind", f"{host}:{port}"]


def _environment(data: Path, *, demo: bool) -> dict[str, str]:
    """What the workers read: the same key for all, so that a form from one is accepted by the other."""
    given = {"COOPCOUNCIL_DATA": str(data.resolve()), "DJANGO_SETTINGS_MODULE": "coopcouncil.web.settings"}
    if demo:
        given["COOPCOUNCIL_DEMO"] = "1"
    if not Environment().is_production:
        given["COOPCOUNCIL_SECRET_KEY"] = Environment().text("COOPCOUNCIL_SECRET_KEY") or secrets.token_urlsafe(48)
    return given


def _check_built() -> None:
    package = find_spec("coopcouncil")
    assert package is not None  # noqa: S101 - this very package
    assert package.origin is not None  # noqa: S101
    if not Path(package.origin).parent.joinpath(*BUILT).is_file():
        raise click.UsageError("The style sheet has not been built. Run: python -m coopcouncil.web.build")
    try:
        check_theme()
    except BuildError as problem:
        raise click.UsageError(str(problem)) from None


def _check_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise click.UsageError(
                f"Port {port} is in use. Stop what uses it, or choose another, for example --port {port % 65000 + 80}."
            ) from None
