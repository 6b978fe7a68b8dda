"""Loading an upload, as the worker does it: the same load that a person would start in a terminal."""

import uuid
from typing import Any

from django.conf import settings
from django.urls import reverse

from coopcouncil.data.matching.judgements import Judgements
from coopcouncil.data.snapshots import Snapshot, Store
from coopcouncil.data.spending.loading import FILE_ID_DIGITS, Loaded, load_payments
from coopcouncil.vocabulary.progress import Progress
from coopcouncil.web.rights import Right
from coopcouncil.web.suppliers.judgements import copy_judgements
from coopcouncil.web.uploads.models import Upload, UploadState
from coopcouncil.web.uploads.operations import finish_load
from coopcouncil.web.uploads.permissions import check_can_load
from coopcouncil.web.uploads.queries import GONE
from coopcouncil.web.work.kinds import Done, JobFailedError, Kind
from coopcouncil.web.work.models import Job
from coopcouncil.web.work.turns import in_turn

COUNTED = """
SELECT coalesce(sum(rows_read), 0)::BIGINT, coalesce(sum(payments), 0)::BIGINT, coalesce(sum(refused), 0)::BIGINT,
    coalesce(sum(total_gbp), 0)::DECIMAL(18,2)
FROM payment_files WHERE council = ? AND list_contains(?::VARCHAR[], file_id)
"""


def load(job: Job, progress: Progress) -> Done:
    """Load the upload that the job is about, for who asked for it.

    A run that died after the load itself finds the files in the snapshot: it then says so and ends as that one would.
    """
    upload = _waiting(job)
    by = job.started_by
    assert by is not None  # noqa: S101 - start_load always names who
    held = check_can_load(by, upload)
    copy_judgements()
    store = Store(settings.COOPCOUNCIL_DATA)
    before = store.current()
    loaded = in_turn(lambda: _load(store, upload, progress), progress)
    current = store.current()
    if current is None or not (loaded.snapshot_id or loaded.skipped):
        raise JobFailedError(_plain("\n".join((*loaded.errors, loaded.in_words())), upload))
    after = {"snapshot": current.snapshot_id, **_counts(current, upload)}
    finish_load(upload=upload, by=by, before=before.snapshot_id if before else None, after=after, held=held)
    return Done(_plain("\n".join((*loaded.errors, loaded.in_words())), upload), reverse("picture"))


LOAD = Kind("load", Right.LOAD_PAYMENTS, load, then="See the picture")


def _waiting(job: Job) -> Upload:
    """The upload. Raises JobFailedError when there is nothing left to load."""
    found = Upload.objects.select_related("sent_by").get(public_id=uuid.UUID(job.about.partition(":")[2]))
    if found.state != UploadState.WAITING or not found.folder.is_dir():
        raise JobFailedError(GONE)
    return found


def _load(store: Store, upload: Upload, progress: Progress) -> Loaded:
    return load_payments(
        store, upload.paths, council=upload.council, judgements=Judgements(store.root), progress=progress
    )


def _counts(snapshot: Snapshot, upload: Upload) -> dict[str, Any]:
    """What the snapshot holds of these files."""
    ids = [str(each["sha256"])[:FILE_ID_DIGITS] for each in upload.files]
    ((rows, payments, refused, total_gbp),) = snapshot.connect().execute(COUNTED, [upload.council, ids]).fetchall()
    return {"rows": rows, "payments": payments, "refused": refused, "total_gbp": str(total_gbp)}


def _plain(message: str, upload: Upload) -> str:
    """The message with names of files in place of where they wait."""
    return message.replace(f"{upload.folder / 'files'}/", "")
