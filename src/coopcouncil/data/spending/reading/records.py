"""Records of a delimited text, in blocks of columns.

Where the bytes of a block prove that its quoting is regular, every line is one record, and Polars parses the block.
Elsewhere Python's csv module reads it record by record. Both give the same fields (a property in the tests).
"""

import csv
import io
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

import numpy as np
import polars as pl

QUOTE, NEWLINE, RETURN = 34, 10, 13
LONGEST_RECORD = 1000  # lines; a quoted value that goes on for longer was never closed
csv.field_size_limit(sys.maxsize)

# Puts a record with too many fields right: the fields, or the reason why it cannot be.
Mender = Callable[[list[str]], list[str] | str]


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that cannot be read: its first line, the text and the reason."""

    line: int
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table's text is cut: its delimiter and its number of columns.

    `uniform` says that all sampled records have so many; `skip_space` that a space after a delimiter is not part of the
    value, so that a quotation mark may follow it.
    """

    delimiter: str
    width: int
    uniform: bool = False
    skip_space: bool = False


@dataclass(slots=True)
class Block:
    """Some records: a frame with `line` (Int64) and a String column for each field, and what was broken or mended."""

    frame: pl.DataFrame
    broken: list[Broken] = field(default_factory=list)
    mended: list[int] = field(default_factory=list)


def column_names(width: int) -> list[str]:
    """The names of the frame's columns of text."""
    return [f"c{column}" for column in range(width)]


class Lines:
    """The physical lines of blocks of UTF-8, ended by LF, CR LF or CR, with those of the record being read."""

    def __init__(self, blocks: Iterable[bytes], line: int = 1) -> None:
        self._blocks = iter(blocks)
        self._queue: Iterator[str] = iter(())
        self._pushed: list[str] = []
        self.line = line
        self.taken: list[str] = []
        self.cut = False

    def begin(self) -> None:
        """A new record begins with the next line."""
        self.line += len(self.taken)
        self.taken = []

    def push_back(self, lines: Sequence[str]) -> None:
        """Give these lines of the present record back: they are read again as records of their own."""
        self.taken = self.taken[: len(self.taken) - len(lines)]
        self._pushed = [*lines, *self._pushed]
        self.cut = False

    def feed(self, block: bytes) -> None:
        """Read this block next."""
        self._queue = iter(io.StringIO(block.decode("utf-8"), newline=""))

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= LONGEST_RECORD:
            self.cut = True
            raise StopIteration
        line = self._pushed.pop(0) if self._pushed else self._next()
        self.taken.append(line)
        return line

    def _next(self) -> str:
        while True:
            line = next(self._queue, None)
            if line is not None:
                return line
            if not self.taken:
                raise StopIteration  # the block is used up between two records
            block = next(self._blocks, None)
            if block is None:
                self.cut = True
                raise StopIteration
            self.feed(block)


class Records:
    """The records among some lines, one by one, with a quotation mark that was never closed kept to its own line."""

    def __init__(self, lines: Lines, shape: Shape) -> None:
        self.lines, self.delimiter, self.width = lines, shape.delimiter, shape.width
        self._reader = partial(csv.reader, lines, delimiter=shape.delimiter, skipinitialspace=shape.skip_space)

    def __iter__(self) -> Iterator[tuple[int, list[str], str]]:
        """Every record: its first line, its fields, and what is wrong with it or an empty text."""
        reader = self._reader()
        while True:
            self.lines.begin()
            try:
                fields = next(reader)
                fault = self._fault()
            except StopIteration:
                return
            except csv.Error as error:
                fields, fault = [], f"The record cannot be read ({error})."
            if fault:
                fields = [self.lines.taken[0].strip()]
                reader = self._reader()
            yield self.lines.line, fields, fault

    def _fault(self) -> str:
        """What is wrong with a record of several lines: a quotation mark that was never closed."""
        taken, cut = self.lines.taken, self.lines.cut
        rest = taken[1:]
        self.lines.cut = False
        if cut and (len(taken) >= LONGEST_RECORD or any(map(self._is_record, rest))):
            self.lines.push_back(rest)
            return "A quotation mark is opened and never closed."
        if cut:
            return "The file ends inside a quoted value: it was cut short."
        if len(rest) > 1 and any(map(self._is_record, rest[:-1])):
            self.lines.push_back(rest)
            return "A quotation mark is opened and closed only on another record."
        return ""

    def _is_record(self, line: str) -> bool:
        holds = line.strip(f"{self.delimiter} \t\r\n")  # delimiters alone are no evidence
        return self.width > 3 and bool(holds) and '"' not in line and line.count(self.delimiter) >= self.width - 1


def sample_records(head: bytes, delimiter: str, most: int, *, skip_space: bool = False) -> list[tuple[int, list[str]]]:
    """The first records of a text, whole ones only, each with its first physical line."""
    widths = Counter(line.count(delimiter) + 1 for line in io.StringIO(head.decode("utf-8"), newline=""))
    width = max(widths, key=lambda each: (widths[each], each), default=1)
    shape = Shape(delimiter, width, skip_space=skip_space)
    lines = Lines(iter(()))
    lines.feed(head)
    return [(line, fields) for line, fields, fault in islice(Records(lines, shape), most) if not fault]


