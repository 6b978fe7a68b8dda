"""Progress for people and for pages: a bar on a terminal, and a small status file that a page can read."""

import json
import sys
import time
from pathlib import Path

import click

WIDTH = 30
SECONDS_BETWEEN = 0.2


class TerminalProgress:
    """A line for each step of long work, on standard error so that output can be piped; redrawn on a terminal."""

    def __init__(self) -> None:
        self.stream = sys.stderr
        self.step = ""
        self.drawn_at = 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show how far the step `what` is; see `vocabulary.progress.Progress`."""
        if what != self.step:
            self.close()
            self.step = what
            if not self.stream.isatty():
                click.echo(f"{what}...", file=self.stream)
        now = time.monotonic()
        if self.stream.isatty() and (done >= total or now - self.drawn_at > SECONDS_BETWEEN):
            self.drawn_at = now
            click.echo(f"\r{what}{_bar(done, total)}", nl=False, file=self.stream)

    def close(self) -> None:
        """End the line that is being redrawn, if one is."""
        if self.step and self.stream.isatty():
            click.echo(file=self.stream)
        self.step = ""


def _bar(done: int, total: int) -> str:
    if not total:
        return "..."
    filled = WIDTH * done // total
    return f"  [{'#' * filled}{'-' * (WIDTH - filled)}] {100 * done // total:3}%"


class StatusFile:
    """Long work's state as a JSON file: what, done, total, state (running, done or failed) and message."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, what: str, done: int, total: int) -> None:
        """Write how far the step `what` is; see `vocabulary.progress.Progress`."""
        self._write(what=what, done=done, total=total, state="running", message="")

    def finish(self, state: str, message: str) -> None:
        """Write that the work is over: `state` is done or failed, `message` says what came of it."""
        self._write(what="", done=0, total=0, state=state, message=message)

    def _write(self, **status: str | int) -> None:
        partial = self.path.with_suffix(".partial")
        partial.write_text(json.dumps(status), encoding="utf-8")
        partial.replace(self.path)
