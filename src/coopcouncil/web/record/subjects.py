"""An entry as something that the pages can tell of."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from coopcouncil.web.permissions import may
from coopcouncil.web.record.models import Entry
from coopcouncil.web.rights import Right
from coopcouncil.web.subjects import Found, Subject


def find_entry(user: Any, ref: str) -> Found | None:
    """The entry's page, for those who may read the record."""
    return find_entries(user, [ref]).get(ref)


def find_entries(user: Any, refs: Sequence[str]) -> dict[str, Found]:
    """The pages of several entries."""
    numbers = [int(ref) for ref in refs if ref.isascii() and ref.isdigit() and len(ref) < 18]
    if not numbers or not may(user, Right.SEE_RECORD):
        return {}
    there = Entry.objects.filter(number__in=numbers).values_list("number", flat=True)
    return {str(number): Found(f"Entry {number}", reverse("entry", args=[number])) for number in there}


ENTRY = Subject("entry", "entry of the record", find_entry, find_many=find_entries)
