"""`coopcouncil serve`: what it refuses, and what it hands to the server."""

import os
import socket
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

import pytest
from click.testing import CliRunner

from coopcouncil.cli import serve as command
from coopcouncil.cli.serve import serve
from coopcouncil.cli.supervisor import Child


class _Supervisor:
    """Tells what would have been started."""

    calls: ClassVar[list[tuple[list[list[str]], dict[str, str]]]] = []

    def __init__(self, children: Sequence[Child], environment: Mapping[str, str]) -> None:
        self.calls.append(([list(each.command) for each in children], dict(environment)))

    def run(self) -> int:
        """End at once."""
        return 0


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[list[str]], dict[str, str]]]:
    """What would have been started: the children's commands, and their environment."""
    monkeypatch.setattr(_Supervisor, "calls", [])
    monkeypatch.setattr(command, "Supervisor", _Supervisor)
    monkeypatch.setattr(command, "_check_built", lambda: None)
    monkeypatch.setattr(command, "open_database", lambda _data: None)
    monkeypatch.setattr(command.os, "environ", dict(os.environ))
    return _Supervisor.calls


def test_serve_refuses_every_address_but_this_machines(started: list[object]) -> None:
    done = CliRunner().invoke(serve, ["--host", "0.0.0.0"])  # noqa: S104 - refused
    assert done.exit_code == 2
    assert "Without COOPCOUNCIL_ADDRESS the pages are served on 127.0.0.1 only" in done.output
    assert not started


def test_serve_says_which_port_is_taken(started: list[object]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = CliRunner().invoke(serve, ["--port", str(port)])
    assert done.exit_code == 2
    assert f"Port {port} is in use" in done.output
    assert not started


def test_serve_says_how_to_build_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "BUILT", ("web", "static", "built", "none.css"))
    done = CliRunner().invoke(serve, [])
    assert done.exit_code == 2
    assert "python -m coopcouncil.web.build" in done.output


@pytest.mark.django_db
def test_serve_binds_to_this_machine_over_the_data_given(
    started: list[tuple[list[list[str]], dict[str, str]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COOPCOUNCIL_SECRET_KEY", raising=False)
    done = CliRunner().invoke(serve, ["--port", "0", "--data", str(tmp_path), "--demo"])
    assert done.exit_code == 2  # no port nought
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    done = CliRunner().invoke(serve, ["--port", str(port), "--data", str(tmp_path), "--demo"])
    assert done.exit_code == 0, done.output
    assert f"http://127.0.0.1:{port}/" in done.output
    assert "Nobody can sign in yet. Begin with: coopcouncil people invite" in done.output
    (((words, worker), given),) = started
    assert worker[1:] == ["-m", "coopcouncil.cli", "worker", "--data", str(tmp_path)]
    assert words[words.index("--bind") + 1] == f"127.0.0.1:{port}"
    assert words[words.index("--config") + 1] == "python:coopcouncil.web.running.gunicorn_settings"
    assert given["COOPCOUNCIL_DATA"] == str(tmp_path)
    assert given["COOPCOUNCIL_DEMO"] == "1"
    assert len(given["COOPCOUNCIL_SECRET_KEY"]) > 40


@pytest.mark.django_db
def test_serve_without_a_worker_starts_the_pages_alone(
    started: list[tuple[list[list[str]], dict[str, str]]], tmp_path: Path
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    done = CliRunner().invoke(serve, ["--no-worker", "--port", str(port), "--data", str(tmp_path)])
    assert done.exit_code == 0, done.output
    (((words,), _),) = started
    assert "gunicorn" in words