class RecordReader:
    """Reads blocks of UTF-8 into blocks of records.

    `uniform` says that every record seen so far has `width` fields: a shorter last one without a line end was cut.
    """

    def __init__(self, blocks: Iterable[bytes], shape: Shape, mend: Mender, *, fast: bool = True) -> None:
        self._blocks = iter(blocks)
        self._lines = Lines(self._blocks)
        self._records = Records(self._lines, shape)
        self._shape, self._mend, self._fast = shape, mend, fast
        self._schema = dict.fromkeys(column_names(shape.width), pl.String)

    def read(self, *, after_line: int = 0) -> Iterator[Block]:
        """Blocks of the records whose first line comes after the physical line `after_line`."""
        while (block := next(self._blocks, None)) is not None:
            if self._lines.line <= after_line:
                block = self._skip(block, after_line)
            parsed = self._parse_whole(block) if self._fast else None
            yield parsed if parsed is not None else self._parse_slowly(block)

    def _skip(self, block: bytes, after_line: int) -> bytes:
        kept = io.StringIO(block.decode("utf-8"), newline="")
        while self._lines.line <= after_line and kept.readline():
            self._lines.line += 1
        return kept.read().encode("utf-8")

    def _parse_whole(self, block: bytes) -> Block | None:
        """The block parsed at once, or None when its records cannot be counted with certainty."""
        if not block.endswith(b"\n") or not is_regular(block, self._shape.delimiter):
            return None
        try:
            frame = pl.read_csv(
                block,
                has_header=False,
                schema=self._schema,
                separator=self._shape.delimiter,
                infer_schema=False,
                empty_string_is_null=False,
                extra_columns="raise",
                missing_columns="insert",
            )
        except pl.exceptions.PolarsError:
            return None
        count = int(np.count_nonzero(np.frombuffer(block, np.uint8) == NEWLINE))
        if frame.height != count:
            return None
        first = self._lines.line
        self._lines.line += count
        lines = pl.int_range(first, first + count, eager=True, dtype=pl.Int64).alias("line")
        return Block(frame.select(lines, pl.all().fill_null("")))

    def _parse_slowly(self, block: bytes) -> Block:
        rows: list[list[str]] = []
        numbers: list[int] = []
        broken: list[Broken] = []
        mended: list[int] = []
        self._lines.feed(block)
        for line, fields, fault in self._records:
            whole = fault or self._cut_short(fields) or self._fitted(fields, line, mended)
            if isinstance(whole, str):
                broken.append(Broken(line, self._shape.delimiter.join(fields)[:200], whole))
            else:
                numbers.append(line)
                rows.append(whole)
        columns = zip(*rows, strict=True) if rows else ([] for _ in range(self._shape.width))
        series = [pl.Series(name, each, dtype=pl.String) for name, each in zip(self._schema, columns, strict=True)]
        return Block(pl.DataFrame([pl.Series("line", numbers, dtype=pl.Int64), *series]), broken, mended)

    def _cut_short(self, fields: Sequence[str]) -> str:
        ends = self._lines.taken[-1].endswith(("\n", "\r"))
        if ends or not self._shape.uniform or len(fields) >= self._shape.width or not any(map(str.strip, fields)):
            return ""
        return f"The file ends inside this record, after {len(fields)} of {self._shape.width} values: it was cut short."

    def _fitted(self, fields: list[str], line: int, mended: list[int]) -> list[str] | str:
        width = self._shape.width
        if len(fields) <= width:
            return fields + [""] * (width - len(fields))
        if not any(map(str.strip, fields)):
            return fields[:width]
        whole = self._mend(fields)
        if not isinstance(whole, str) and whole != fields[:width]:
            mended.append(line)
        return whole


def is_regular(block: bytes, delimiter: str) -> bool:
    """Whether every quotation mark opens or closes a whole field on its own line, so that lines are records."""
    if b"\r" in block and block.count(b"\r") != block.count(b"\r\n"):
        return False
    if b'"' not in block:
        return True
    data = np.frombuffer(block, np.uint8)
    quotes = np.flatnonzero(data == QUOTE)
    if len(quotes) % 2:
        return False
    breaks = np.flatnonzero(data == NEWLINE)
    if (np.searchsorted(quotes, breaks) % 2).any():
        return False
    mark = ord(delimiter)
    opening, closing = quotes[0::2], quotes[1::2]
    before = data[opening - 1]
    before = np.where(opening == 0, NEWLINE, before)
    opens = (before == mark) | (before == NEWLINE) | (before == QUOTE)
    after = data[np.minimum(closing + 1, len(data) - 1)]
    closes = (after == mark) | (after == NEWLINE) | (after == QUOTE) | (after == RETURN)
    return bool(opens.all() and closes.all())
