"""Every operation of the API with nobody, with each role, and with each scope that it does not take."""

from collections.abc import Iterator

import pytest
from django.test import Client
from tests.support.people import person
from tests.support.routes import every_route
from tests.support.site import make_tiny, site_over
from tests.support.tokens import caller, said

from coopcouncil.data.snapshots import Store
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.api.answers import ADDRESS
from coopcouncil.web.api.declaring import ApiOperation, api_operations
from coopcouncil.web.api.descriptions import PARTS
from coopcouncil.web.api.scopes import Scope
from coopcouncil.web.publishing.operations import publish_spending
from coopcouncil.web.rights import RIGHTS

OPERATIONS = [pytest.param(each, id=f"{each.method} {each.path}") for each in api_operations()]
REFUSED = {"token": 401, "not-allowed": 403, "scope": 403}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return make_tiny(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(autouse=True)
def _site(store: Store) -> Iterator[None]:
    snapshot = store.current()
    assert snapshot is not None
    with site_over(store.root, COOPCOUNCIL_API_A_MINUTE=1_000_000):
        publish_spending(snapshot=snapshot, by=person(Role.OFFICER))
        yield


def _call(system: Client, operation: ApiOperation) -> str:
    """The kind of problem by which the call is refused, or nothing when it is let through."""
    path = operation.path
    for name, value in PARTS.items():
        path = path.replace(f"{{{name}}}", value)
    response = system.generic(operation.method, f"{ADDRESS.rstrip('/')}{path}", b"{}", "application/json")
    if response.status_code not in (401, 403):
        return ""
    kind = str(said(response, response.status_code)["type"]).rpartition("#problem-")[2]
    assert REFUSED[kind] == response.status_code
    return kind


@pytest.mark.parametrize("operation", OPERATIONS)
def test_operation_is_open_without_a_token_only_where_everybody_may(operation: ApiOperation) -> None:
    assert _call(caller(), operation) == ("" if operation.is_public else "token")


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_operation_is_open_to_the_roles_of_the_table(operation: ApiOperation, role: Role) -> None:
    rule = RIGHTS[operation.may]
    # what is published everybody may see; the rest is the operation's own to refuse
    allowed = operation.is_public or rule.signed_in or role in rule.any_roles
    assert _call(caller(role), operation) == ("" if allowed else "not-allowed")


@pytest.mark.parametrize("operation", [each for each in OPERATIONS if each.values[0].scope])  # type: ignore[attr-defined]
def test_operation_is_shut_to_every_other_scope(operation: ApiOperation) -> None:
    system = caller(*Role, scopes=tuple(each for each in Scope if each != operation.scope))
    assert _call(system, operation) == "scope"


@pytest.mark.parametrize("operation", [each for each in OPERATIONS if each.values[0].scope])  # type: ignore[attr-defined]
def test_operation_is_open_to_its_own_scope(operation: ApiOperation) -> None:
    assert operation.scope is not None
    assert _call(caller(*Role, scopes=(operation.scope,)), operation) == ""


def test_every_scope_opens_something() -> None:
    assert {each.scope for each in api_operations()} - {None} == set(Scope)


def test_every_address_of_the_api_has_a_right_for_each_of_its_methods() -> None:
    found = {each.name: each.view.rights for each in every_route() if each.pattern.startswith("api/v1/")}
    declared: dict[str, dict[str, object]] = {}
    for each in api_operations():
        declared.setdefault(each.address_name, {})[each.method] = each.may
    assert found == declared
