"""Signing in for tests: the form, a second factor, the codes of an authenticator app, and every page of it."""

import base64
import hashlib
import hmac
import re
import secrets
import struct
import time
from html import unescape
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from coopcouncil.web.people.models import Person
from coopcouncil.web.record.models import Entry
from tests.support.people import PASSWORD

# address -> what the page is called, for somebody signed out
FOR_VISITORS = {
    "/account/login/": "Sign in",
    "/account/signup/": "People are invited",
    "/account/inactive/": "Your access has ended",
    "/account/password/reset/": "Set a new password",
    "/account/password/reset/done/": "Look at your e-mail",
    "/account/password/reset/key/done/": "Your new password is set",
    "/account/password/reset/key/1-nothing/": "That link no longer works",
    "/account/email/": "Your e-mail address",
    "/account/confirm-email/": "Your e-mail address",
    "/account/confirm-email/x/": "Your e-mail address",
    "/account/3rdparty/login/cancelled/": "You are not signed in",
    "/account/3rdparty/login/error/": "Single sign-on did not work",
}
# the same for somebody signed in, with a password and no second factor
FOR_PEOPLE = {
    "/account/": "Your account",
    "/account/logout/": "Sign out",
    "/account/password/change/": "Change your password",
    "/account/reauthenticate/": "Show that it is you",
    "/account/2fa/": "Second factor",
    "/account/2fa/totp/activate/": "Set up an authenticator app",
    "/account/2fa/webauthn/": "Passkeys",
    "/account/2fa/webauthn/add/": "Add a passkey",
    "/account/2fa/recovery-codes/generate/": "Make new recovery codes",
    "/account/sessions/": "Where you are signed in",
    "/account/3rdparty/": "Single sign-on",
}
# and with an authenticator app, recovery codes and a passkey
FOR_PROTECTED = {
    "/account/2fa/": "Second factor",
    "/account/2fa/reauthenticate/": "Show that it is you",
    "/account/2fa/totp/deactivate/": "Remove the authenticator app",
    "/account/2fa/recovery-codes/": "Recovery codes",
    "/account/2fa/webauthn/": "Passkeys",
    "/account/2fa/webauthn/reauthenticate/": "Show that it is you",
}
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - of people who exist in tests only


def give(client: Client, person: Person, password: str = PASSWORD, *, to: str = "") -> HttpResponse:
    """Send the sign-in form, and follow where it leads."""
    sent = {"login": person.email, "password": password, **({"next": to} if to else {})}
    answer: HttpResponse = client.post("/account/login/", sent, follow=True)  # type: ignore[assignment]
    return answer


def protect(person: Person) -> None:
    """Give somebody an authenticator app, whose secret is known here, and recovery codes."""
    TOTP.activate(person, SECRET)
    RecoveryCodes.activate(person)


def recovery_codes(person: Person) -> list[str]:
    """The recovery codes that are left."""
    return list(RecoveryCodes.activate(person).get_unused_codes())


def add_passkey(person: Person, name: str = "Work laptop") -> int:
    """A passkey to be shown and removed; its id."""
    return int(WebAuthn.add(person, name, _made_passkey()).instance.pk)


def code_now(secret: str = SECRET, *, steps: int = 0) -> str:
    """What an authenticator app shows now, or `steps` half minutes from now, by RFC 6238."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.new(base64.b32decode(secret), counter, "sha1").digest()
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def heading(answer: HttpResponse) -> str:
    """The page's h1."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", answer.content.decode(), re.S)
    assert found, "a page has one h1"
    return unescape(found[1].strip())


def words(answer: HttpResponse) -> str:
    """The page's source with entities resolved."""
    return unescape(answer.content.decode())


def link_in_last_mail() -> str:
    """The path of the first link in the newest e-mail."""
    found = re.search(r"https?://[^/\s]+(/\S+)", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[1]


def entered() -> list[str]:
    """What the record says was done, in order."""
    return list(Entry.objects.order_by("number").values_list("what", flat=True))


def _made_passkey() -> dict[str, Any]:
    """What a browser sends when it has made a passkey; the private key is thrown away, so nobody can use it."""
    public_key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    identity = secrets.token_bytes(16)
    held = AttestedCredentialData.create(b"\0" * 16, identity, public_key)
    said = AuthenticatorData.create(hashlib.sha256(b"localhost").digest(), 0x45, 0, bytes(held))
    client_data = CollectedClientData.create("webauthn.create", b"challenge", "http://localhost")
    return {
        "id": websafe_encode(identity),
        "rawId": websafe_encode(identity),
        "type": "public-key",
        "clientExtensionResults": {"credProps": {"rk": True}},
        "response": {
            "clientDataJSON": websafe_encode(bytes(client_data)),
            "attestationObject": websafe_encode(bytes(AttestationObject.create("none", said, {}))),
        },
    }
