"""Files to download: CSV of what a page lists, and others whole."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse

from coopcouncil.papers.spreadsheets import safe_cell


class _Echo:
    def write(self, text: str) -> str:
        return text


def file_response(name: str, content: bytes, media_type: str) -> HttpResponse:
    """A download of a whole file, under this name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)


def csv_response(name: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """A download that is written as it is read; UTF-8 with a mark, so that Excel reads the pound sign."""
    response = StreamingHttpResponse(_lines(headings, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lines(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(headings)
    for row in rows:
        yield writer.writerow([safe_cell(value) for value in row])
