"""Pages of amendments that are looked at: one amendment, the consolidated text, and both as Word files."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from coopcouncil.papers.redline_document import redline_document
from coopcouncil.papers.redline_page import redline_fragment
from coopcouncil.papers.redlines import summary
from coopcouncil.rules.motions.redline import redline
from coopcouncil.web.downloads import file_response
from coopcouncil.web.motions.amendments import permissions
from coopcouncil.web.motions.amendments.board import Board, board_of
from coopcouncil.web.motions.amendments.consolidating import Consolidated, consolidate
from coopcouncil.web.motions.amendments.queries import get_amendment, get_motion, of_one
from coopcouncil.web.motions.amendments.redlines import rivals_of, rows_of, runs_of
from coopcouncil.web.motions.file_forms import REDLINES, WORD
from coopcouncil.web.motions.models import Amendment, Motion
from coopcouncil.web.motions.permissions import can_advise
from coopcouncil.web.motions.queries import warned
from coopcouncil.web.pages import council_name, page
from coopcouncil.web.record.queries import history_of


def trail_of(motion: Motion, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """The way back from a page under a motion."""
    return (("Motions", reverse("motions")), (motion.title, reverse("motion", args=[motion.public_id])), *more)


def address_of(amendment: Amendment) -> str:
    """The address of an amendment's page."""
    return reverse("amendment", args=[amendment.public_id])


@require_safe
def amendment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One amendment: where it stands, what it changes, what it collides with, and what was decided."""
    found = get_amendment(public_id)
    permissions.check_can_see(request.user, found)
    whole = of_one(request.user, found)
    text, user = whole.standing.text, request.user
    base = text.base
    assert base is not None  # noqa: S101 - an amendment's text has the text it amends
    change = redline(base.plain, text.plain)
    return page(
        request,
        "motions/amendments/amendment.html",
        title=f"Amendment {found.name} to {found.motion.title}",
        here="motions",
        trail=trail_of(found.motion, (f"Amendment {found.name}", "")),
        amendment=found,
        motion=found.motion,
        whole=whole,
        summary=summary(change),
        redline=redline_fragment(change),
        forms=REDLINES,
        texts=found.texts.select_related("added_by", "base", "adopted"),
        moves=permissions.moves_for(user, found),
        warnings=warned(found.motion, text) if permissions.can_decide(user, found.motion) else [],
        offered={
            "advise": can_advise(user, found.motion) and not whole.standing.is_settled,
            "change": permissions.can_change(user, found),
            "settle": permissions.can_settle(user, found),
            "vote": permissions.can_vote(user, found),
            "correct": permissions.can_correct(user, found),
            "add": permissions.can_add(user, found.motion) and not whole.standing.is_settled,
            "together": permissions.can_see_together(user),
        },
        history=history_of(found.subject_kind, found.subject_ref),
    )


@require_safe
def together(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The consolidated text: the motion as chosen amendments together would have it, and where they collide."""
    motion = get_motion(public_id)
    permissions.check_can_see_together(request.user, motion)
    board = board_of(motion)
    chosen = chosen_of(request.GET.getlist("with"), board)
    made = consolidate(board, chosen)
    return page(
        request,
        "motions/amendments/together.html",
        title=f"All amendments together: {motion.title}",
        here="motions",
        trail=trail_of(motion, ("All amendments together", "")),
        motion=motion,
        board=board,
        made=made,
        chosen={each.amendment.pk for each in made.chosen},
        query=query_of(made, chosen),
        summary=summary(redline(made.base.plain, made.paragraphs)),
        runs=runs_of(rows_of(made.base.plain, made.paragraphs, made.attribution)),
        rivals={each.key: rivals_of(each.collision, each.base.plain) for each in made.clashes},
        can_decide=permissions.can_decide(request.user, motion),
    )


@require_safe
def together_document(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The consolidated text as a Word file with tracked changes against the motion's text."""
    motion = get_motion(public_id)
    permissions.check_can_see_together(request.user, motion)
    board = board_of(motion)
    made = consolidate(board, chosen_of(request.GET.getlist("with"), board))
    change = redline(made.base.plain, made.paragraphs)
    names = ", ".join(each.name for each in made.chosen)
    author = f"Amendments {names}" if names else council_name()
    return file_response(
        f"{_file_name(f'{motion.title} with amendments')}.docx",
        redline_document(change, author=author, changed_at=timezone.now()),
        WORD,
    )


@require_safe
def together_text(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The consolidated text as plain text, a paragraph a line."""
    motion = get_motion(public_id)
    permissions.check_can_see_together(request.user, motion)
    board = board_of(motion)
    made = consolidate(board, chosen_of(request.GET.getlist("with"), board))
    content = "\n".join((*made.paragraphs, "")).encode()
    return file_response(f"{_file_name(motion.title)}-with-amendments.txt", content, "text/plain; charset=utf-8")


def chosen_of(given: Iterable[str], board: Board) -> list[int] | None:
    """The amendments of these public ids; None, all open ones, when none is named."""
    named = set(given)
    return [each.amendment.pk for each in board.walk() if each.amendment.subject_ref in named] if named else None


def query_of(made: Consolidated, chosen: list[int] | None) -> str:
    """The query of an address that carries the choice on; empty for all open ones."""
    if chosen is None:
        return ""
    return "?" + "&".join(f"with={each.amendment.subject_ref}" for each in made.chosen)


def _file_name(name: str) -> str:
    return slugify(name)[:80].strip("-") or "motion"
