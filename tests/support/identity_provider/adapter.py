"""What the identity provider says of somebody, rightly or, where the address asks for it, wrongly."""

from typing import Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter

ELSEWHERE = "https://elsewhere.example"


class Faults(DefaultOIDCAdapter):  # type: ignore[misc]
    """One fault for each address that names it."""

    def get_claims(self, purpose: str, user: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The claims, with the fault that this person's address asks for."""
        claims: dict[str, Any] = super().get_claims(purpose, user, *args, **kwargs)
        fault = user.email.partition("@")[0]
        if fault == "wrong.issuer" and purpose == "id_token":
            claims["iss"] = ELSEWHERE
        if fault == "wrong.nonce" and purpose == "id_token":
            claims["nonce"] = "of another question"
        if fault == "wrong.audience" and purpose == "id_token":
            claims["aud"] = "another-client"
        if fault == "two.people" and purpose == "userinfo":
            claims["sub"] = "somebody-else"
        if fault == "silent":
            claims.pop("email_verified", None)
        return claims
