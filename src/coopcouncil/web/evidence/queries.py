"""Reads of evidence: what somebody may see, lists of it, and what supports a thing of another app."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404

from coopcouncil.vocabulary.roles import COUNCIL_ROLES
from coopcouncil.web.evidence.models import Check, Evidence, Support
from coopcouncil.web.people.models import Body
from coopcouncil.web.permissions import reach, roles_held
from coopcouncil.web.rights import RIGHTS, Right
from coopcouncil.web.subjects import SUBJECTS, Found, Hit, find_all, label

PAGE_SIZE = 25
LONGEST_WORDS = 100
BENEATH = 10  # items shown under a thing of another app, before a link to all
CHECKS_SHOWN = 10
WHOLE_COUNCIL = "council"
NOTHING = "nothing"
SORTS = {
    "newest": ("-added_at", "-id"),
    "oldest": ("added_at", "id"),
    "title": ("title", "id"),
    "state": ("state", "-added_at", "-id"),
}


@dataclass(frozen=True)
class Listed:
    """One page of a list; `count` is of the whole list, `page` counts from 1.

    `supported` is how many things each item of the page supports, by its key; an item that supports nothing is absent.
    """

    rows: list[Evidence]
    supported: dict[int, int]
    count: int
    page: int
    pages: int


@dataclass(frozen=True)
class Supported:
    """One thing that evidence supports: its kind in words, and its link where this reader may see it."""

    about: str
    label: str
    found: Found | None


def visible_to(user: Any) -> QuerySet[Evidence]:
    """Every item that this user may see, exactly as the table of rights says of each."""
    everywhere, bodies = reach(user, Right.SEE_EVIDENCE)
    if everywhere:
        return Evidence.objects.all()
    seen = Q(state__in=RIGHTS[Right.SEE_EVIDENCE].public_in)
    if bodies:
        seen |= Q(body_id__in=bodies)
    if any(held.role in COUNCIL_ROLES for held in roles_held(user)):
        seen |= Q(body=None)
    return Evidence.objects.filter(seen)


def supporting(about: str, user: Any) -> QuerySet[Evidence]:
    """The items that this user may see and that support the thing named (kind:ref), without what was withdrawn."""
    return visible_to(user).filter(supports__about=about).exclude(state="withdrawn").select_related("body")


def beneath(about: str, user: Any) -> dict[str, Any]:
    """What the macro of `evidence/beneath.html` shows under a thing: a few items, and how many there are."""
    found = supporting(about, user)
    rows = list(found[: BENEATH + 1])
    return {"about": about, "rows": rows[:BENEATH], "count": found.count() if len(rows) > BENEATH else len(rows)}


def get_evidence(public_id: Any) -> Evidence:
    """One item with the people and the body it names; a page not found when there is none."""
    named = ("body", "added_by", "changed_by", "published_by", "withdrawn_by")
    found = Evidence.objects.select_related(*named).filter(public_id=public_id).first()
    if found is None:
        raise Http404("There is no evidence under this address.")
    return found


def search_evidence(user: Any, asked: Mapping[str, str]) -> QuerySet[Evidence]:
    """The visible items under the fields of the search, blank ones meaning all."""
    found = visible_to(user)
    if words := asked.get("words", "").split():
        found = found.filter(reduce(and_, (Q(title__icontains=each) | Q(shows__icontains=each) for each in words)))
    for name in ("kind", "state"):
        if asked.get(name):
            found = found.filter(**{name: asked[name]})
    if body := asked.get("body"):
        found = found.filter(body=None) if body == WHOLE_COUNCIL else found.filter(body__slug=body)
    found = _under(found, asked)
    order = SORTS.get(asked.get("sort", ""), SORTS["newest"])
    return found.select_related("body", "added_by").order_by(*order)


def _under(found: QuerySet[Evidence], asked: Mapping[str, str]) -> QuerySet[Evidence]:
    """Only what supports one thing (`about`), or things of one kind (`supports`), or nothing yet."""
    if about := asked.get("about"):
        found = found.filter(pk__in=Support.objects.filter(about=about).values("evidence"))
    supports = asked.get("supports")
    if supports == NOTHING:
        found = found.exclude(pk__in=Support.objects.values("evidence"))
    elif supports:
        found = found.filter(pk__in=Support.objects.filter(about__startswith=f"{supports}:").values("evidence"))
    return found


def list_evidence(found: QuerySet[Evidence], page: int) -> Listed:
    """One page of items; a page beyond the last is the last."""
    count = found.count()
    pages = max(1, -(-count // PAGE_SIZE))
    page = min(page, pages)
    rows = list(found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    return Listed(rows, _supported(rows), count, page, pages)


def _supported(rows: list[Evidence]) -> dict[int, int]:
    """How many things each of these items supports; counted for them only, however long the list is."""
    counted = Support.objects.filter(evidence__in=rows).order_by().values_list("evidence").annotate(Count("id"))
    return dict(counted)


def every_row(found: QuerySet[Evidence]) -> Iterable[Evidence]:
    """All items with what they support, a few hundred at a time: for a file."""
    supports = Prefetch("supports", queryset=Support.objects.only("about", "evidence_id"))
    return found.prefetch_related(supports).iterator(chunk_size=500)


def bodies_offered(user: Any) -> list[Body]:
    """The bodies that a list can be filtered by: all for people of the whole council, else this user's own."""
    everywhere, bodies = reach(user, Right.SEE_EVIDENCE)
    return list(Body.objects.all() if everywhere else Body.objects.filter(pk__in=bodies))


def supported_by(user: Any, supports: Iterable[Support]) -> list[Supported]:
    """The things supported, each as this user may see it."""
    abouts = [each.about for each in supports]
    found = find_all(user, abouts)
    return [Supported(about, label(about), found.get(about)) for about in abouts]


def find_subjects(user: Any, words: str, most: int) -> list[tuple[str, Hit]]:
    """Things of every app that evidence can name, found by words: pairs of kind:ref and the hit."""
    # a database refuses to look for a pattern that is very long, and PostgreSQL for one that holds a NUL
    found, asked = [], words.replace("\0", "").strip()[:LONGEST_WORDS]
    for subject in SUBJECTS.values():
        if subject.search and asked:
            hits = subject.search(user, asked, most)
            found += [(f"{subject.kind}:{hit.ref}", hit) for hit in hits if hit.ref]
    return found[: most * 2]


def last_checks(evidence: Evidence) -> list[Check]:
    """The latest checks of an item, the last one first."""
    return list(evidence.checks.select_related("checked_by")[:CHECKS_SHOWN])
