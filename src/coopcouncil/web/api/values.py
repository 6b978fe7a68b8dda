"""Values as the API writes and reads them: money to the penny as text, shares, dates; pages of lists."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from django.http import HttpRequest
from ninja import Field, Schema
from pydantic import PlainSerializer, WithJsonSchema

from coopcouncil.data.spending.picture.figures import Coverage
from coopcouncil.papers.words import coverage_words
from coopcouncil.web.api.problems import ProblemError

LONGEST_TEXT = 200
MOST_A_PAGE = 100
LAST_PAGE = 1_000_000
NO_CONTROLS = r"^[^\x00-\x1F\x7F]*$"

Money = Annotated[
    Decimal,
    PlainSerializer(lambda value: f"{value:.2f}", return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]+\.[0-9]{2}$", "description": "Pounds to the penny."}),
]
Share = Annotated[
    Decimal,
    PlainSerializer(lambda value: f"{value:.6f}", return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]+\.[0-9]{6}$", "description": "1 is all of it."}),
]
Text = Annotated[str, Field(max_length=LONGEST_TEXT, pattern=NO_CONTROLS)]
Row = TypeVar("Row")


class CoverageOut(Schema):
    """How much of the money a figure could see."""

    known_gbp: Money
    total_gbp: Money
    share: Share | None
    words: str


def coverage_out(coverage: Coverage) -> dict[str, Any]:
    """A coverage, with the words that the pages have for it."""
    return {
        "known_gbp": coverage.known_gbp,
        "total_gbp": coverage.total_gbp,
        "share": coverage.share,
        "words": coverage_words(coverage),
    }


class Paged(Schema):
    """Which page of a list, from 1, and how many of its rows."""

    page: int = Field(1, ge=1, le=LAST_PAGE, description="Which page, from 1.")
    per_page: int = Field(25, ge=1, le=MOST_A_PAGE, description="How many rows a page has.")


class PageOut(Schema):
    """Where a page stands in its list. `total` counts the rows of the whole list."""

    total: int
    page: int
    pages: int
    per_page: int


def page_out(request: HttpRequest, asked: Paged, total: int) -> dict[str, int]:
    """Where this page stands; the answer's Link header leads to those around it.

    Raises ProblemError (404) for a page beyond the last.
    """
    pages = max(1, -(-total // asked.per_page))
    if asked.page > pages:
        raise ProblemError("not-found", f"There {'is 1 page' if pages == 1 else f'are {pages} pages'} of this list.")
    others = {"first": 1, "prev": asked.page - 1, "next": asked.page + 1, "last": pages}
    offered = [(rel, page) for rel, page in others.items() if 1 <= page <= pages]
    links = ", ".join(f'<{_address(request, page)}>; rel="{rel}"' for rel, page in offered)
    request.api_links = links  # type: ignore[attr-defined]
    return {"total": total, "page": asked.page, "pages": pages, "per_page": asked.per_page}


def slice_of(rows: Sequence[Row], asked: Paged) -> Sequence[Row]:
    """The rows of this page."""
    return rows[(asked.page - 1) * asked.per_page : asked.page * asked.per_page]


def _address(request: HttpRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
