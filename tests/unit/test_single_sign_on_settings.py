"""Single sign-on as the environment describes it."""

from coopcouncil.web.environment import Environment, single_sign_on, unsafe

SERVER = "https://login.example.com/tenant/v2.0"


def test_no_server_is_no_single_sign_on() -> None:
    assert single_sign_on(Environment({})) == []


def test_server_is_known_by_its_issuer_however_its_address_is_given() -> None:
    for given in (SERVER, f"{SERVER}/", f"{SERVER}/.well-known/openid-configuration"):
        [app] = single_sign_on(
            Environment({"COOPCOUNCIL_OIDC_SERVER": given, "COOPCOUNCIL_OIDC_DOMAINS": "A.uk, b.uk,"})
        )
        assert app["settings"] == {"server_url": SERVER, "verified_email": ["a.uk", "b.uk"]}
        assert app["name"] == "your council account"


def test_server_without_a_client_does_not_start_in_production() -> None:
    given = {"COOPCOUNCIL_ADDRESS": "https://coop.example.gov.uk", "COOPCOUNCIL_OIDC_SERVER": SERVER}
    assert any("without COOPCOUNCIL_OIDC_CLIENT" in each for each in unsafe(Environment(given)))
    assert not any("OIDC" in each for each in unsafe(Environment({**given, "COOPCOUNCIL_OIDC_CLIENT": "us"})))
