"""The supervisor: children together, a worker started again, and nobody left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel of Linux ends the children")

PROGRAM = """
import sys
from coopcouncil.cli.supervisor import Child, Supervisor
pages = [sys.executable, "-c", sys.argv[1], "pages"]
worker = [sys.executable, "-c", sys.argv[2], "worker"]
children = [Child("server", pages), Child("worker", worker, restarts=True)]
sys.exit(Supervisor(children, {"FOLDER": sys.argv[3]}).run())
"""
# says that it is there, and says so when it is asked to stop
STAYS = """
import os, pathlib, signal, sys, time
folder = pathlib.Path(os.environ["FOLDER"])
def stop(*_):
    (folder / f"{sys.argv[1]}.stopped").touch()
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
(folder / f"{sys.argv[1]}.{os.getpid()}.pid").touch()
time.sleep(60)
"""
ENDS = "import sys; sys.exit(7)"


def _start(folder: Path, pages: str = STAYS, worker: str = STAYS) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, pages, worker, str(folder)], stderr=subprocess.PIPE, text=True
    )


def _until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not true():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.05)


def _pids(folder: Path, name: str) -> list[int]:
    return [int(path.name.split(".")[1]) for path in folder.glob(f"{name}.*.pid")]


def _is_there(pid: int) -> bool:
    """Whether the process runs; one that has ended and waits to be asked for its status does not."""
    status = Path(f"/proc/{pid}/stat")
    try:
        return status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _both(folder: Path) -> list[int]:
    _until(lambda: bool(_pids(folder, "pages") and _pids(folder, "worker")))
    return [*_pids(folder, "pages"), *_pids(folder, "worker")]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stop_is_passed_on_to_both(tmp_path: Path, number: signal.Signals) -> None:
    supervisor = _start(tmp_path)
    pids = _both(tmp_path)
    supervisor.send_signal(number)
    assert supervisor.wait(timeout=20) == 0
    assert not any(_is_there(each) for each in pids)
    assert (tmp_path / "pages.stopped").exists()
    assert (tmp_path / "worker.stopped").exists()


def test_worker_that_died_is_started_again_and_the_pages_go_on(tmp_path: Path) -> None:
    supervisor = _start(tmp_path)
    pages, worker = _both(tmp_path)
    os.kill(worker, signal.SIGKILL)
    _until(lambda: len(_pids(tmp_path, "worker")) == 2)
    assert _is_there(pages)
    supervisor.terminate()
    _, said = supervisor.communicate(timeout=20)
    assert "The worker ended and is started again" in said


def test_worker_that_dies_at_once_is_tried_less_and_less_often(tmp_path: Path) -> None:
    supervisor = _start(tmp_path, worker=ENDS)
    time.sleep(4.5)
    supervisor.terminate()
    _, said = supervisor.communicate(timeout=20)
    assert "in 1 seconds" in said
    assert "in 2 seconds" in said
    assert said.count("started again") <= 3


def test_end_of_the_pages_is_the_end_of_all(tmp_path: Path) -> None:
    supervisor = _start(tmp_path, pages=ENDS)
    assert supervisor.wait(timeout=20) == 7
    assert not any(_is_there(each) for each in _pids(tmp_path, "worker"))


def test_supervisor_that_is_killed_leaves_nobody_behind(tmp_path: Path) -> None:
    supervisor = _start(tmp_path)
    pids = _both(tmp_path)
    supervisor.kill()
    supervisor.wait()
    _until(lambda: not any(_is_there(each) for each in pids))
