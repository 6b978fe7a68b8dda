"""Make the database, its people and the client, then serve: `python -m tests.support.identity_provider.serve PORT`."""

import json
import os
import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

from tests.support.identity_provider import CLIENT, PASSWORD, SECRET


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def fill() -> None:
    """People with one password, and the client that is asked about nothing."""
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.models import User

    for email, checked in json.loads(os.environ["IDENTITY_PEOPLE"]).items():
        user = User.objects.create_user(username=email, email=email, password=PASSWORD)
        EmailAddress.objects.create(user=user, email=email, verified=checked, primary=True)
    client = Client(id=CLIENT, name="coopcouncil", skip_consent=True)
    client.set_secret(SECRET)
    client.set_scopes(["openid", "profile", "email"])
    client.set_redirect_uris([os.environ["IDENTITY_CALLBACK"]])
    client.save()


if __name__ == "__main__":
    django.setup()
    call_command("migrate", verbosity=0)
    fill()
    application = get_wsgi_application()
    make_server("127.0.0.1", int(sys.argv[1]), application, server_class=_Server, handler_class=_Silent).serve_forever()
