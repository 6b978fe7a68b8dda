"""Pages on which people decide: where amendments collide with one another, or with a text that has changed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coopcouncil.rules.motions.merging import Collision
from coopcouncil.web.forms_adapter import error_summary
from coopcouncil.web.motions.amendments import permissions
from coopcouncil.web.motions.amendments.board import board_of
from coopcouncil.web.motions.amendments.changing import LOOK_OR_SEND
from coopcouncil.web.motions.amendments.consolidating import Clash, consolidate
from coopcouncil.web.motions.amendments.deciding import decide_collision, settle_amendment, stamp
from coopcouncil.web.motions.amendments.forms import AMENDMENT, BASE, OWN, CollisionForm
from coopcouncil.web.motions.amendments.meanwhile import ChangedMeanwhileError
from coopcouncil.web.motions.amendments.operations import AmendmentError
from coopcouncil.web.motions.amendments.queries import get_amendment, get_motion
from coopcouncil.web.motions.amendments.rebasing import Rebasing, rebasing_of
from coopcouncil.web.motions.amendments.redlines import rivals_of
from coopcouncil.web.motions.amendments.views import address_of, chosen_of, query_of, trail_of
from coopcouncil.web.motions.models import CollisionDecision
from coopcouncil.web.pages import page, sent_version
from coopcouncil.web.permissions import person_of

KEEP_BASE_WORDS = "The text as it is without these amendments"
KEEP_NEW_WORDS = "The text as it now stands"


@require_http_methods(LOOK_OR_SEND)
def decide(request: HttpRequest, public_id: UUID, key: str) -> HttpResponse:
    """Decide one collision among amendments; the next open one follows."""
    motion = get_motion(public_id)
    permissions.check_can_decide(request.user, motion)
    board = board_of(motion)
    chosen = chosen_of(request.GET.getlist("with"), board)
    made = consolidate(board, chosen)
    clash = made.find(key)
    if clash is None:
        return _gone(request, reverse("motion-together", args=[public_id]) + query_of(made, chosen))
    form = _form(request, clash.collision, clash.collision.amendments, KEEP_BASE_WORDS, clash.decision)
    if form.is_valid():
        try:
            decide_collision(motion=motion, wanted=form.wanted(key), by=person_of(request), chosen=chosen)
        except AmendmentError as error:
            form.add_error(None, str(error))
        except ChangedMeanwhileError as error:
            form = _again(request, form, str(error), _now(clash))
        else:
            left = [each.key for each in made.open_clashes if each.key != key]
            messages.success(request, f"Decided. {_left(len(left))}")
            query = query_of(made, chosen)
            if left:
                return redirect(reverse("motion-decide", args=[public_id, left[0]]) + query)
            return redirect(reverse("motion-together", args=[public_id]) + query)
    back = reverse("motion-together", args=[public_id]) + query_of(made, chosen)
    where = f"In amendment {clash.of}, paragraph" if clash.of else "Paragraph"
    return page(
        request,
        "motions/amendments/decide.html",
        title=f"{where} {clash.collision.paragraph}: which words stand?",
        here="motions",
        trail=trail_of(motion, ("All amendments together", back), ("Decide", "")),
        **_shown(clash.collision, clash.base.plain, form),
        base_words=clash.base.plain[clash.collision.first : clash.collision.last],
        decision=clash.decision,
        before=clash.before,
        back=back,
        version=None,
        problems=error_summary(form) if form.is_bound else None,
    )


@require_http_methods(LOOK_OR_SEND)
def settle(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Settle what an amendment collides with in the text as it now stands, one collision after the other."""
    found = get_amendment(public_id)
    permissions.check_can_settle(request.user, found)
    standing = board_of(found.motion).find(found)
    if not standing.is_behind or (rebasing := rebasing_of(standing)).is_clear:
        return _gone(request, address_of(found))
    collision = rebasing.merged.collisions[0]
    key = rebasing.key(collision)
    form = _form(request, collision, (found.name,), KEEP_NEW_WORDS, None)
    if form.is_valid():
        try:
            settle_amendment(
                amendment=found,
                version=sent_version(request),
                wanted=form.wanted(request.POST.get("key", "")),
                by=person_of(request),
            )
        except AmendmentError as error:
            form.add_error(None, str(error))
        except ChangedMeanwhileError as error:
            messages.warning(request, str(error))
            return redirect("amendment-settle", public_id)
        else:
            left = len(rebasing.merged.collisions) - 1
            done = "All is settled: the amendment now amends the text as it stands."
            messages.success(request, f"Settled. {_left(left)}" if left else done)
            return redirect(reverse("amendment-settle", args=[public_id]) if left else address_of(found))
    return page(
        request,
        "motions/amendments/decide.html",
        title=f"Amendment {found.name}, paragraph {collision.paragraph}: which words stand?",
        here="motions",
        trail=trail_of(found.motion, (f"Amendment {found.name}", address_of(found)), ("Settle", "")),
        **_shown(collision, rebasing.merged.base, form, called=_called(rebasing)),
        base_words=rebasing.merged.base[collision.first : collision.last],
        decision=None,
        before=None,
        key=key,
        back=address_of(found),
        version=found.version,
        intro=f"The text changed after amendment {found.name} was written. {_left(len(rebasing.merged.collisions))}",
        problems=error_summary(form) if form.is_bound else None,
    )


def _form(
    request: HttpRequest,
    collision: Collision,
    names: tuple[str, ...],
    otherwise: str,
    decision: CollisionDecision | None,
) -> CollisionForm:
    sent = request.POST if request.method == "POST" else None
    initial = {"seen": stamp(decision), **_kept(decision)}
    return CollisionForm(sent, collision=collision, names=names, otherwise=otherwise, initial=initial)


def _kept(decision: CollisionDecision | None) -> dict[str, Any]:
    """What was decided, as the form has it."""
    if decision is None:
        return {}
    if decision.words is not None:
        return {"choice": OWN, "words": "\n".join(decision.words), "why": decision.why}
    choice = f"{AMENDMENT}{decision.amendment.name}" if decision.amendment else BASE
    return {"choice": choice, "why": decision.why}


def _again(request: HttpRequest, form: CollisionForm, said: str, now: CollisionDecision | None) -> CollisionForm:
    """The same form after somebody else decided: what was written stays, and saving again replaces theirs."""
    data = request.POST.copy()
    data["seen"] = stamp(now)
    names = form.collision.amendments
    again = CollisionForm(data, collision=form.collision, names=names, otherwise=KEEP_BASE_WORDS)
    again.full_clean()
    again.add_error(None, said)
    return again


def _now(clash: Clash) -> CollisionDecision | None:
    return CollisionDecision.objects.filter(base=clash.base, key=clash.key).first()


def _gone(request: HttpRequest, address: str) -> HttpResponse:
    """There is nothing to decide here any more."""
    messages.warning(request, "Nothing is left to decide there: the texts were changed, or somebody decided it.")
    return redirect(address)


def _left(count: int) -> str:
    if not count:
        return "Nothing is left to decide."
    return f"{count} {'collision is' if count == 1 else 'collisions are'} left to decide."


def _called(rebasing: Rebasing) -> dict[str, str]:
    return {rebasing.ours: KEEP_NEW_WORDS}


def _shown(
    collision: Collision, base: tuple[str, ...], form: CollisionForm, called: dict[str, str] | None = None
) -> dict[str, Any]:
    """What the page shows of a collision."""
    return {
        "collision": collision,
        "rivals": rivals_of(collision, base),
        "called": called or {},
        "form": form,
    }
