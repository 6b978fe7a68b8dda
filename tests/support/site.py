"""The pages over the small made-up snapshot, for tests with Django's client and with a browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.test import Client, override_settings

from coopcouncil.vocabulary.roles import COUNCIL_ROLES, Role
from tests.support.amendments_to_look_at import PAGES as PAGES_OF_AMENDMENTS
from tests.support.amendments_to_look_at import amendments_to_look_at
from tests.support.evidence import ITEM, item_to_look_at
from tests.support.meetings import AT as MEETING_ITEM
from tests.support.meetings import COMMITTEE, MEETING, meeting_to_look_at
from tests.support.motions import PAGES as PAGES_OF_MOTIONS
from tests.support.motions import motion_to_look_at
from tests.support.people import signed_in
from tests.support.promises import promise_pages, promises_to_look_at
from tests.support.reports import PAGES as REPORT_PAGES
from tests.support.reports import report_to_look_at
from tests.support.tiny import COUNCIL, make_tiny

__all__ = [
    "COUNCIL",
    "ORG_ID",
    "all_seeing",
    "client",
    "every_page",
    "make_tiny",
    "site_over",
    "things_to_look_at",
    "visitor",
]

ORG_ID = "GB-MPR-90001R"
# the item to look at has its entry, the first
OF_THE_RECORD = {"record": "/record/", "entry": "/record/1/", "redact-entry": "/record/1/redact/"}


@contextmanager
def site_over(root: Path, **more: object) -> Iterator[None]:
    """Serve the snapshots under `root`."""
    with override_settings(COOPCOUNCIL_DATA=root, **more):
        yield


def client(*roles: Role, checks_csrf: bool = False) -> Client:
    """A browser without a screen, on this machine, signed in as somebody with these roles: an officer by default."""
    return signed_in(visitor(checks_csrf=checks_csrf), *(roles or (Role.OFFICER,)))


def all_seeing() -> Client:
    """A browser in which somebody is signed in who holds every role inside the council, and so sees every page."""
    return client(*sorted(COUNCIL_ROLES))


def visitor(*, checks_csrf: bool = False) -> Client:
    """A browser in which nobody is signed in."""
    return Client(enforce_csrf_checks=checks_csrf, headers={"host": "127.0.0.1"})


HELP = ("about", "glossary", "accessibility", "cookies", "privacy", "terms")


def things_to_look_at() -> None:
    """Make what `every_page` looks at, evidence, a meeting, motions and promises, where it is not there."""
    item_to_look_at()
    meeting_to_look_at()
    amendments_to_look_at()
    promises_to_look_at()
    motion_to_look_at()
    report_to_look_at()


def every_page(supplier_id: str) -> dict[str, str]:
    """Name -> an address, for each page only looked at; evidence and meetings need `things_to_look_at()`."""
    return {
        **{name: f"/help/{name}/" for name in HELP},
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
        "jobs": "/work/",
        "publishing": "/publishing/",
        "publish": "/publishing/publish/",
        "account": "/account/",
        "tokens": "/account/tokens/",
        "api": "/api/",
        "notices": "/account/notices/",
        "search": "/search/?q=co-op",
        **OF_THE_RECORD,
        "delegate": "/account/delegates/name/",
        "people": "/people/",
        "invite": "/people/invite/",
        "invitations": "/people/invitations/",
        "bodies": "/people/bodies/",
        "body-add": "/people/add-a-body/",
        **_of_meetings(),
        **PAGES_OF_AMENDMENTS,
        **promise_pages(),
        **PAGES_OF_MOTIONS,
        **REPORT_PAGES,
        "evidence": "/evidence/",
        "evidence-add": "/evidence/add/",
        "evidence-add-kind": "/evidence/add/figure/?place=inside",
        "evidence-item": f"/evidence/{ITEM}/",
        "evidence-change": f"/evidence/{ITEM}/change/",
        "evidence-publish": f"/evidence/{ITEM}/publish/",
        "evidence-withdraw": f"/evidence/{ITEM}/withdraw/",
        "evidence-supports": f"/evidence/{ITEM}/supports/?words=food",
    }


def _of_meetings() -> dict[str, str]:
    return {
        "meetings": "/meetings/?when=all",
        "meeting-add": "/meetings/add/",
        "meetings-import": "/meetings/import/",
        "meeting": f"/meetings/{MEETING}/",
        "meeting-change": f"/meetings/{MEETING}/change/",
        "meeting-cancel": f"/meetings/{MEETING}/cancel/",
        "item-add": f"/meetings/{MEETING}/items/add/?words=co-op",
        "item-change": f"/meetings/{MEETING}/items/{MEETING_ITEM}/change/",
        "item-minute": f"/meetings/{MEETING}/items/{MEETING_ITEM}/minute/",
        "item-remove": f"/meetings/{MEETING}/items/{MEETING_ITEM}/remove/",
        "committees": "/committees/",
        "committee": f"/committees/{COMMITTEE}/",
        "full-council": "/council/",
        "alias-add": f"/committees/{COMMITTEE}/names/add/",
        "office-add": f"/offices/add/?of={COMMITTEE}",
    }
