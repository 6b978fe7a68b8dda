"""What was promised to a committee, on its page."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from coopcouncil.web.meetings.sections import BodySection
from coopcouncil.web.people.models import Body
from coopcouncil.web.promises.lists import Counts, count_actions
from coopcouncil.web.promises.models import Resolution


def _ask(_user: Any, body: Body | None) -> dict[str, Any] | None:
    """How the actions done through or reported to a committee stand, and the motions that it carried itself.

    Of the full council, every motion is: its page has how all actions stand. None where nothing was promised.
    """
    asked = {"body": body.slug} if body else {}
    counts: Counts = count_actions(asked, timezone.localdate())
    if not counts.actions:
        return None
    motions = _carried_by(body) if body else []
    return {"counts": counts, "address": f"{reverse('promises')}?{urlencode(asked)}".rstrip("?"), "motions": motions}


def _carried_by(body: Body) -> list[tuple[str, str]]:
    """The titles and addresses of the motions that a committee carried and of which something is confirmed."""
    confirmed = Resolution.objects.filter(Q(motion__body=body), confirmed_at__isnull=False)
    found = confirmed.order_by().values_list("motion__title", "motion__public_id").distinct()
    return [(title, reverse("promises-motion", args=[ref])) for title, ref in found]


SECTION = BodySection("promises", "What was promised", "promises/of_body.html", _ask)
