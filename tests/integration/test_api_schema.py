"""Every operation, called in many ways that its schema allows or forbids, as nobody, as an officer and as a supplier.

Schemathesis makes the calls and holds each answer against the OpenAPI document.
"""

from pathlib import Path

import pytest
import schemathesis
from pytest_django.live_server_helper import LiveServer
from schemathesis.engine import events, from_schema
from tests.support.people import person
from tests.support.site import make_tiny, site_over
from tests.support.tokens import bearer

from coopcouncil.data.documents.links import LinkError
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.publishing.operations import publish_spending

MANY = 1_000_000
CALLERS: dict[str, tuple[Role, ...]] = {
    "nobody": (),
    "officer": (Role.OFFICER, Role.AUDITOR),  # an auditor reads the record too
    "supplier": (Role.SUPPLIER,),
}
SECONDS = 20  # for each caller; all of them are used
# A write can be as its schema says and still name a snapshot or an organisation that does not exist: 422 says which.
NOT_CHECKED = [{"include-method": "POST", "checks": {"positive_data_acceptance": {"enabled": False}}}]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("caller", sorted(CALLERS))
def test_api_answers_as_its_schema_says(
    live_server: LiveServer, caller: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coopcouncil.web.suppliers.operations.start_settling", lambda **_: None)
    monkeypatch.setattr("coopcouncil.web.evidence.kinds.link.fetch_copy", _no_page)
    store = make_tiny(tmp_path)
    snapshot = store.current()
    assert snapshot is not None
    publish_spending(snapshot=snapshot, by=person(Role.OFFICER))
    roles = CALLERS[caller]
    config = schemathesis.Config.from_dict(
        {
            "seed": 1,
            "cache": {"enabled": False},
            "max-time": SECONDS,
            "headers": bearer(*roles) if roles else {},
            "generation": {"max-examples": 5, "deterministic": True, "database": "none"},
            "operations": NOT_CHECKED,
        }
    )
    with site_over(store.root, COOPCOUNCIL_API_A_MINUTE=MANY):
        schema = schemathesis.openapi.from_url(f"{live_server.url}/api/v1/openapi.json", config=config)
        failures, played = _run(schema)
    assert failures == []
    assert played > len(list(schema.get_all_operations()))


def _no_page(url: str) -> None:
    """Tests fetch nothing from elsewhere."""
    raise LinkError(f"Nothing is at {url}.")


def _run(schema: schemathesis.BaseSchema) -> tuple[list[str], int]:
    """What failed, and how many scenarios were played."""
    failures, played = [], 0
    for event in from_schema(schema).execute():
        if isinstance(event, events.FatalError):
            raise event.exception
        if isinstance(event, events.NonFatalError):
            failures.append(f"{event.label}: {event.value}")
        elif isinstance(event, events.ScenarioFinished):
            played += 1
            checks = [check for each in event.recorder.checks.values() for check in each]
            failures += [f"{event.label}: {each.name}: {each.failure_info}" for each in checks if each.failure_info]
    return failures, played
