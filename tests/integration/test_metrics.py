"""The figures of how the service runs: who may read them, and that they count without saying of whom."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from tests.support.site import client, make_tiny, site_over, visitor

from coopcouncil.data.snapshots import Store

TOKEN = "a token of tests, long enough"  # noqa: S105 - of tests


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return make_tiny(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def site(store: Store, settings: Any) -> Iterator[Client]:
    settings.COOPCOUNCIL_METRICS_TOKEN = TOKEN
    with site_over(store.root):
        yield visitor()


def _figures(site: Client) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    response = site.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert response.status_code == 200
    families = text_string_to_metric_families(response.content.decode())
    samples = [sample for family in families for sample in family.samples]
    return {(each.name, tuple(sorted(each.labels.items()))): each.value for each in samples}


def _requests(route: str, method: str, status: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    return "coopcouncil_requests_total", (("method", method), ("route", route), ("status", status))


def test_metrics_are_not_there_without_a_token_in_the_settings(site: Client, settings: Any) -> None:
    settings.COOPCOUNCIL_METRICS_TOKEN = ""
    assert site.get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", "Bearer wröng"])
def test_metrics_are_refused_without_the_right_token(site: Client, given: str) -> None:
    response = site.get("/metrics", headers={"authorization": given})
    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith("Bearer")
    assert b"coopcouncil_" not in response.content


def test_metrics_count_requests_by_the_name_of_their_address(site: Client) -> None:
    before = _figures(site)
    officer = client()
    for _ in range(3):
        officer.get("/suppliers/?text=somebody+in+particular")
    officer.get("/suppliers/1234567890ab/")
    after = _figures(site)
    assert after[_requests("suppliers", "GET", "200")] - before.get(_requests("suppliers", "GET", "200"), 0) == 3
    assert after[_requests("supplier", "GET", "404")] - before.get(_requests("supplier", "GET", "404"), 0) == 1
    assert "particular" not in str(after)
    assert "1234567890ab" not in str(after)
    took = ("coopcouncil_request_seconds_count", (("method", "GET"), ("route", "suppliers")))
    assert after[took] - before.get(took, 0) == 3


def test_metrics_name_an_unknown_method_and_address_by_one_word(site: Client) -> None:
    site.generic("MADEUP", "/somebody@example.org/")
    figures = _figures(site)
    assert figures[_requests("none", "OTHER", "404")] >= 1
    assert "example.org" not in str(figures)


def test_metrics_say_which_parts_are_well_and_how_long_the_record_is(site: Client, tmp_path: Path) -> None:
    figures = _figures(site)
    assert figures["coopcouncil_well", (("part", "database"),)] == 1
    assert figures["coopcouncil_record_entries", ()] == 0
    with site_over(tmp_path / "gone"):
        assert _figures(site)["coopcouncil_well", (("part", "data folder"),)] == 0
