"""Pages of promises that are looked at: all of them, those of one motion, and one action; and the same as files."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from coopcouncil.rules.motions.states import ActionState, may_follow
from coopcouncil.web.downloads import csv_response
from coopcouncil.web.pages import page
from coopcouncil.web.paging import page_number, pagination
from coopcouncil.web.promises import files, lists, permissions, queries
from coopcouncil.web.promises.confirming.queries import get_motion, to_confirm
from coopcouncil.web.promises.forms import PromiseSearch
from coopcouncil.web.promises.models import Action
from coopcouncil.web.promises.proofs import evidence_under, ticks_of
from coopcouncil.web.record.queries import history_of

TRAIL = ("Promises", "/promises/")
EVERYBODY = AnonymousUser()


@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """What the council has promised: search, filters, and how it all stands."""
    form, today = PromiseSearch(request.GET), timezone.localdate()
    asked = form.asked()
    listed = lists.list_promises(asked, request.user, today, page_number(request))
    query = f"?{urlencode(asked)}" if asked else ""
    return page(
        request,
        "promises/list.html",
        title="What the council has promised",
        here="promises",
        trail=(("Promises", ""),),
        form=form,
        asked=asked,
        listed=listed,
        counts=lists.count_actions(asked, today),
        to_confirm=list(to_confirm(request.user)),
        downloads=[
            (words, reverse(name) + query) for words, name in (("CSV", "promises-csv"), ("JSON", "promises-json"))
        ],
        pagination=pagination(request, page=listed.page, pages=listed.pages),
    )


@require_safe
def promises_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same promises, all of them, as everybody sees them, as CSV: a file with names or drafts would get about."""
    asked = PromiseSearch(request.GET).asked()
    found = lists.every_promise(asked, EVERYBODY, timezone.localdate())
    return csv_response("promises.csv", files.CSV_FIELDS, files.csv_rows(found))


@require_safe
def promises_json(request: HttpRequest) -> StreamingHttpResponse:
    """The same promises, all of them, as everybody sees them, as JSON."""
    asked, today = PromiseSearch(request.GET).asked(), timezone.localdate()
    written = files.json_lines(lists.every_promise(asked, EVERYBODY, today), lists.count_actions(asked, today))
    response = StreamingHttpResponse(written, content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="promises.json"'
    return response


@require_safe
def of_motion(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the council promised by one motion, resolution by resolution."""
    motion, today = get_motion(public_id), timezone.localdate()
    asked = {"motion": str(public_id)}
    motions = queries.motion_links(request.user, [motion])
    return page(
        request,
        "promises/motion.html",
        title=f"Promised by: {motion}",
        here="promises",
        trail=(TRAIL, (str(motion), "")),
        motion=motion,
        motion_address=motions.get(motion.about, ""),
        adopted_on=queries.adopted_on(motion),
        rows=list(lists.every_promise(asked, request.user, today)),
        counts=lists.count_actions(asked, today),
        can_confirm=permissions.can_confirm(request.user, motion),
        waiting=motion.resolutions.filter(confirmed_at=None).count(),
    )


@require_safe
def action(request: HttpRequest, public_id: str) -> HttpResponse:
    """One action: what is to be done, who answers, by when, and what would discharge it."""
    found, user = queries.get_action(public_id), request.user
    permissions.check_can_see(user, found)
    shown = evidence_under([found], user).get(found.pk, ())
    names = permissions.can_see_names(user)
    return page(
        request,
        "promises/action.html",
        title=str(found),
        here="promises",
        trail=(TRAIL, (str(found.resolution.motion), _motion_address(found)), ("Action", "")),
        action=found,
        facts=queries.facts_of(found, user, timezone.localdate()),
        ticks=ticks_of(found, shown),
        shown=shown,
        notes=found.notes.select_related("written_by"),
        overtaken_by=found.superseded_by,
        names=names,
        offered=_offered(user, found),
        history=history_of(found.subject_kind, found.subject_ref) if names else None,
    )


def _motion_address(found: Action) -> str:
    return reverse("promises-motion", args=[found.resolution.motion.public_id])


def _offered(user: Any, found: Action) -> dict[str, bool]:
    """What this reader may do with the action as it stands."""
    works, clerk = permissions.can_work_on(user, found), permissions.can_confirm(user, found.resolution.motion)
    state = ActionState(found.state)
    return {
        "work": works,
        "block": works and may_follow(state, ActionState.BLOCKED),
        "unblock": works and state is ActionState.BLOCKED,
        "review": works and state is ActionState.CONTINUING,
        "discharge": works and may_follow(state, ActionState.AWAITING_DISCHARGE),
        "decide": permissions.can_decide(user, found),
        "change": clerk and bool(state not in (ActionState.REJECTED, ActionState.DISCHARGED, ActionState.SUPERSEDED)),
        "supersede": clerk and may_follow(state, ActionState.SUPERSEDED),
    }
