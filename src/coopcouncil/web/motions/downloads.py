"""Texts and redlines of motions and amendments as files: Word, PDF with line numbers, Akoma Ntoso and more."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from coopcouncil.papers.redline_forms import CLEAN_FORMS, Paper, written
from coopcouncil.rules.motions.redline import redline
from coopcouncil.rules.motions.written_text import as_lines, without_legend
from coopcouncil.web.downloads import file_response
from coopcouncil.web.motions import queries
from coopcouncil.web.motions.amendments import permissions as amendment_permissions
from coopcouncil.web.motions.amendments.board import board_of
from coopcouncil.web.motions.amendments.queries import get_amendment
from coopcouncil.web.motions.file_forms import REDLINES, TEXTS
from coopcouncil.web.motions.models import Text
from coopcouncil.web.motions.views import seen_motion, versions_asked
from coopcouncil.web.pages import council_name


@require_safe
def text(request: HttpRequest, public_id: UUID, number: int, form: str) -> HttpResponse:
    """One version of a motion's text as a file; what stands in it of marks is left out."""
    found = seen_motion(request, public_id)
    chosen = queries.text_numbered(queries.texts_of(found), str(number))
    media_type, ending, _ = _form(TEXTS, form)
    paragraphs = without_legend(chosen.read)
    if form in CLEAN_FORMS:
        texts = [each.text for each in paragraphs]
        content, _ = written(redline(texts, texts), form, _paper(found.title, chosen), [], clean=True)
    else:
        content = f"{as_lines(paragraphs)}\n".encode("utf-8", "replace")
    return file_response(f"{slugify(found.title)}-{number}{ending}", content, media_type)


@require_safe
def compared(request: HttpRequest, public_id: UUID, form: str) -> HttpResponse:
    """What changed between two versions of a motion's text, as a file."""
    found = seen_motion(request, public_id)
    old, new = versions_asked(request, queries.texts_of(found))
    title = f"{found.title}: version {old.number} to version {new.number}"
    return _redline(
        old, new, form, title=title, author=str(new), name=f"{slugify(found.title)}-{old.number}-{new.number}"
    )


@require_safe
def amendment(request: HttpRequest, public_id: UUID, form: str) -> HttpResponse:
    """What an amendment changes, as a file."""
    found = get_amendment(public_id)
    amendment_permissions.check_can_see(request.user, found)
    newest = board_of(found.motion).find(found).text
    assert newest.base is not None  # noqa: S101 - an amendment's text has the text it amends
    title = f"Amendment {found.name} to {found.motion.title}"
    author = found.mover or f"Amendment {found.name}"
    return _redline(newest.base, newest, form, title=title, author=author, name=slugify(title))


def _redline(old: Text, new: Text, form: str, *, title: str, author: str, name: str) -> HttpResponse:
    media_type, ending, _ = _form(REDLINES, form)
    paper = Paper(title, author, council_name(), timezone.localdate(new.added_at))
    content, _ = written(redline(old.plain, new.plain), form, paper, [])
    return file_response(f"{name}{ending}", content, media_type)


def _paper(title: str, text: Text) -> Paper:
    return Paper(title, str(text), council_name(), timezone.localdate(text.added_at))


def _form(forms: dict[str, tuple[str, str, str]], form: str) -> tuple[str, str, str]:
    if form not in forms:
        raise Http404(f"There is no such form of a file. There are: {', '.join(forms)}.")
    return forms[form]
