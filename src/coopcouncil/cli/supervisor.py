"""A small supervisor: keeps the pages' server and the worker running together, and ends both together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

import click

SECONDS_BETWEEN_LOOKS = 0.2
# a job that runs is let finish for so long; then it is stopped, which leaves the data as it was; then all is killed
SECONDS_TO_FINISH = 10.0
SECONDS_TO_STOP = 20.0
LONGEST_WAIT = 30.0
STEADY = 60.0  # a child that lived so long was well: the next wait before its restart is the shortest again
PR_SET_PDEATHSIG = 1
STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


@dataclass
class Child:
    """One process that is kept running. `restarts` says whether its end is mended, or ends everything."""

    name: str
    command: Sequence[str]
    restarts: bool = False
    process: "subprocess.Popen[bytes] | None" = None
    began: float = 0.0
    wait: float = 0.5
    due: float = field(default=0.0)

    @property
    def runs(self) -> bool:
        """Whether it is there."""
        return self.process is not None and self.process.poll() is None


class Supervisor:
    """Starts the children, restarts the one that may die, and passes a stop on to all."""

    def __init__(self, children: Sequence[Child], environment: Mapping[str, str]) -> None:
        self.children = children
        self.environment = dict(environment)
        self.stops = 0

    def run(self) -> int:
        """Run until told to stop, or until a child ends that is not restarted; the exit status."""
        for each in STOPS:
            signal.signal(each, self._stop)
        for child in self.children:
            self._start(child)
        while not self.stops:
            ended = next((each for each in self.children if not each.runs and not each.restarts), None)
            if ended is not None:
                self._end_all()
                assert ended.process is not None  # noqa: S101 - it was started above
                return ended.process.returncode or 1
            self._restart_the_dead()
            time.sleep(SECONDS_BETWEEN_LOOKS)
        self._end_all()
        return 0

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stops += 1

    def _start(self, child: Child) -> None:
        child.began = time.monotonic()
        child.process = subprocess.Popen(
            child.command,
            env=self.environment,
            process_group=0,  # Ctrl-C in a terminal reaches the supervisor alone, which passes it on
            preexec_fn=_die_with_parent(os.getpid()),  # noqa: PLW1509 - this process has one thread
        )

    def _restart_the_dead(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.runs:
                continue
            if not child.due:
                child.wait = 1.0 if now - child.began > STEADY else min(child.wait * 2, LONGEST_WAIT)
                child.due = now + child.wait
                click.echo(f"The {child.name} ended and is started again in {child.wait:.0f} seconds.", err=True)
            elif now >= child.due:
                child.due = 0.0
                self._start(child)

    def _end_all(self) -> None:
        """Ask all to stop, then urge, then kill; a second signal to this process hurries to the next step."""
        asked = self.stops
        for step, seconds in enumerate((SECONDS_TO_FINISH, SECONDS_TO_STOP, SECONDS_TO_STOP)):
            self._tell(signal.SIGTERM if step < 2 else signal.SIGKILL)
            until = time.monotonic() + seconds
            while any(each.runs for each in self.children) and time.monotonic() < until and self.stops == asked:
                time.sleep(SECONDS_BETWEEN_LOOKS)
            asked = self.stops
            if not any(each.runs for each in self.children):
                return

    def _tell(self, number: signal.Signals) -> None:
        for each in self.children:
            if each.runs and each.process is not None:
                each.process.send_signal(number)


def _die_with_parent(parent: int) -> Callable[[], None] | None:
    """What a child does before it becomes its program: have the kernel stop it when the supervisor is killed.

    Linux alone can; elsewhere a killed supervisor leaves its children to be stopped by hand.
    """
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it was killed in between
            os._exit(1)

    return ask
