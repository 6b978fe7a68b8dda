"""The reports to a committee, on its page."""

from typing import Any

from coopcouncil.web.meetings.sections import BodySection
from coopcouncil.web.people.models import Body
from coopcouncil.web.reports.queries import visible_to

MOST = 5


def _ask(user: Any, body: Body | None) -> dict[str, Any] | None:
    """The newest reports that this reader may see; None where there is none."""
    rows = list(visible_to(user).filter(body=body).exclude(state="withdrawn")[: MOST + 1])
    return {"rows": rows[:MOST], "more": len(rows) > MOST} if rows else None


SECTION = BodySection("reports", "Reports to it", "reports/of_body.html", _ask)
