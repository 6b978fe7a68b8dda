"""The real service: gunicorn with two processes under production's settings, asked over a socket."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.test_environment import SAFE

SOURCE = Path(__file__).parents[2] / "src"
TOKEN = "a-token-of-tests-long-enough"  # noqa: S105 - of tests
HOST = "coop.example.gov.uk"
Answer = tuple[int, dict[str, str], str]


class Service:
    """A running service."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        plain = {key: value for key, value in os.environ.items() if not key.startswith("COOPCOUNCIL_")}
        plain.pop("DATABASE_URL", None)
        self.given = {**plain, **SAFE, "PYTHONPATH": str(SOURCE), "COOPCOUNCIL_METRICS_TOKEN": TOKEN}
        self.log = folder / "log"
        command = [sys.executable, "-m", "coopcouncil.cli", "serve", "--port", str(self.port), "--data", str(folder)]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, env=self.given, stderr=log, stdout=subprocess.DEVNULL)

    def ask(self, address: str, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", address, headers={"Host": HOST, **named})
        answer = connection.getresponse()
        said = answer.status, dict(answer.getheaders()), answer.read().decode()
        connection.close()
        return said

    def wait(self) -> None:
        for _ in range(100):
            try:
                self.ask("/health/live")
            except OSError:
                time.sleep(0.2)
            else:
                return
        pytest.fail(self.log.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    running = Service(tmp_path_factory.mktemp("service"))
    try:
        running.wait()
        yield running
    finally:
        running.process.terminate()
        running.process.wait(timeout=20)


def test_service_sends_browsers_to_https_and_machines_not(service: Service) -> None:
    status, headers, _ = service.ask("/help/about/")
    assert (status, headers["Location"]) == (301, f"https://{HOST}/help/about/")
    assert service.ask("/health/ready")[0] == 200
    status, headers, _ = service.ask("/help/about/", X_Forwarded_Proto="https")
    assert status == 200
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


def test_service_does_not_say_what_serves(service: Service) -> None:
    for address in ("/health/live", "/static/pages.css", "/no-such-page/"):
        assert service.ask(address, X_Forwarded_Proto="https")[1]["Server"] == "web"


def test_service_answers_to_its_own_host_only(service: Service) -> None:
    assert service.ask("/health/ready", Host="127.0.0.1")[0] == 400


def test_service_adds_up_what_both_processes_counted(service: Service) -> None:
    for _ in range(12):
        service.ask("/help/glossary/", X_Forwarded_Proto="https")
    figures = service.ask("/metrics", Authorization=f"Bearer {TOKEN}")[2]
    assert 'coopcouncil_requests_total{method="GET",route="glossary",status="200"} 12.0' in figures


def test_health_command_asks_the_running_service(service: Service) -> None:
    command = [sys.executable, "-m", "coopcouncil.cli", "health", "--port", str(service.port)]
    done = subprocess.run(command, env=service.given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "database: well (reachable)" in done.stdout
    nobody = [*command[:-1], "1"]
    done = subprocess.run(nobody, env=service.given, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_log_of_the_service_is_json_and_names_nobody(service: Service) -> None:
    service.ask("/suppliers/?text=looked-for", X_Forwarded_Proto="https")
    service.ask("/somebody@example.org/", X_Forwarded_Proto="https")
    service.ask("/health/live", Host="somebody.example.org")
    lines = [json.loads(line) for line in service.log.read_text(encoding="utf-8").splitlines()]
    assert {"none", "suppliers"} <= {line.get("route") for line in lines}
    for private in ("looked-for", "example.org", "127.0.0.1"):
        assert private not in service.log.read_text(encoding="utf-8"), private
