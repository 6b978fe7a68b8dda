"""Pages that change a report: start, choose, write, compute again, publish, withdraw."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from coopcouncil.papers.words import counted
from coopcouncil.web.evidence.kinds.registry import Outcome
from coopcouncil.web.evidence.permissions import Place
from coopcouncil.web.evidence.states import State
from coopcouncil.web.forms_adapter import error_summary
from coopcouncil.web.pages import page, sent_version
from coopcouncil.web.people.forms import sent
from coopcouncil.web.people.models import Body
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.permissions import check_may, person_of
from coopcouncil.web.reports import operations, permissions, queries
from coopcouncil.web.reports.drafting import drafted, paper_of
from coopcouncil.web.reports.figures import compute_again, compute_published
from coopcouncil.web.reports.forms import ChoiceForm, CommitteeForm, SectionForm, WithdrawForm
from coopcouncil.web.reports.headings import headings_in_use
from coopcouncil.web.reports.models import Report, Words
from coopcouncil.web.reports.views import TRAIL, address_of, heading_or_404
from coopcouncil.web.rights import Right

_either = require_http_methods(["GET", "HEAD", "POST"])
_MEANWHILE = "{who} changed this while you were writing. Nothing of yours is lost: compare, then save."


@_either
def start(request: HttpRequest) -> HttpResponse:
    """Start a report: first for whom, then its meeting and its actions, those that it is told of already chosen."""
    asked = CommitteeForm(request.GET if "committee" in request.GET else None)
    if not asked.is_valid():
        return page(
            request,
            "reports/start.html",
            title="Start a report",
            here="reports",
            trail=(TRAIL, ("Start a report", "")),
            form=asked,
            problems=error_summary(asked) if asked.is_bound else None,
        )
    return _start_for(request, asked.body())


def _start_for(request: HttpRequest, body: Body | None) -> HttpResponse:
    check_may(request.user, Right.WRITE_REPORT, Place(body.pk if body else None))
    meetings = queries.meetings_offered(body)
    meeting = meetings[0] if meetings else None
    first = [each.subject_ref for each in queries.preselected(body, meeting)]
    initial = {
        "title": f"What the council has promised: report to {body or 'the full council'}"[:200],
        "meeting": meeting.subject_ref if meeting else "",
        "actions": first,
    }
    form = ChoiceForm(sent(request), initial=initial, meetings=meetings, actions=queries.offered(body, meeting, first))
    if form.is_valid():
        try:
            made = operations.start_report(body=body, chosen=form.chosen(), by=person_of(request))
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "The draft is kept. Everything that is recorded stands in it already.")
            return redirect("report", made.public_id)
    return page(
        request,
        "reports/choose.html",
        title=f"Start a report to {body or 'the full council'}",
        here="reports",
        trail=(TRAIL, ("Start a report", "")),
        form=form,
        drafts=queries.drafts_to(body),
        button="Start the report",
        problems=error_summary(form) if form.is_bound else None,
    )


@_either
def choose(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change the title, the meeting, whose report it is, or its actions."""
    found = queries.get_report(public_id)
    permissions.check_can_write(request.user, found)
    form = _choice_form(request, found)
    version, theirs = found.choice_version, None
    if form.is_valid():
        try:
            operations.choose_again(
                report=found, choice_version=sent_version(request), chosen=form.chosen(), by=person_of(request)
            )
        except RefusedError as error:
            form.add_error(None, str(error))
        except operations.ChangedMeanwhileError as error:
            version, theirs = _choice_now(error.now), _choices_beside(form, queries.get_report(public_id))
        else:
            messages.success(request, "Your changes are kept.")
            return redirect("report", public_id)
    return page(
        request,
        "reports/choose.html",
        title=f"Change: {found.title}",
        here="reports",
        trail=(TRAIL, (found.title, address_of(found)), ("Change", "")),
        form=form,
        report=found,
        version=version,
        theirs=theirs,
        button="Save",
        problems=_problems(form, theirs),
    )


def _choice_form(request: HttpRequest, found: Report) -> ChoiceForm:
    meetings = queries.meetings_offered(found.body)
    if found.meeting and found.meeting not in meetings:
        meetings.insert(0, found.meeting)
    initial = {
        "title": found.title,
        "author": found.author,
        "meeting": found.meeting.subject_ref if found.meeting else "",
        "actions": found.actions,
    }
    offered = queries.offered(found.body, found.meeting, found.actions)
    return ChoiceForm(sent(request), initial=initial, meetings=meetings, actions=offered)


def _choice_now(now: Report | Words) -> int:
    return now.choice_version if isinstance(now, Report) else 0


def _choices_beside(form: ChoiceForm, now: Report) -> dict[str, Any]:
    """Who changed what meanwhile, each field that differs in words."""
    mine, added = form.chosen(), Counter(now.actions)
    pairs = [
        ("Title", now.title, mine.title),
        ("Report of", now.author, mine.author),
        ("Meeting", str(now.meeting or ""), str(mine.meeting or "")),
    ]
    if added != Counter(mine.actions):
        pairs.append(("Actions", _named(form, now.actions), _named(form, mine.actions)))
    fields = [{"label": label, "theirs": theirs, "mine": own} for label, theirs, own in pairs if theirs != own]
    return {"who": str(now.changed_by or "Somebody"), "at": now.changed_at, "fields": fields}


