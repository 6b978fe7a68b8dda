"""Progress for people: a bar on a terminal."""

import sys
import time

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
