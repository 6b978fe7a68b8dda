"""Which character parts the fields: comma, semicolon, tab or pipe."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from coopcouncil.data.spending.reading.contents import has_many_digits, is_blank
from coopcouncil.data.spending.reading.headers import is_query, recognised

DELIMITERS = ",;\t|"
LINES = 300
_SEP = re.compile(r"^\s*\"?sep=(.)\"?\s*$", re.IGNORECASE)


def find_delimiter(head: str) -> str:
    """The delimiter of a text, from its first lines; Excel's first line 'sep=;' is believed."""
    lines = list(io.StringIO(head, newline=""))[:LINES]
    if lines and (found := _SEP.match(lines[0].strip("\r\n\ufeff"))):
        return found[1]
    return max(DELIMITERS, key=lambda mark: _worth(lines, mark))


def has_spaced_quotes(head: str, delimiter: str) -> bool:
    """Whether quoted values stand after a space ('Oak, "1,000.00"'), and the records are more regular read so."""
    lines = list(io.StringIO(head, newline=""))[:LINES]
    if not any(f'{delimiter} "' in line for line in lines):
        return False

    def regular(skip: bool) -> int:
        widths = Counter(map(len, csv.reader(lines, delimiter=delimiter, skipinitialspace=skip)))
        return max(widths.values(), default=0) - len(widths)

    return regular(True) > regular(False)


def _worth(lines: Sequence[str], mark: str) -> tuple[int, float]:
    """How many fields the headings name, then how regular the records are and how many fields they have."""
    try:
        records = [fields for fields in csv.reader(lines, delimiter=mark) if not is_blank(fields)]
    except csv.Error:
        return 0, 0.0
    widths = Counter(len(fields) for fields in records)
    if not widths:
        return 0, 0.0
    possible = [
        fields for fields in records[:60] if len(fields) > 1 and not (has_many_digits(fields) or is_query(fields))
    ]
    named = max((len(recognised(fields)) for fields in possible), default=0)
    width, count = max(widths.items(), key=lambda item: (item[1] if item[0] > 1 else 0, item[0]))
    return named, (count / len(records)) * min(width, 12) if width > 1 else 0.0
