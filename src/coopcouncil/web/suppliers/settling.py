"""Taking people's judgements into the figures: a job of the worker, so that nobody waits for it on a page."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from coopcouncil.data.snapshots import Store
from coopcouncil.data.spending.suppliers import settle_again
from coopcouncil.vocabulary.progress import Progress
from coopcouncil.web.people.models import Person
from coopcouncil.web.rights import Right
from coopcouncil.web.suppliers.judgements import copy_judgements, judgements_file
from coopcouncil.web.work.kinds import Done, Kind
from coopcouncil.web.work.models import Job, State
from coopcouncil.web.work.operations import start_job
from coopcouncil.web.work.turns import in_turn

TITLE = "Take answers on suppliers into the figures"


def start_settling(*, by: Person | None) -> None:
    """Ask for it, unless a job that has not begun will take in this answer too.

    The row of that job is locked until the answer is there: it cannot begin in between.
    """
    if not Job.objects.select_for_update().filter(kind=SETTLE.kind, state=State.QUEUED).exists():
        start_job(kind=SETTLE.kind, title=TITLE, by=by)


def settle(job: Job, progress: Progress) -> Done:  # noqa: ARG001 - every kind of work takes the job
    """Settle the suppliers anew, once, with all answers given until now."""
    copy_judgements()
    store = Store(settings.COOPCOUNCIL_DATA)
    if not answers_left(store):
        return Done("Every answer is in the figures already.", reverse("suppliers"))
    in_turn(lambda: settle_again(store, judgements_file().read()[0], progress=progress), progress)
    return Done("The figures hold every answer that was given until now.", reverse("suppliers"))


SETTLE = Kind("settle", Right.REVIEW_SUPPLIERS, settle, then="See the suppliers")


def answers_left(store: Store) -> bool:
    """Whether there are answers that the current snapshot has not taken in; there is nothing to take them into
    before the first load."""
    current = store.current()
    return current is not None and len(judgements_file().read()[0]) > current.manifest.judgements


@transaction.atomic
def settle_what_is_left() -> None:
    """What a worker does when it starts: answers that a death kept out of the file or the figures are taken in."""
    copy_judgements()
    if answers_left(Store(settings.COOPCOUNCIL_DATA)):
        start_settling(by=None)
