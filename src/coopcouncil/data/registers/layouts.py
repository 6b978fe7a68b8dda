"""Layouts: the headings by which a register's file is known, and how a row of it is read."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from coopcouncil.data.registers.entries import Entry
from coopcouncil.vocabulary.public_registers import PublicRegister

Row = Mapping[str, str]
FEW_ENOUGH_TO_NAME = 12


@dataclass(frozen=True, slots=True)
class Layout:
    """One register's table.

    `headings` maps our name of a column to the headings it may have, folded by `fold_heading`; a table is of this
    layout when it has every column in `required`. `read` turns a row (our names, every text trimmed, "" where absent)
    into an entry (None: understood, nothing to keep) or raises RefusedRowError. `repeats_are_names` says that a second
    row with the same number adds a name rather than being refused. `not_loaded` is a sentence for a list that is known
    but holds nothing to load.
    """

    source_id: PublicRegister
    licence: str
    headings: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]
    read: Callable[[Row], Entry | None]
    repeats_are_names: bool = False
    title: str = ""
    not_loaded: str = ""


def fold_heading(text: str) -> str:
    """A heading for comparison: no byte order mark, small letters, single spaces, underscores as spaces."""
    text = text.replace("\ufeff", "").replace("ï»¿", "").replace("_", " ").replace("\u00a0", " ")
    return re.sub(r"\s+", " ", text).strip().strip('"').lower()


def columns_of(layout: Layout, headings: Sequence[str]) -> dict[str, int]:
    """Our name -> position, for the columns of `layout` that these headings hold. The first of two alike counts."""
    position = {heading: index for index, heading in reversed(list(enumerate(map(fold_heading, headings))))}
    found: dict[str, int] = {}
    for name, spellings in layout.headings.items():
        spelt = next((each for each in spellings if each in position), None)
        if spelt is not None:
            found[name] = position[spelt]
    return found


def is_of(layout: Layout, headings: Sequence[str]) -> bool:
    """Whether these headings hold every required column."""
    columns = columns_of(layout, headings)
    return all(name in columns for name in layout.required)


def recognise(layouts: Sequence[Layout], headings: Sequence[str]) -> Layout | None:
    """The layout these headings have: of several, the one that requires most. None when they have none."""
    fitting = [layout for layout in layouts if is_of(layout, headings)]
    return max(fitting, key=lambda layout: len(layout.required), default=None)


def explain_unknown(layouts: Sequence[Layout], headings: Sequence[str], *, besides: str) -> str:
    """Why no layout fits: the headings found, and what the nearest register lacks or which registers were looked for.

    `besides` names what else was looked for.
    """
    shown = ", ".join(f"“{h.strip()}”" for h in headings[:FEW_ENOUGH_TO_NAME] if h.strip()) or "none"
    more = " and more" * (len(headings) > FEW_ENOUGH_TO_NAME)
    nearest = max(layouts, key=lambda layout: _share(layout, headings))
    if _share(nearest, headings) >= 0.5:
        have = columns_of(nearest, headings)
        missing = " and ".join(f"“{nearest.headings[name][0]}”" for name in nearest.required if name not in have)
        return (
            f"this looks like {nearest.title or nearest.source_id.in_words}, but the heading {missing} is missing "
            f"(found: {shown}{more})."
        )
    known = "; ".join(sorted({layout.source_id.in_words for layout in layouts if not layout.not_loaded}))
    return f"this is no register known here. Its headings are {shown}{more}. Looked for: {known}; {besides}."


def _share(layout: Layout, headings: Sequence[str]) -> float:
    columns = columns_of(layout, headings)
    return sum(name in columns for name in layout.required) / len(layout.required)
