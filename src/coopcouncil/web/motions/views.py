"""Pages of motions that are looked at: the list, one motion, its versions, and what changed between them."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from coopcouncil.papers.redline_page import redline_fragment
from coopcouncil.papers.redlines import summary
from coopcouncil.rules.motions.redline import redline
from coopcouncil.rules.motions.states import MotionState, is_final
from coopcouncil.rules.motions.written_text import without_legend
from coopcouncil.web.evidence.queries import beneath
from coopcouncil.web.motions import permissions, queries
from coopcouncil.web.motions.amendments.queries import section_of
from coopcouncil.web.motions.file_forms import REDLINES, TEXTS
from coopcouncil.web.motions.models import Motion, Text
from coopcouncil.web.pages import page
from coopcouncil.web.paging import page_number, pagination
from coopcouncil.web.people.models import Body, BodyKind
from coopcouncil.web.record.queries import history_of

TRAIL = ("Motions", "/motions/")


class MotionSearch(forms.Form):
    """Search and filters of the list; a value that is not offered is left alone."""

    words = forms.CharField(label="Words of the title, or a name", required=False, max_length=100)
    state = forms.ChoiceField(
        label="Where it stands", required=False,
        choices=[("", "All"), *((each.value, each.label) for each in MotionState)],
    )  # fmt: skip
    body = forms.ChoiceField(label="Who decides", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        committees = Body.objects.filter(kind=BodyKind.COMMITTEE).values_list("slug", "name")
        field = self.fields["body"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "All"), *committees]

    def asked(self) -> dict[str, str]:
        """The fields that are filled in and make sense."""
        self.full_clean()
        return {name: value.strip() for name, value in self.cleaned_data.items() if value}


@require_safe
def motions(request: HttpRequest) -> HttpResponse:
    """The motions that this reader may see, the newest first."""
    form = MotionSearch(request.GET)
    asked = form.asked()
    found = queries.search_motions(request.user, **asked)
    count = found.count()
    pages = max(1, -(-count // queries.PAGE_LENGTH))
    number = min(page_number(request), pages)
    return page(
        request,
        "motions/list.html",
        title="Motions",
        here="motions",
        trail=(("Motions", ""),),
        form=form,
        asked=asked,
        count=count,
        rows=found[(number - 1) * queries.PAGE_LENGTH : number * queries.PAGE_LENGTH],
        pagination=pagination(request, page=number, pages=pages),
    )


@require_safe
def motion(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One motion: where it stands, what it says, what is said about it, and what became of it."""
    found = seen_motion(request, public_id)
    texts = queries.texts_of(found)
    newest, user = texts[-1], request.user
    can_decide = permissions.can_decide(user, found)
    notice, notice_missing = queries.notice_of(found)
    return page(
        request,
        "motions/motion.html",
        title=found.title,
        here="motions",
        trail=(TRAIL, (found.title, "")),
        motion=found,
        state=MotionState(found.state),
        settled=is_final(MotionState(found.state)),
        text=newest,
        paragraphs=without_legend(newest.read),
        forms=TEXTS,
        texts=texts,
        notice=notice,
        notice_missing=notice_missing,
        advice=queries.advice_on(newest),
        given=queries.advice_given(found),
        warnings=queries.warned(found, newest) if can_decide or permissions.can_change(user, found) else [],
        moves=permissions.moves_for(user, found),
        amendments=section_of(user, found),
        offered={
            "change": permissions.can_change(user, found),
            "decide": can_decide,
            "advise": permissions.can_advise(user, found),
        },
        support=beneath(found.about, user),
        history=history_of(found.subject_kind, found.subject_ref),
    )


@require_safe
def text(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """One version of the text, with what reading its file had to say."""
    found = seen_motion(request, public_id)
    chosen = queries.text_numbered(queries.texts_of(found), str(number))
    return page(
        request,
        "motions/text.html",
        title=f"{chosen} of {found.title}",
        here="motions",
        trail=_trail(found, str(chosen)),
        motion=found,
        text=chosen,
        paragraphs=without_legend(chosen.read),
        forms=TEXTS,
        advice=queries.advice_on(chosen),
    )


@require_safe
def compare(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What changed between two versions: the last two, unless others are asked for."""
    found = seen_motion(request, public_id)
    texts = queries.texts_of(found)
    old, new = versions_asked(request, texts)
    change = redline(old.plain, new.plain)
    return page(
        request,
        "motions/compare.html",
        title=f"What changed in {found.title}",
        here="motions",
        trail=_trail(found, "What changed"),
        motion=found,
        texts=texts,
        old=old,
        new=new,
        summary=summary(change),
        redline=redline_fragment(change),
        forms=REDLINES,
    )


def seen_motion(request: HttpRequest, public_id: UUID) -> Motion:
    """The motion of this id, which this reader may see. Raises Http404, NotAllowedError."""
    found = queries.get_motion(str(public_id))
    permissions.check_can_see(request.user, found)
    return found


def versions_asked(request: HttpRequest, texts: list[Text]) -> tuple[Text, Text]:
    """The two versions that the address asks for: the last two, unless it names others."""
    old, new = texts[max(0, len(texts) - 2)], texts[-1]
    by_number = {str(each.number): each for each in texts}
    return by_number.get(request.GET.get("old", ""), old), by_number.get(request.GET.get("new", ""), new)


def _trail(motion: Motion, words: str) -> tuple[tuple[str, str], ...]:
    return (TRAIL, (motion.title, reverse("motion", args=[motion.public_id])), (words, ""))
