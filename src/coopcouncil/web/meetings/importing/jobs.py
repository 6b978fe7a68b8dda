"""Importing meetings in the background, asked for on a page."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from coopcouncil.data.documents.addresses import LinkError, read_address
from coopcouncil.data.documents.links import plain_words
from coopcouncil.data.meetings.moderngov import ModernGov, ModernGovError
from coopcouncil.vocabulary.progress import Progress
from coopcouncil.web.meetings import permissions
from coopcouncil.web.meetings.importing.operations import import_meetings
from coopcouncil.web.people.models import Person
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.record.operations import enter
from coopcouncil.web.rights import Right
from coopcouncil.web.work.kinds import Done, JobFailedError, Kind
from coopcouncil.web.work.models import Job
from coopcouncil.web.work.operations import start_job


@transaction.atomic
def ask_for_import(*, address: str, first: date, last: date, by: Person) -> Job:
    """Ask for an import from a ModernGov service. Raises NotAllowedError, RefusedError for what is no web address."""
    held = permissions.check_can_keep(by, None)
    source = ModernGov(address).source
    try:
        read_address(source)
    except LinkError as error:
        raise RefusedError(plain_words(error)) from error
    payload = {"address": source, "first": first.isoformat(), "last": last.isoformat()}
    job = start_job(kind=IMPORT.kind, title=f"Import meetings from {source}", by=by, payload=payload)
    enter(by=by, what="asked for an import of meetings:", about=job, after=payload, held=held)
    return job


def run_import(job: Job, progress: Progress) -> Done:
    """Import what the job says. Raises JobFailedError, NotAllowedError."""
    given = job.payload
    reader = ModernGov(given["address"])  # never inside a private network: the address came from a page
    first, last = date.fromisoformat(given["first"]), date.fromisoformat(given["last"])
    try:
        summary = import_meetings(reader=reader, first=first, last=last, by=job.started_by, progress=progress)
    except (ModernGovError, RefusedError) as error:
        raise JobFailedError(str(error)) from error
    return Done("\n".join(summary.lines), f"{reverse('meetings')}?when=all")


IMPORT = Kind("import-meetings", Right.KEEP_MEETINGS, run_import, "See the meetings")
