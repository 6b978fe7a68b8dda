"""Pages of evidence that change it: add, change, publish, withdraw, check again, and say what it supports."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.forms import FileField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopcouncil.web.evidence import operations, permissions, queries
from coopcouncil.web.evidence.forms import EvidenceForm, WithdrawForm, WordsForm
from coopcouncil.web.evidence.kinds.registry import KINDS, Outcome
from coopcouncil.web.evidence.models import Evidence
from coopcouncil.web.evidence.states import State
from coopcouncil.web.evidence.views import TRAIL, brief, kind_or_404
from coopcouncil.web.forms_adapter import error_summary
from coopcouncil.web.pages import page, sent_version
from coopcouncil.web.permissions import person_of
from coopcouncil.web.subjects import find, label

LOOK_OR_SEND = ("GET", "HEAD", "POST")
MOST_HITS = 10


@require_safe
def add(request: HttpRequest) -> HttpResponse:
    """Which kind of evidence to add; what it supports is carried on."""
    about = request.GET.get("about", "")
    return page(
        request,
        "evidence/add.html",
        title="Add evidence",
        here="evidence",
        trail=(TRAIL, ("Add evidence", "")),
        kinds=KINDS.values(),
        query=f"?{urlencode({'about': about})}" if about else "",
        about=_named(request.user, about),
    )


@require_http_methods(LOOK_OR_SEND)
def add_kind(request: HttpRequest, kind: str) -> HttpResponse:
    """The short form of one kind."""
    chosen = KINDS.get(kind)
    if chosen is None:
        raise Http404("There is no such kind of evidence.")
    form = _form(request, chosen.form)
    about = request.GET.get("about", "")
    if request.method == "POST" and form.is_valid():
        made = operations.add_evidence(kind=kind, said=form.said(), by=request.user, about=about)  # type: ignore[arg-type]
        messages.success(request, "Added as a draft.")
        return redirect("evidence-item", made.public_id)
    return page(
        request,
        "evidence/add_kind.html",
        title=f"Add evidence: {chosen.label.lower()}",
        here="evidence",
        trail=(TRAIL, ("Add evidence", reverse("evidence-add")), (chosen.label, "")),
        kind=chosen,
        form=form,
        words=WordsForm(request.GET),
        about=_named(request.user, about),
        carried={name: value for name, value in request.GET.items() if name != "words"},
        problems=error_summary(form) if request.method == "POST" else None,
    )


def _form(request: HttpRequest, form: type[EvidenceForm], evidence: Evidence | None = None) -> EvidenceForm:
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    return form(*given, user=request.user, query=request.GET.dict(), evidence=evidence)


def _named(user: Any, about: str) -> dict[str, str] | None:
    """What the new evidence will support, in words; a page not found when it is not there."""
    if not about:
        return None
    found = find(user, about)
    if found is None:
        raise Http404("What this evidence should support is not here, or you may not see it.")
    return {"label": label(about), "title": found.title, "address": found.address}


@require_http_methods(LOOK_OR_SEND)
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form of a draft; whoever saves second sees what the first one wrote beside their own words."""
    found = queries.get_evidence(public_id)
    permissions.check_can_change(request.user, found)
    kind = kind_or_404(found)
    form = _form(request, kind.form, found)
    version, theirs = found.version, None
    if request.method == "POST" and form.is_valid():
        try:
            sent = sent_version(request)
            operations.change_evidence(evidence=found, version=sent, said=form.said(), by=person_of(request))
        except operations.ChangedMeanwhileError as error:
            version, theirs = error.now.version, _theirs(kind.form, error.now, form)
        else:
            messages.success(request, "Your changes are kept.")
            return redirect("evidence-item", found.public_id)
    return page(
        request,
        "evidence/change.html",
        title=f"Change: {found.title}",
        here="evidence",
        trail=(TRAIL, (found.title, _address(found)), ("Change", "")),
        evidence=found,
        kind=kind,
        form=form,
        version=version,
        theirs=theirs,
        problems=_change_problems(form, theirs) if request.method == "POST" else None,
    )


def _theirs(form: type[EvidenceForm], now: Evidence, mine: EvidenceForm) -> dict[str, Any]:
    """Who changed the item meanwhile, when, and each field in which it is not what this person wrote."""
    other = form(user=mine.user, evidence=now)
    differing = []
    for bound in other.visible_fields():
        said, own = _in_words(bound), _in_words(mine[bound.name])
        if said != own and not isinstance(bound.field, FileField):
            differing.append({"label": bound.label, "theirs": said, "mine": own})
    return {"who": str(now.changed_by or "Somebody"), "at": now.changed_at, "fields": differing}


