"""Pages of words, and the pages shown when a request cannot be answered."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.utils.html import escape
from django.views.decorators.http import require_safe

from coopcouncil import __version__
from coopcouncil.vocabulary.legal_forms import LegalForm
from coopcouncil.vocabulary.ownership_models import OwnershipModel
from coopcouncil.web.help.meanings import FORMS, OWNERSHIP, WORDS
from coopcouncil.web.pages import page
from coopcouncil.web.permissions import NotAllowedError
from coopcouncil.web.running.requests import id_of

# Written out in full, so that it shows even when nothing else works.
BROKEN_PAGE = Path(__file__).parent / "broken.html"


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What these pages are, for whom, and what they do not know."""
    return page(request, "help/about.html", title="About these pages", trail=(("About", ""),), version=__version__)


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """What the words on the pages mean."""
    return page(
        request,
        "help/glossary.html",
        title="Glossary",
        trail=(("Glossary", ""),),
        words=WORDS,
        ownership=[(model.label, OWNERSHIP[model]) for model in OwnershipModel],
        forms=[(form.label, FORMS[form]) for form in LegalForm if form in FORMS],
    )


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How far the pages meet the accessibility rules, and how that is checked."""
    return page(request, "help/accessibility.html", title="Accessibility statement", trail=(("Accessibility", ""),))


@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """Which cookies are set and why."""
    names = (settings.CSRF_COOKIE_NAME, "messages", settings.SESSION_COOKIE_NAME)
    return page(request, "help/cookies.html", title="Cookies", trail=(("Cookies", ""),), names=names)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Which personal data is kept, why, and for how long."""
    return page(request, "help/privacy.html", title="Privacy", trail=(("Privacy", ""),))


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """On which terms these pages may be used."""
    return page(request, "help/terms.html", title="Terms", trail=(("Terms", ""),))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """400."""
    return page(request, "help/400.html", title="We could not read that request", http_status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with the reason in words where a permission check gave one."""
    said = str(exception) if isinstance(exception, NotAllowedError) else ""
    return page(request, "help/403.html", title="You cannot do that here", http_status=403, said=said)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """403, for a form whose protection against forgery did not arrive."""
    return page(request, "help/stale_form.html", title="That form could not be accepted", http_status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, saying what was not found where a page said so."""
    said = str(exception.args[0]) if exception.args and isinstance(exception.args[0], str) else ""
    return page(request, "help/404.html", title="Page not found", http_status=404, said=said)


def broken(request: HttpRequest) -> HttpResponse:
    """500, from a file that needs nothing else to work, with the id by which the log knows this request."""
    words = BROKEN_PAGE.read_text(encoding="utf-8")
    return HttpResponseServerError(words.replace("REQUEST_ID", escape(id_of(request))))
