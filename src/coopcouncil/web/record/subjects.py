"""An entry as something that the pages can tell of."""

from typing import Any

from django.urls import reverse

from coopcouncil.web.permissions import may
from coopcouncil.web.record.models import Entry
from coopcouncil.web.rights import Right
from coopcouncil.web.subjects import Found, Subject


def find_entry(user: Any, ref: str) -> Found | None:
    """The entry's page, for those who may read the record."""
    known = ref.isascii() and ref.isdigit() and len(ref) < 18 and may(user, Right.SEE_RECORD)
    if not known or not Entry.objects.filter(number=int(ref)).exists():
        return None
    return Found(f"Entry {ref}", reverse("entry", args=[ref]))


ENTRY = Subject("entry", "Entry of the record", find_entry)
