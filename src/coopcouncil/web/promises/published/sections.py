"""What was promised to a committee, on its page."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from coopcouncil.web.meetings.sections import BodySection
from coopcouncil.web.people.models import Body
from coopcouncil.web.promises.published.queries import WHOLE_COUNCIL, Counts, count_promised, promised, under


def _ask(_user: Any, body: Body | None) -> dict[str, Any] | None:
    """How the actions of a committee or of the full council stand, and where they are listed; None without any."""
    found: Counts = count_promised(promised().filter(under(body)), timezone.localdate())
    if not found.all and not found.superseded:
        return None
    return {"counts": found, "address": f"{reverse('promises')}?of={body.slug if body else WHOLE_COUNCIL}"}


SECTION = BodySection("promises", "What was promised", "promises/of_body.html", _ask)
