"""The layout of one table of payments, found from its first records: headings, columns, units, order of dates."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from coopcouncil.data.spending.reading.amounts import is_continental, read_amount
from coopcouncil.data.spending.reading.columns import Choice, LayoutError, choose_columns
from coopcouncil.data.spending.reading.contents import Profile, Record, is_blank, profile
from coopcouncil.data.spending.reading.dates import is_blank_date, proves_month_first, read_date
from coopcouncil.data.spending.reading.headers import Header, find_header
from coopcouncil.data.spending.reading.headings import folded, repaired
from coopcouncil.data.spending.reading.periods import period_start

_CARD_NAME = re.compile(
    r"(?<![a-z])(?:p[-_ ]?cards?|gpc|cards?"
    r"|(?:purchas\w*|procurement|credit|corporate|government|gov|payment)[-_ ]?cards?)(?![a-z])",
    re.IGNORECASE,
)
# "Run on 03/05/2024" above the headings says when the report was made, not which period it is for.
_WHEN_MADE = re.compile(
    r"\b(?:run|printed?|created?|creation|generated?|extract(?:ed)?|publish(?:ed)?|produced|updated|exported|saved)\b",
    re.IGNORECASE,
)
_CREDIT_NOTE = re.compile(
    r"crn|cn|scn|cr(?:edit)? ?notes?|(?:supplier|purchase|ap|invoice) credits?(?: notes?)?", re.IGNORECASE
)
PROFILED = 400


@dataclass(frozen=True, slots=True)
class Layout:
    """How to read the records of one table.

    `groups` gives, for each of our names, the columns to look in, in order; `columns` the headings taken; `scale` what
    an amount is multiplied by to be pounds; `month_first` American dates; `order_told` that some date told the order
    of day and month; `dateless` that no record has a date, so that `period` dates them all.
    """

    header_row: int | None
    first: int
    width: int
    uniform: bool
    headings: tuple[str, ...]
    groups: dict[str, tuple[int, ...]]
    columns: dict[str, str]
    continental: bool = False
    scale: Decimal = Decimal(1)
    month_first: bool = False
    order_told: bool = True
    dateless: bool = False
    period: date | None = None
    card: bool = False
    titles: tuple[str, ...] = ()
    warnings: tuple[str, ...] = field(default=())

    @property
    def amount_heading(self) -> str:
        """The heading of the amounts."""
        return self.columns["amount"]


@dataclass(frozen=True, slots=True)
class Named:
    """What a table is called: the file as messages name it, the file's own name, and the sheet or member."""

    given: str
    file_name: str
    sheet: str | None = None

    @property
    def label(self) -> str:
        """The file, and the sheet or member in it, for messages."""
        return f"{self.given}: {self.sheet}" if self.sheet else self.given


