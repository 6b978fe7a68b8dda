"""Operations on how we know: the manifest, the files, the rows refused, the payments counted once."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from coopcouncil.data.spending.picture.filters import Filters
from coopcouncil.data.spending.picture.grounds import count_duplicates, list_payment_files, list_refusals
from coopcouncil.web.api.declaring import api_route
from coopcouncil.web.api.scopes import Scope
from coopcouncil.web.api.spending import CoveragesOut, coverages_out
from coopcouncil.web.api.values import Money, Paged, PageOut, page_out, slice_of
from coopcouncil.web.api.versions import reading_unless_known
from coopcouncil.web.knowing.queries import count_refusals, list_duplicates
from coopcouncil.web.rights import Right
from coopcouncil.web.spending.queries import picture_of

ROUTER = Router(tags=["How we know"])


class SourceOut(Schema):
    """One file that the figures rest on."""

    source_id: str
    kind: str
    title: str
    file_name: str
    sha256: str
    licence: str
    retrieved_on: date
    rows_read: int
    rows_refused: int


class ManifestOut(Schema):
    """What a snapshot holds: with it any figure can be computed again. `tables` counts the rows of each table."""

    snapshot_id: str
    made_at: datetime
    software_version: str
    tables: dict[str, int]
    notes: list[str]
    judgements: int
    coverage: CoveragesOut
    sources: list[SourceOut]


class FileOut(Schema):
    """One payments file or sheet as it was read: rows read are payments and refused rows, none is dropped."""

    council: str
    file_id: str
    file_name: str
    sheet: str | None
    columns: dict[str, str]
    rows_read: int
    payments: int
    refused: int
    duplicates: int
    redacted: int
    total_gbp: Money
    first_on: date | None
    last_on: date | None
    warnings: list[str]


class FilesOut(PageOut):
    """Payments files, by council and name."""

    snapshot_id: str
    rows: list[FileOut]


class RefusalOut(Schema):
    """One row of a file that is not a payment, and why."""

    council: str
    file_name: str
    sheet: str | None
    line: int
    column: str | None
    value: str | None
    reason: str


class RefusalsOut(PageOut):
    """Refused rows, in the order of their files."""

    snapshot_id: str
    rows: list[RefusalOut]


class DuplicateOut(Schema):
    """A payment that an earlier file holds too: `duplicate_of` says where. It is not counted again."""

    council: str
    file_name: str
    sheet: str | None
    line: int
    supplier: str
    amount_gbp: Money
    paid_on: date | None
    duplicate_of: str


class DuplicatesOut(PageOut):
    """Payments counted once. `total_gbp` is what was not counted again."""

    snapshot_id: str
    total_gbp: Money
    rows: list[DuplicateOut]


@api_route(ROUTER, "GET", "/sources/", may=Right.SEE_PUBLISHED, scope=Scope.READ, answer=ManifestOut,
           problems=("nothing-published",))  # fmt: skip
def sources(request: HttpRequest) -> Any:
    """What the figures rest on.

    The snapshot's manifest: every file with its SHA-256, licence and day, and how much of the money could be seen.
    """
    now = reading_unless_known(request)
    manifest = now.snapshot.manifest
    return {
        **{name: getattr(manifest, name) for name in type(manifest).__dataclass_fields__},
        "coverage": coverages_out(picture_of(now, Filters()).headline),
    }


@api_route(ROUTER, "GET", "/sources/files/", may=Right.SEE_PUBLISHED, scope=Scope.READ, answer=FilesOut,
           problems=("nothing-published",))  # fmt: skip
def files(request: HttpRequest, asked: Query[Paged]) -> Any:
    """The payments files, and how each was read."""
    now = reading_unless_known(request)
    found = list_payment_files(now.cursor)
    return {
        "snapshot_id": now.snapshot.snapshot_id,
        **page_out(request, asked, len(found)),
        "rows": slice_of(found, asked),
    }


@api_route(ROUTER, "GET", "/sources/refused/", may=Right.SEE_PUBLISHED, scope=Scope.READ, answer=RefusalsOut,
           problems=("nothing-published",))  # fmt: skip
def refused(request: HttpRequest, asked: Query[Paged]) -> Any:
    """The rows of the files that are not payments, each with the reason."""
    now = reading_unless_known(request)
    return {
        "snapshot_id": now.snapshot.snapshot_id,
        **page_out(request, asked, count_refusals(now, None)),
        "rows": list_refusals(now.cursor, page=asked.page, page_size=asked.per_page),
    }


@api_route(ROUTER, "GET", "/sources/counted-once/", may=Right.SEE_PUBLISHED, scope=Scope.READ, answer=DuplicatesOut,
           problems=("nothing-published",))  # fmt: skip
def counted_once(request: HttpRequest, asked: Query[Paged]) -> Any:
    """The payments that stand in two files, which are counted once."""
    now = reading_unless_known(request)
    counted = count_duplicates(now.cursor)
    return {
        "snapshot_id": now.snapshot.snapshot_id,
        **page_out(request, asked, counted.payments),
        "total_gbp": counted.total_gbp,
        "rows": list_duplicates(now, asked.page, page_size=asked.per_page),
    }
