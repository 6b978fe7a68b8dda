"""The container files: they cannot be built here, so what can be read of them is held to the code."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from click import Context

from coopcouncil.cli import main
from coopcouncil.web.environment import VARIABLES

ROOT = Path(__file__).parents[2]
KNOWN = {each.name for each in VARIABLES}


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    return found


def _dockerfile() -> list[str]:
    return (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines()


def test_compose_names_only_variables_that_are_settings(services: dict[str, Any]) -> None:
    named = {name for service in ("web", "worker") for name in services[service]["environment"]}
    assert named
    assert named <= KNOWN


def test_compose_calls_only_commands_that_there_are(services: dict[str, Any]) -> None:
    called = [services[service]["command"] for service in ("web", "worker")] + [
        services["web"]["healthcheck"]["test"][1:]
    ]
    for program, noun, *_options in called:
        assert program == "coopcouncil"
        assert main.get_command(Context(main), noun) is not None


def test_compose_shows_the_pages_to_this_machine_only(services: dict[str, Any]) -> None:
    assert services["web"]["ports"] == ["127.0.0.1:8000:8000"]
    assert "ports" not in services["database"]


def test_compose_gives_processes_no_more_than_they_need(services: dict[str, Any]) -> None:
    for name in ("web", "worker"):
        assert services[name]["read_only"] is True
        assert services[name]["cap_drop"] == ["ALL"]
        assert services[name]["volumes"] == ["data:/data"]
        assert services[name]["environment"]["COOPCOUNCIL_DATA"] == "/data"


def test_image_runs_as_a_user_of_its_own_and_checks_its_health() -> None:
    lines = _dockerfile()
    assert "USER coopcouncil" in lines
    assert lines.index("USER coopcouncil") < next(place for place, line in enumerate(lines) if line.startswith("CMD"))
    assert any(line.startswith("HEALTHCHECK") for line in lines)


def test_image_copies_only_what_there_is() -> None:
    for line in _dockerfile():
        words = line.split()
        if words[:1] == ["COPY"] and not words[1].startswith("--"):
            assert (ROOT / words[1]).exists(), line


def test_image_is_built_without_data_or_settings() -> None:
    left_out = (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
    assert {".git", "var", "coopcouncil-data", "*.env", "*.tar"} <= set(left_out)