def find_layout(
    records: Sequence[Record], overrides: Mapping[str, str], named: Named, *, width: int | None = None
) -> Layout:
    """The layout of a table from its first records; `width` fixes how many columns it has.

    Raises LayoutError when supplier or amount cannot be told.
    """
    header = find_header(records, tuple(overrides.values()))
    data = [each for each in records[header.first :] if not is_blank(each[1])]
    if not data and header.line is None:
        raise LayoutError(f"{named.label}: the file holds no records.")
    if width:
        header = replace(header, headings=header.headings[:width])
        data = [each for each in data if len(each[1]) <= width] or data
    width = width or max(len(header.headings), _usual_width(data, len(header.headings)))
    if width == 1 and header.line is None:
        raise LayoutError(f"{named.label}: this is text, not a table of payments: no line has more than one value.")
    headings = tuple(header.headings) + ("",) * (width - len(header.headings))
    cells = _cells(data[:: max(1, len(data) // PROFILED)], width)
    grid = _Grid(headings, cells, _profiles(headings, cells))
    choice = choose_columns(headings, grid.profiles, overrides, has_header=header.line is not None, named=named.label)
    taken = set(choice.chosen.values())
    groups = {name: grid.group(name, column, taken) for name, column in choice.chosen.items()}
    layout = _undated(header, choice, groups, data, named)
    return _dated(layout, _values(data, groups.get("paid_on", ())), named)


def _usual_width(data: Sequence[Record], headings: int) -> int:
    """The number of fields that most records have; one with stray delimiters does not widen the table."""
    widths = Counter(len(fields) for _, fields in data)
    return max(widths, key=lambda width: (widths[width], width == headings, width), default=0)


def _cells(data: Sequence[Record], width: int) -> list[list[str]]:
    return [[fields[column] if column < len(fields) else "" for _, fields in data] for column in range(width)]


def _profiles(headings: Sequence[str], cells: Sequence[Sequence[str]]) -> list[Profile]:
    """The profile of each column; an empty one with a heading is judged by the values that merged cells moved."""
    own = [profile(column) for column in cells]

    def moved(column: int) -> Profile:
        right = next((each for each in range(column + 1, len(own)) if headings[each] or own[each].count), None)
        for beside in (right, column - 1):
            if beside is not None and beside >= 0 and not headings[beside] and own[beside].count:
                return own[beside]
        return own[column]

    return [moved(column) if headings[column] and not each.count else each for column, each in enumerate(own)]


@dataclass(frozen=True, slots=True)
class _Grid:
    """The sampled cells by column, with their headings and profiles."""

    headings: tuple[str, ...]
    cells: list[list[str]]
    profiles: list[Profile]

    def group(self, name: str, column: int, taken: set[int]) -> tuple[int, ...]:
        """The column and those without a heading beside it into which merged cells have moved its values."""
        if not self.headings[column]:
            return (column,)
        beside = []
        right = column + 1
        while right < len(self.headings) and not self.headings[right] and right not in taken:
            beside.append(right)
            right += 1
        left = column - 1
        if (
            not any(cell.strip() for cell in self.cells[column])
            and left >= 0
            and not self.headings[left]
            and left not in taken
        ):
            beside.append(left)
        return (column, *(each for each in beside if _stands_in(name, column, each, self.cells)))


def _stands_in(name: str, column: int, other: int, cells: Sequence[Sequence[str]]) -> bool:
    """Whether `other` holds the values that `column` lacks: never both filled, and of the right kind."""
    pairs = [(here.strip(), there.strip()) for here, there in zip(cells[column], cells[other], strict=True)]
    values = [there for here, there in pairs if there]
    if not values or any(here and there for here, there in pairs):
        return False
    if name == "amount":
        return all(read_amount(value) is not None for value in values)
    if name == "paid_on":
        return all(read_date(value).on is not None for value in values)
    return len(values) >= 3 or len(values) >= len(pairs) * 0.5


def _undated(
    header: Header, choice: Choice, groups: dict[str, tuple[int, ...]], data: Sequence[Record], named: Named
) -> Layout:
    """The layout but for what the dates say."""
    heading = choice.label(choice.chosen["amount"])
    warnings = [*_about_header(header), *choice.warnings]
    continental = is_continental(_values(data, groups["amount"]))
    if continental:
        warnings.append(f"'{heading}' is written as 1.234,56: a comma before the pence.")
    scale, about_scale = _scale(heading)
    width = len(choice.headings)
    return Layout(
        header_row=header.line,
        first=header.first,
        width=width,
        uniform=all(len(fields) == width for _, fields in data),
        headings=tuple(choice.headings),
        groups=groups,
        columns={name: choice.label(column) for name, column in choice.chosen.items()},
        continental=continental,
        scale=scale,
        card=_is_card(choice.headings, named, header.titles),
        titles=header.titles,
        warnings=(
            *warnings,
            *about_scale,
            *_about_groups(choice, groups),
            *_about_twins(choice),
            *_about_credit_notes(choice, groups, data),
        ),
    )


def _values(data: Sequence[Record], group: Sequence[int]) -> list[str]:
    return [
        next((fields[column].strip() for column in group if column < len(fields) and fields[column].strip()), "")
        for _, fields in data
    ]


def _about_header(header: Header) -> list[str]:
    if header.below is not None:
        return [f"The headings stand on line {header.below}, below records that they name; they were used for all."]
    if header.line is None:
        return ["There are no headings; the columns were told by what they hold."]
    if header.two_lines:
        return ["The headings stand on two lines, which were read together."]
    return []


def _about_groups(choice: Choice, groups: Mapping[str, tuple[int, ...]]) -> list[str]:
    return [
        f"Values of '{choice.label(group[0])}' also stand in column {', '.join(str(each + 1) for each in group[1:])}, "
        "which has no heading (merged cells); they were read."
        for group in groups.values()
        if len(group) > 1
    ]


def _about_twins(choice: Choice) -> list[str]:
    """A second table of payments beside the first, which is not read."""

    def twins(name: str) -> list[int]:
        own = folded(choice.label(choice.chosen[name]))
        return [
            column
            for column, heading in enumerate(choice.headings)
            if heading and folded(heading) == own and column != choice.chosen[name] and choice.profiles[column].count
        ]

    if choice.has_header and twins("supplier") and twins("amount"):
        return [
            f"{choice.quoted([choice.chosen['supplier'], choice.chosen['amount']])} stand twice, side by side: "
            f"two tables. Only the first was read; from column {twins('supplier')[0] + 1} on nothing was. "
            "Split the file to read both."
        ]
    return []


def _is_positive(text: str) -> bool:
    amount = read_amount(text)
    return amount is not None and amount.pennies > 0


def _about_credit_notes(choice: Choice, groups: Mapping[str, tuple[int, ...]], data: Sequence[Record]) -> list[str]:
    """A column that calls some records credit notes, all of which have amounts without a minus sign."""
    if "sign" in choice.chosen or "credit" in choice.chosen:
        return []
    amounts = _values(data, groups["amount"])
    for column, seen in enumerate(choice.profiles):
        texts = _values(data, (column,)) if 2 <= seen.distinct <= 12 else []
        marked = [amount for text, amount in zip(texts, amounts, strict=False) if _CREDIT_NOTE.fullmatch(text)]
        if marked and len(marked) < len(data) and all(_is_positive(amount) for amount in marked):
            return [
                f"{choice.quoted([column])} marks credit notes ({len(marked):,} of the first {len(data):,} records), "
                "and their amounts have no minus sign: they were added like payments, not taken away."
            ]
    return []


def _scale(heading: str) -> tuple[Decimal, list[str]]:
    words = repaired(heading).casefold()
    if re.search(r"\bpence\b|\(p\)", words):
        return Decimal("0.01"), [f"'{heading}' is in pence; amounts were divided by 100."]
    if re.search(r"£ ?['’]?000|\bthousands?\b|£k\b|\b000s\b", words):
        return Decimal(1000), [f"'{heading}' is in thousands of pounds; amounts were multiplied by 1,000."]
    return Decimal(1), []


def _is_card(headings: Sequence[str], named: Named, titles: Sequence[str]) -> bool:
    """Whether names or headings say that these are purchases by card."""
    places = (named.file_name, named.sheet or "", *(title for title in titles if len(title) < 200))
    if any(_CARD_NAME.search(repaired(place)) for place in places):
        return True
    return any(re.match(r"merchant\b|card ?holder\b", folded(heading)) for heading in headings)


def _dated(layout: Layout, texts: Sequence[str], named: Named) -> Layout:
    """The layout with the order of day and month, and the period where records have no dates."""
    if not texts:
        return replace(layout, warnings=(*layout.warnings, "There are headings and no records below them."))
    month_first = proves_month_first(texts)
    if any(read_date(text, month_first=bool(month_first)).on is not None for text in texts):
        return with_order(layout, month_first)
    period, where = _period(layout.titles, named)
    heading = layout.columns.get("paid_on")
    if heading is None:
        what = "No column holds dates"
    elif all(map(is_blank_date, texts)):
        what = f"'{heading}' holds no dates"
    else:
        what = f"No date in '{heading}' can be read"
    then = (
        f"payments were dated {period:%B %Y} from {where}"
        if period
        else "payments are undated, because no title or file name gives a period"
    )
    return replace(layout, dateless=True, period=period, warnings=(*layout.warnings, f"{what}; {then}."))


def with_order(layout: Layout, month_first: bool | None) -> Layout:
    """The layout with the order of day and month settled; None says that no date seen so far tells."""
    about = f"'{layout.columns['paid_on']}' is written month first (as in 02/25/2024); it was read so."
    warnings = (*layout.warnings, about) if month_first else layout.warnings
    return replace(layout, month_first=bool(month_first), order_told=month_first is not None, warnings=warnings)


def _period(titles: Sequence[str], named: Named) -> tuple[date | None, str]:
    for text, where in (
        *(((named.sheet, f"the sheet's name '{named.sheet}'"),) if named.sheet else ()),
        *(
            (title, "the title above the headings")
            for title in titles
            if len(title) < 200 and not _WHEN_MADE.search(title)
        ),
        (named.file_name, f"the file's name '{named.file_name}'"),
    ):
        if (found := period_start(text)) is not None:
            return found, where
    if named.sheet and (found := period_start(f"{named.sheet} {_year(named.file_name)}")):
        return found, f"the names of sheet and file ('{named.sheet}', '{named.file_name}')"
    return None, ""


def _year(file_name: str) -> str:
    found = re.search(r"(?<!\d)20\d{2}(?!\d|[-_/]\d{2})", file_name)
    return found[0] if found else ""
