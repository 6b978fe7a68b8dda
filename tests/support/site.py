"""The pages over the small made-up snapshot, for tests with Django's client and with a browser."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.test import Client, override_settings

from tests.support.tiny import COUNCIL, make_tiny

__all__ = ["COUNCIL", "ORG_ID", "client", "every_page", "make_tiny", "site_over"]

ORG_ID = "GB-MPR-90001R"


def start_django() -> None:
    """Set Django up once; the settings are the real ones."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopcouncil.web.settings")
    if not settings.configured or not django.apps.apps.ready:
        django.setup()


@contextmanager
def site_over(root: Path, **more: object) -> Iterator[None]:
    """Serve the snapshots under `root`."""
    start_django()
    with override_settings(COOPCOUNCIL_DATA=root, **more):
        yield


def client(*, checks_csrf: bool = False) -> Client:
    """A browser without a screen, on this machine."""
    return Client(enforce_csrf_checks=checks_csrf, headers={"host": "127.0.0.1"})


def every_page(supplier_id: str) -> dict[str, str]:
    """The name in the table of addresses -> an address, for each page that is only looked at."""
    return {
        "home": "/",
        "picture": "/picture/",
        "picture-part": "/picture/service_area/",
        "payments": "/payments/?place=inside",
        "suppliers": "/suppliers/",
        "supplier": f"/suppliers/{supplier_id}/",
        "organisation": f"/organisations/{ORG_ID}/",
        "review": "/review/",
        "knowing": "/how-we-know/",
        "refused": "/how-we-know/refused/",
        "duplicates": "/how-we-know/counted-once/",
        "upload": "/upload/",
        "about": "/help/about/",
        "glossary": "/help/glossary/",
        "accessibility": "/help/accessibility/",
        "cookies": "/help/cookies/",
    }
