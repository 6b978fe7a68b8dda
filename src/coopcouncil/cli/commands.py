"""Which commands there are. Each lives in its own module and is imported only when it is called."""

import importlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from coopcouncil import __version__

Command = TypeVar("Command", bound=Callable[..., Any])

# name of the command -> module and attribute that hold it
NOUNS = {
    "backup": "coopcouncil.cli.backup:backup",
    "calendars": "coopcouncil.cli.calendars:calendars",
    "demo": "coopcouncil.cli.demo:demo",
    "health": "coopcouncil.cli.health:health",
    "match": "coopcouncil.cli.match:match",
    "meetings": "coopcouncil.cli.meetings:meetings",
    "motions": "coopcouncil.cli.motions:motions",
    "notices": "coopcouncil.cli.notices:notices",
    "people": "coopcouncil.cli.people:people",
    "migrate": "coopcouncil.cli.migrate:migrate",
    "places": "coopcouncil.cli.places:places",
    "record": "coopcouncil.cli.record:record",
    "registers": "coopcouncil.cli.registers:registers",
    "restore": "coopcouncil.cli.restore:restore",
    "serve": "coopcouncil.cli.serve:serve",
    "spending": "coopcouncil.cli.spending:spending",
    "worker": "coopcouncil.cli.worker:worker",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, so that `--help` is quick."""

    def __init__(self, *args: object, lazy: dict[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command's name, in order."""
        return sorted({*self.lazy, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now, or None."""
        if cmd_name not in self.lazy:
            return super().get_command(ctx, cmd_name)
        module, attribute = self.lazy[cmd_name].split(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)  # noqa: S101 - our own table above
        return command


@click.group(cls=LazyGroup, lazy=NOUNS)
@click.version_option(__version__, prog_name="coopcouncil")
def main() -> None:
    """Turn a council's co-operative promises into evidence."""


def data_folder_option(command: Command) -> Command:
    """The option `--data FOLDER` that every command reading or writing the store takes, as `data: Path`."""
    return click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        default=lambda: os.environ.get("COOPCOUNCIL_DATA", "coopcouncil-data"),
        show_default="$COOPCOUNCIL_DATA, or ./coopcouncil-data",
        help="Folder that holds the snapshots.",
    )(command)