def _in_words(bound: Any) -> str:
    value = "" if bound.value() is None else str(bound.value())
    return str(dict(getattr(bound.field, "choices", ())).get(value, value))


def _change_problems(form: EvidenceForm, theirs: dict[str, Any] | None) -> dict[str, Any] | None:
    if theirs is None:
        return error_summary(form)
    said = (
        f"{theirs['who']} changed this evidence while you were writing. Nothing of yours is lost: compare, then save."
    )
    return {"titleText": "There is a problem", "errorList": [{"text": said, "href": "#meanwhile"}]}


@require_http_methods(LOOK_OR_SEND)
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who will see it, before it is published."""
    found = queries.get_evidence(public_id)
    permissions.check_can_publish(request.user, found)
    faults = operations.faults_of(found)
    if request.method == "POST":
        try:
            operations.publish_evidence(evidence=found, version=sent_version(request), by=person_of(request))
        except operations.NotReadyError as error:
            faults = error.faults
        except operations.ChangedMeanwhileError as error:
            faults = [f"{error} Look at it again before you publish it."]
            found = queries.get_evidence(public_id)
        else:
            messages.success(request, "Published: everybody can see it now.")
            return redirect("evidence-item", found.public_id)
    return page(
        request,
        "evidence/publish.html",
        title=f"Publish: {found.title}",
        here="evidence",
        trail=(TRAIL, (found.title, _address(found)), ("Publish", "")),
        evidence=found,
        kind=kind_or_404(found),
        brief=brief(found),
        faults=faults,
        problems=_listed(faults),
    )


def _listed(faults: list[str]) -> dict[str, Any] | None:
    listed = [{"text": each} for each in faults]
    return {"titleText": "It cannot be published yet", "errorList": listed} if faults else None


@require_http_methods(LOOK_OR_SEND)
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Why it is withdrawn, and who will read that."""
    found = queries.get_evidence(public_id)
    permissions.check_can_withdraw(request.user, found)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        operations.withdraw_evidence(evidence=found, why=form.cleaned_data["why"], by=person_of(request))
        messages.success(request, "Withdrawn.")
        return redirect("evidence-item", found.public_id)
    return page(
        request,
        "evidence/withdraw.html",
        title=f"Withdraw: {found.title}",
        here="evidence",
        trail=(TRAIL, (found.title, _address(found)), ("Withdraw", "")),
        evidence=found,
        form=form,
        was_published=found.state == State.PUBLISHED,
        problems=error_summary(form) if form.is_bound else None,
    )


@require_POST
def check(request: HttpRequest, public_id: str) -> HttpResponse:
    """Look at it again, and say what came of it."""
    found = queries.get_evidence(public_id)
    permissions.check_can_see(request.user, found)
    made = operations.check_evidence(evidence=found, by=person_of(request))
    tell = messages.success if made.outcome == Outcome.SAME else messages.warning
    tell(request, f"{Outcome(made.outcome).label}. {made.said}")
    return redirect("evidence-item", found.public_id)


@require_http_methods(LOOK_OR_SEND)
def supports(request: HttpRequest, public_id: str) -> HttpResponse:
    """What it supports: find a thing by its name, and say that it does."""
    found = queries.get_evidence(public_id)
    permissions.check_can_connect(request.user, found)
    if request.method == "POST":
        about = request.POST.get("about", "")
        try:
            operations.connect_evidence(evidence=found, about=about, by=person_of(request))
        except operations.UnknownSubjectError:
            raise Http404("That thing is not here any more, or you may not see it.") from None
        messages.success(request, "Kept: it supports this too.")
        return redirect("evidence-supports", found.public_id)
    words = WordsForm(request.GET)
    asked = request.GET.get("words", "")
    return page(
        request,
        "evidence/supports.html",
        title=f"What it supports: {found.title}",
        here="evidence",
        trail=(TRAIL, (found.title, _address(found)), ("What it supports", "")),
        evidence=found,
        supports=queries.supported_by(request.user, found.supports.all()),
        words=words,
        asked=asked,
        hits=queries.find_subjects(request.user, asked, MOST_HITS),
    )


@require_POST
def disconnect(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take one thing off what it supports."""
    found = queries.get_evidence(public_id)
    operations.disconnect_evidence(evidence=found, about=request.POST.get("about", ""), by=person_of(request))
    messages.success(request, "Removed.")
    return redirect("evidence-supports", found.public_id)


def _address(found: Evidence) -> str:
    return reverse("evidence-item", args=[found.public_id])
