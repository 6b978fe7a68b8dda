"""Pages of notices: what one is told, the calendar, the feeds, and the demo's e-mails."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from coopcouncil.web.forms_adapter import error_summary
from coopcouncil.web.notices import operations, queries
from coopcouncil.web.notices.calendars import calendar_of
from coopcouncil.web.notices.feeds import KINDS, feed_of
from coopcouncil.web.notices.forms import NoticesForm
from coopcouncil.web.notices.models import ShownMail
from coopcouncil.web.pages import council_name, page
from coopcouncil.web.paging import page_number, pagination
from coopcouncil.web.permissions import person_of
from coopcouncil.web.subjects import duties_of, news

ENTRIES = 50
MAILS_A_PAGE = 25
ACCOUNT = "Your account"


def notices(request: HttpRequest) -> HttpResponse:
    """Choose how often a digest comes; the addresses of the calendar and the feeds."""
    preference = queries.preference_of(person_of(request))
    form = NoticesForm(request.POST if request.method == "POST" else None, initial={"how_often": preference.how_often})
    if request.method == "POST" and form.is_valid():
        operations.choose_how_often(person=person_of(request), how_often=form.cleaned_data["how_often"])
        messages.success(request, "Kept.")
        return redirect("notices")
    return page(
        request,
        "notices/notices.html",
        title="Notices and calendar",
        here="notices",
        trail=((ACCOUNT, reverse("account")), ("Notices and calendar", "")),
        form=form,
        problems=error_summary(form) if form.is_bound else None,
        calendar=settings.COOPCOUNCIL_ADDRESS + reverse("calendar", args=[queries.calendar_token(preference)]),
        kinds=KINDS,
    )


@require_POST
def renew_calendar(request: HttpRequest) -> HttpResponse:
    """Give the calendar another address."""
    operations.renew_calendar_address(person=person_of(request))
    messages.success(request, "The calendar has a new address. The earlier one no longer works.")
    return redirect("notices")


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001 - every view takes the request
    """One person's deadlines, for whoever knows the address."""
    owner = queries.calendar_owner(token)
    if owner is None:
        raise Http404("This calendar is not here any more. Its owner finds its address under Your account.")
    now = timezone.now()
    made = calendar_of(
        duties_of(owner, timezone.localdate(now)),
        name=f"Deadlines: {council_name()}",
        address=settings.COOPCOUNCIL_ADDRESS,
        now=now,
    )
    return HttpResponse(made, content_type="text/calendar; charset=utf-8")


@require_safe
def feed(request: HttpRequest, kind: str) -> HttpResponse:
    """What was published last, of all kinds or of one."""
    if kind != "published" and kind not in KINDS:
        raise Http404("There is no such feed.")
    named = KINDS.get(kind, "What is published")
    made = feed_of(
        news(ENTRIES, None if kind == "published" else kind), title=f"{council_name()}: {named}", address=request.path
    )
    return HttpResponse(made, content_type="application/atom+xml; charset=utf-8")


@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """The e-mails that the demo did not send."""
    _only_in_the_demo()
    found = ShownMail.objects.all()
    pages = max(1, -(-found.count() // MAILS_A_PAGE))
    number = min(page_number(request), pages)
    return page(
        request,
        "notices/mails.html",
        title="E-mails of the demo",
        trail=(("E-mails of the demo", ""),),
        mails=found[(number - 1) * MAILS_A_PAGE : number * MAILS_A_PAGE],
        pagination=pagination(request, page=number, pages=pages),
    )


@require_safe
def mail(request: HttpRequest, number: int) -> HttpResponse:
    """One e-mail that the demo did not send."""
    _only_in_the_demo()
    found = get_object_or_404(ShownMail, id=number)
    trail = (("E-mails of the demo", reverse("demo-mails")), (found.subject, ""))
    return page(request, "notices/mail.html", title=found.subject, trail=trail, mail=found)


def _only_in_the_demo() -> None:
    if not settings.COOPCOUNCIL_DEMO:
        raise Http404("E-mails are shown on a page in the demo only.")
