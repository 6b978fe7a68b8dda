"""Both ways of reading records give the same, and every record is accounted for, whatever the text."""

import csv
import io
from pathlib import Path

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from coopcouncil.data.spending.reading.files import read_file
from coopcouncil.data.spending.reading.records import RecordReader, Shape, is_regular

WIDTH = 4
CELL = st.one_of(
    st.sampled_from(
        ["", " ", "Oak", "1,234.50", '5" pipe', "a\nb", "x\r\ny", "12/04/2024", '""', "Café", "7", "\r", '"']
    ),
    st.text(alphabet='ab ,"\n\r;é0', max_size=6),
)
END = st.sampled_from(["\n", "\r\n"])


def raw_line(cells: list[str], quoted: bool) -> str:
    if quoted:
        return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    return ",".join(cells)


LINES = st.lists(
    st.tuples(st.lists(CELL, min_size=0, max_size=WIDTH), st.booleans(), END).map(
        lambda drawn: raw_line(drawn[0], drawn[1]) + drawn[2]
    ),
    max_size=8,
)


def rows(text: str, *, fast: bool) -> tuple[list[tuple[object, ...]], list[tuple[int, str]]]:
    reader = RecordReader([text.encode()], Shape(",", WIDTH), lambda fields: fields[:WIDTH], fast=fast)
    blocks = list(reader.read())
    found = [row for block in blocks for row in block.frame.rows()]
    return found, [(each.line, each.reason) for block in blocks for each in block.broken]


@settings(max_examples=400, deadline=None)
@given(LINES)
def test_both_ways_of_reading_agree(lines: list[str]) -> None:
    text = "".join(lines)
    assert rows(text, fast=True) == rows(text, fast=False)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(CELL, min_size=WIDTH, max_size=WIDTH), min_size=1, max_size=6), END)
def test_fields_are_those_of_the_csv_module(table: list[list[str]], end: str) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(table)
    expected = [tuple(fields) for fields in csv.reader(io.StringIO(text.getvalue(), newline=""))]
    found, broken = rows(text.getvalue(), fast=True)
    assert not broken
    assert [row[1:] for row in found] == expected


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=12))
def test_every_record_that_is_not_blank_is_accounted_for(tmp_path_factory: object, table: list[list[str]]) -> None:
    path = Path(str(tmp_path_factory.getbasetemp())) / "random.csv"  # type: ignore[attr-defined]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["Supplier", "Date", "Amount"], ["Oak", "03/04/2024", "1.00"], *table])
    with path.open(encoding="utf-8", newline="") as file:
        expected = sum(any(cell.strip() for cell in fields) for fields in csv.reader(file)) - 1
    reading = read_file(path, given="random.csv", overrides={})[0]
    assert reading.error is None
    assert reading.rows_read == reading.payments + reading.refused == expected
    assert reading.refused == len(reading.refusals)


def test_quoting_is_regular_only_when_lines_are_records() -> None:
    assert is_regular(b'a,"b, c",d\n"e ""f""",g,h\n', ",")
    for text in (b'a,"b\nc",d\n', b'a,5" pipe,d\n', b'a,"b"c,d\n', b"a,b\rc,d\n", b'a,"b,c\nd,"e,f\n'):
        assert not is_regular(text, ",")


def test_blocks_that_end_inside_a_record_are_joined() -> None:
    blocks = [b'a,b,"c\n', b'd",e\n', b"f,g,h,i\n"]
    reader = RecordReader(blocks, Shape(",", WIDTH), lambda fields: fields[:WIDTH])
    frame = pl.concat([block.frame for block in reader.read()])
    assert frame.rows() == [(1, "a", "b", "c\nd", "e"), (3, "f", "g", "h", "i")]
