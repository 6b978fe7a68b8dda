"""Pages of promises that are looked at: one action."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from coopcouncil.web.pages import page
from coopcouncil.web.promises import permissions, queries
from coopcouncil.web.promises.models import Action


@require_safe
def action(request: HttpRequest, public_id: str) -> HttpResponse:
    """One action: what is to be done, who answers, by when, and what would discharge it."""
    found = action_or_404(public_id)
    permissions.check_can_see(request.user, found)
    return page(
        request,
        "promises/action.html",
        title=str(found),
        here="promises",
        trail=(("Action", ""),),
        action=found,
        facts=queries.facts_of(found, request.user, timezone.localdate()),
    )


def action_or_404(public_id: Any) -> Action:
    """The action with what its page names; a page not found when there is none."""
    found = queries.with_context(Action.objects.filter(public_id=public_id)).first()
    if found is None:
        raise Http404("There is no action under this address.")
    return found
