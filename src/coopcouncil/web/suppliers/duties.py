"""Reviews as people's duties know them."""

from datetime import date
from typing import Any

from django.urls import reverse

from coopcouncil.data.snapshots import StoreError
from coopcouncil.papers.words import counted, short_gbp
from coopcouncil.web.permissions import may
from coopcouncil.web.rights import Right
from coopcouncil.web.snapshots import current
from coopcouncil.web.subjects import Duty
from coopcouncil.web.suppliers.queries import review_left


def reviews_waiting(user: Any, today: date) -> list[Duty]:  # noqa: ARG001 - every duty is asked for a day
    """The suppliers that wait for a person's word, for people who may give it."""
    if not may(user, Right.REVIEW_SUPPLIERS):
        return []
    try:
        now = current()
    except StoreError:
        return []  # the pages say what is wrong with the store
    if now is None:
        return []
    left = review_left(now)
    if not left["suppliers"]:
        return []
    words = f"Review {counted(left['suppliers'], 'supplier')} worth {short_gbp(left['total_gbp'])}"
    return [Duty(words, reverse("review"))]
