"""Pages of publishing: what the public sees, and the way to let it see the current figures."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coopcouncil.web.forms_adapter import error_summary
from coopcouncil.web.pages import page
from coopcouncil.web.paging import page_number, pagination
from coopcouncil.web.permissions import person_of
from coopcouncil.web.publishing.changes import changes
from coopcouncil.web.publishing.forms import PublishForm
from coopcouncil.web.publishing.operations import publish_spending
from coopcouncil.web.publishing.queries import last_publication, page_of_publications
from coopcouncil.web.snapshots import NothingLoadedError, Reading, current, is_on_disk
from coopcouncil.web.suppliers.queries import review_left


@require_safe
def publishing(request: HttpRequest) -> HttpResponse:
    """What the public sees now, since when and by whom, and all that it saw before."""
    now = current()
    last = last_publication()
    listed = page_of_publications(page_number(request))
    return page(
        request,
        "publishing/publishing.html",
        title="What the public sees",
        here="publishing",
        trail=(("What the public sees", ""),),
        last=last,
        gone=last is not None and not is_on_disk(last.snapshot_id),
        current=now.snapshot if now is not None and now.holds_payments else None,
        publications=listed,
        pagination=pagination(request, page=listed.number, pages=listed.paginator.num_pages),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest) -> HttpResponse:
    """What would change for the public, and publishing it; figures that changed meanwhile are shown again first."""
    now = _loaded()
    form = PublishForm(
        request.POST if request.method == "POST" else None, initial={"snapshot": now.snapshot.snapshot_id}
    )
    moved_on = False
    if request.method == "POST" and form.is_valid():
        moved_on = form.cleaned_data["snapshot"] != now.snapshot.snapshot_id
        if not moved_on:
            publish_spending(snapshot=now.snapshot, by=person_of(request), why=form.cleaned_data["why"])
            messages.success(request, "Published. Everybody sees these figures now.")
            return redirect("publishing")
    last = last_publication()
    return page(
        request,
        "publishing/publish.html",
        title="Publish the current figures",
        here="publishing",
        trail=(("What the public sees", reverse("publishing")), ("Publish", "")),
        snapshot=now.snapshot,
        form=form,
        problems=error_summary(form) if form.is_bound else None,
        moved_on=moved_on,
        last=last,
        same=last is not None and last.snapshot_id == now.snapshot.snapshot_id,
        changes=changes(now, to_review=review_left(now)["suppliers"]),
    )


def _loaded() -> Reading:
    """The current snapshot. Raises NothingLoadedError when no payments are in it."""
    now = current()
    if now is None or not now.holds_payments:
        raise NothingLoadedError
    return now
