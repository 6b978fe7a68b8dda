"""Workbooks: xlsx, xls and ods sheets as rows of text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

import python_calamine

from coopcouncil.data.files.archives import check_workbook
from coopcouncil.data.files.kinds import FileKind
from coopcouncil.data.files.unreadable import UnreadableFileError

MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, whether people see it, and the row its first cell stands in (1 is the top)."""

    name: str
    visible: bool
    rows: tuple[tuple[str, ...], ...]
    first_row: int


def sheets_of(source: Path | IO[bytes], kind: FileKind, *, named: str) -> Iterator[Sheet]:
    """Every sheet of a workbook in order, cells as text.

    Dates are written as ISO, whole numbers without a decimal point, and other numbers with every digit they hold.
    Raises UnreadableFileError when the workbook is damaged, encrypted or unpacks beyond reason.
    """
    if kind in (FileKind.XLSX, FileKind.ODS):
        check_workbook(source, named=named)
    damaged = f"{named}: the workbook is damaged or was cut short. Open it, save a copy, and try that."
    try:
        workbook = python_calamine.load_workbook(_rewound(source))
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        if "assword" in type(error).__name__ + str(error):
            raise UnreadableFileError(f"{named}: the workbook is protected by a password.") from error
        raise UnreadableFileError(damaged) from error
    for info in workbook.sheets_metadata:
        if info.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        try:
            sheet = workbook.get_sheet_by_name(info.name)
            rows = tuple(tuple(map(_text, row)) for row in sheet.to_python(skip_empty_area=False))
        except (python_calamine.CalamineError, ValueError, OSError) as error:
            raise UnreadableFileError(damaged) from error
        visible = info.visible == python_calamine.SheetVisibleEnum.Visible
        yield Sheet(info.name, visible, rows, 1)


def _rewound(source: Path | IO[bytes]) -> Any:
    if isinstance(source, Path):
        return str(source)
    source.seek(0)
    return source


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(Decimal(repr(value)), "f")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == MIDNIGHT else value.isoformat(sep=" ", timespec="seconds")
    return "" if value is None else str(value)