def _named(form: ChoiceForm, refs: Any) -> str:
    labels = dict(form.fields["actions"].choices)  # type: ignore[attr-defined]
    return "\n".join(str(labels.get(ref, ref)) for ref in refs)


def _problems(form: Any, theirs: dict[str, Any] | None) -> dict[str, Any] | None:
    if theirs is None:
        return error_summary(form) if form.is_bound else None
    said = _MEANWHILE.format(who=theirs["who"])
    return {"titleText": "There is a problem", "errorList": [{"text": said, "href": "#meanwhile"}]}


@_either
def section(request: HttpRequest, public_id: UUID, key: str) -> HttpResponse:
    """The words under one heading; whoever saves second sees what the first one wrote beside their own."""
    found = queries.get_report(public_id)
    permissions.check_can_write(request.user, found)
    heading = heading_or_404(headings_in_use()[0].headings, key)
    written = found.words.filter(key=key).first()
    version, theirs = written.version if written else 0, None
    form = SectionForm(sent(request), initial={"text": written.text if written else ""})
    form.fields["text"].label = heading.words
    if form.is_valid():
        try:
            operations.write_section(
                report=found,
                key=key,
                heading=heading.words,
                version=sent_version(request),
                text=form.cleaned_data["text"],
                by=person_of(request),
            )
        except RefusedError as error:
            form.add_error("text", str(error))
        except operations.ChangedMeanwhileError as error:
            version, theirs = _words_now(error.now), _words_beside(heading.words, error.now, form)
        else:
            messages.success(request, f"“{heading.words}” is kept.")
            return redirect("report", public_id)
    return page(
        request,
        "reports/section.html",
        title=heading.words,
        here="reports",
        trail=(TRAIL, (found.title, address_of(found)), (heading.words, "")),
        report=found,
        heading=heading,
        form=form,
        version=version,
        theirs=theirs,
        problems=_problems(form, theirs),
    )


def _words_now(now: Report | Words) -> int:
    return now.version if isinstance(now, Words) else 0


def _words_beside(label: str, now: Report | Words, form: SectionForm) -> dict[str, Any]:
    text = now.text if isinstance(now, Words) else ""
    differs = text != form.cleaned_data["text"].replace("\r\n", "\n").strip()
    fields = [{"label": label, "theirs": text, "mine": form.cleaned_data["text"]}] if differs else []
    return {"who": str(now.changed_by or "Somebody"), "at": now.changed_at, "fields": fields}


@require_POST
def compute(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Compute every figure of the report again from its snapshot, and say whether it is the same."""
    found = queries.get_report(public_id)
    permissions.check_can_see(request.user, found)
    if found.state == State.PUBLISHED:
        made = compute_published(paper_of(found))
    else:
        made = compute_again(drafted(found).figures, person_of(request))
    if not made:
        messages.warning(request, "There is no published figure beneath these actions, so there is none to compute.")
    same = [each for each in made if each.outcome == Outcome.SAME]
    if same:
        messages.success(request, f"{counted(len(same), 'figure')} computed again: the same.")
    for each in made:
        if each.outcome != Outcome.SAME:
            messages.warning(request, f"{each.title}: {Outcome(each.outcome).label.lower()}. {each.said}")
    return redirect("report", public_id)


@_either
def publish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who will see it and what is missing, before it is published."""
    found = queries.get_report(public_id)
    permissions.check_can_publish(request.user, found)
    made, trouble = drafted(found), ""
    if request.method == "POST":
        try:
            operations.publish_report(
                report=found, version=sent_version(request), seen=request.POST.get("seen", ""), by=person_of(request)
            )
        except RefusedError as error:
            trouble = str(error)
        except operations.ChangedMeanwhileError as error:
            found = queries.get_report(public_id)
            permissions.check_can_publish(request.user, found)
            trouble, made = f"{error} Look at it again before you publish it.", drafted(found)
        except operations.LooksDifferentError:
            trouble = "What is recorded changed since you looked. Look at the report again before you publish it."
        else:
            messages.success(request, "Published: everybody can see it now.")
            return redirect("report", public_id)
    return page(
        request,
        "reports/publish.html",
        title=f"Publish: {found.title}",
        here="reports",
        trail=(TRAIL, (found.title, address_of(found)), ("Publish", "")),
        report=found,
        made=made,
        problems={"titleText": "It was not published", "errorList": [{"text": trouble}]} if trouble else None,
    )


@_either
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Why it is withdrawn, and who will read that."""
    found = queries.get_report(public_id)
    permissions.check_can_withdraw(request.user, found)
    form = WithdrawForm(sent(request))
    if form.is_valid():
        operations.withdraw_report(report=found, why=form.cleaned_data["why"], by=person_of(request))
        messages.success(request, "Withdrawn.")
        return redirect("report", public_id)
    return page(
        request,
        "reports/withdraw.html",
        title=f"Withdraw: {found.title}",
        here="reports",
        trail=(TRAIL, (found.title, address_of(found)), ("Withdraw", "")),
        report=found,
        form=form,
        was_published=found.state == State.PUBLISHED,
        problems=error_summary(form) if form.is_bound else None,
    )
