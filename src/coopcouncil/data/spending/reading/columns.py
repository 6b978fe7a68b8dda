"""Which column is which: by heading and by what the cells hold, every doubtful choice said."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coopcouncil.data.files.unreadable import UnreadableFileError
from coopcouncil.data.spending.reading.contents import Profile
from coopcouncil.data.spending.reading.headings import FIELDS, folded, is_never, printed, score

_CREDIT = re.compile(r"credits?(?: amount| value| in)?|amount credit")
_DEBIT_OR_CREDIT = re.compile(
    r"(?:dr|d|debit)(?: or)? (?:cr|c|credit)(?: .*)?"
    r"|(?:cr|credit)(?: or)? (?:dr|debit)(?: .*)?|sign"
)
ENOUGH = 0.5  # share of a column's cells that must look right


class LayoutError(UnreadableFileError):
    """The layout cannot be told; the message lists the headings and says how to name the columns."""


@dataclass(slots=True)
class Choice:
    """The columns chosen: our name -> index, and what had to be decided, in words."""

    headings: Sequence[str]
    profiles: Sequence[Profile]
    has_header: bool
    chosen: dict[str, int] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def label(self, column: int) -> str:
        """The column as messages name it: its heading, or its number where it has none."""
        heading = self.headings[column] if column < len(self.headings) else ""
        return heading or f"column {column + 1}"

    def quoted(self, columns: Sequence[int]) -> str:
        """Several columns for a sentence."""
        return ", ".join(f"'{self.label(column)}'" for column in columns)


def choose_columns(
    headings: Sequence[str], profiles: Sequence[Profile], overrides: Mapping[str, str], *, has_header: bool, named: str
) -> Choice:
    """Choose a column for each field. Raises LayoutError when supplier or amount cannot be told."""
    choice = Choice(headings, profiles, has_header)
    for name, wanted in overrides.items():
        choice.chosen[name] = _overridden(choice, name, wanted, named)
    for name, chooser in (("amount", _amount), ("paid_on", _paid_on), ("supplier", _supplier)):
        if name not in choice.chosen:
            found = chooser(choice)
            if found is not None:
                choice.chosen[name] = found
    for name in ("reference", "purpose", "service_area", "supplier_number", "postcode", "council"):
        if name not in choice.chosen and (found := _plain(choice, name)) is not None:
            choice.chosen[name] = found
    _credits(choice)
    for name in ("supplier", "amount"):
        if name not in choice.chosen:
            raise LayoutError(_cannot_tell(choice, name, named))
    return choice


def _overridden(choice: Choice, name: str, wanted: str, named: str) -> int:
    if name not in FIELDS:
        raise LayoutError(f"{named}: there is no column called {name}; there are {', '.join(FIELDS)}.")
    for same in (lambda text: text.strip(), printed, lambda text: printed(text).casefold(), folded):
        found = [index for index, heading in enumerate(choice.headings) if heading and same(heading) == same(wanted)]
        if found:
            if len(found) > 1:
                choice.warnings.append(
                    f"The heading '{wanted}' stands {len(found)} times; "
                    f"the first (column {found[0] + 1}) was taken for {name}."
                )
            return found[0]
    number = wanted.strip().lower().removeprefix("column").strip()
    if number.isdigit() and 1 <= int(number) <= len(choice.profiles):
        return int(number) - 1
    raise LayoutError(f"{named}: no heading is '{wanted}' (asked for as {name}). {_have(choice)}")


def _have(choice: Choice) -> str:
    shown = [heading for heading in choice.headings if heading]
    if not shown:
        return f"The file has no headings; give a column's number, 1 to {len(choice.profiles)}."
    return "The headings are: " + ", ".join(shown[:60]) + "."


def _cannot_tell(choice: Choice, name: str, named: str) -> str:
    return (
        f"{named}: no column could be told to hold the {name}. {_have(choice)} "
        f"Name it with --columns {name}=HEADING, or with the column's number."
    )


def _free(choice: Choice) -> list[int]:
    return [column for column in range(len(choice.profiles)) if column not in choice.chosen.values()]


def _scores(choice: Choice, name: str) -> dict[int, int]:
    found = {column: score(name, choice.label(column)) for column in _free(choice) if column < len(choice.headings)}
    return {column: value for column, value in found.items() if value and choice.headings[column]}


def _amount(choice: Choice) -> int | None:
    scores = _scores(choice, "amount")
    holding = {column: value for column, value in scores.items() if choice.profiles[column].amounts >= ENOUGH}
    if holding:
        best = max(
            holding,
            key=lambda column: (
                holding[column] - 60 * (choice.profiles[column].filled < 0.2),
                choice.profiles[column].filled,
                -column,
            ),
        )
        others = [column for column in holding if column != best]
        if others:
            choice.warnings.append(_why_amount(choice, best, others))
        return best
    by_content = _by_amounts(choice)
    if by_content is None and not any(not choice.profiles[column].count for column in scores):
        by_content = _by_amounts_elsewhere(choice)
    if by_content is None:
        return max(scores, key=lambda column: scores[column], default=None)
    if scores:
        choice.warnings.append(
            f"Under {choice.quoted(list(scores))} stand no amounts; "
            f"{choice.quoted([by_content])} holds amounts and was taken for them."
        )
    else:
        choice.warnings.append(
            f"No heading names the amount; {choice.quoted([by_content])} was taken because it holds amounts."
        )
    return by_content


def _why_amount(choice: Choice, best: int, others: Sequence[int]) -> str:
    words = folded(choice.label(best)).split()
    net = "net" in words or {"ex", "exc", "excl", "excluding"} & set(words)
    gross = "gross" in words or {"inc", "incl", "including"} & set(words)
    reason = "it is net of VAT" if net else "no column is said to be net of VAT" if gross else "its heading fits best"
    return (
        f"Several columns hold amounts: {choice.quoted([best, *others])}. "
        f"{choice.quoted([best])} was taken because {reason}."
    )


def _by_amounts(choice: Choice) -> int | None:
    """The free column that most looks like money, and whose heading says nothing else."""
    holding = [
        column
        for column in _free(choice)
        if choice.profiles[column].amounts >= 0.8
        and choice.profiles[column].pence >= 0.3
        and choice.profiles[column].days < 0.5
        and (not choice.label(column) or not _is_named_otherwise(choice, column, "amount"))
    ]
    if not holding:
        return None
    best = max(holding, key=lambda column: (choice.profiles[column].filled, choice.profiles[column].pence, -column))
    if len(holding) > 1:
        choice.warnings.append(f"Several columns hold amounts: {choice.quoted(holding)}.")
    return best


def _by_amounts_elsewhere(choice: Choice) -> int | None:
    """A column that holds nothing but money under a heading for something else: the headings are mixed up."""
    return next(
        (
            column
            for column in _free(choice)
            if min(choice.profiles[column].amounts, choice.profiles[column].pence) >= 0.8
            and score("supplier", choice.label(column)) >= 60
        ),
        None,
    )


def _is_named_otherwise(choice: Choice, column: int, name: str) -> bool:
    heading = choice.headings[column] if column < len(choice.headings) else ""
    if not heading:
        return False
    return is_never(name, heading) or any(score(other, heading) >= 60 for other in FIELDS if other != name)


def _paid_on(choice: Choice) -> int | None:
    scores = _scores(choice, "paid_on")
    holding = {
        column: value
        for column, value in scores.items()
        if choice.profiles[column].days >= ENOUGH or (value >= 60 and choice.profiles[column].days >= 0.2)
    }
    if holding:
        best = max(holding, key=lambda column: (holding[column], choice.profiles[column].filled, -column))
        others = [column for column in holding if column != best]
        if others:
            choice.warnings.append(
                f"Several columns hold dates: {choice.quoted([best, *others])}. "
                f"{choice.quoted([best])} was taken because "
                + (
                    "it says when the payment was made."
                    if holding[best] >= 95
                    else "its heading is nearest to a day of payment."
                )
            )
        elif holding[best] < 80:
            choice.warnings.append(
                f"No heading says when the payment was made; {choice.quoted([best])} was taken for it."
            )
        return best
    by_content = [
        column
        for column in _free(choice)
        if choice.profiles[column].days >= 0.8
        and choice.profiles[column].amounts < 0.5
        and not (_is_named_otherwise(choice, column, "paid_on") and not _speaks_of_dates(choice, column))
        and not choice.profiles[column].registered > 0.5
    ]
    if by_content:
        choice.warnings.append(
            f"{choice.quoted(by_content[:1])} was taken for the day of payment because it holds dates."
        )
        return by_content[0]
    return max(scores, key=lambda column: scores[column], default=None)


def _speaks_of_dates(choice: Choice, column: int) -> bool:
    heading = choice.headings[column]
    return "date" in folded(heading).split() and not is_never("paid_on", heading)


def _supplier(choice: Choice) -> int | None:
    scores = _scores(choice, "supplier")
    worth = {column: value - _doubts(choice, column, len(scores)) for column, value in scores.items()}
    worth = {column: value for column, value in worth.items() if value > 0}
    if worth:
        best = max(worth, key=lambda column: (worth[column], choice.profiles[column].distinct, -column))
        _explain_supplier(choice, best, worth, scores)
        return best
    by_content = _by_names(choice)
    if by_content is not None:
        why = "it holds names of organisations" if choice.profiles[by_content].companies else "only it holds words"
        choice.warnings.append(
            f"{'No heading names the supplier' if not scores else 'The column headed as supplier holds no names'}; "
            f"{choice.quoted([by_content])} was taken because {why}."
        )
        return by_content
    return max(scores, key=lambda column: scores[column], default=None)


def _doubts(choice: Choice, column: int, rivals: int) -> int:
    """How much less a column is worth as supplier for what it holds."""
    seen = choice.profiles[column]
    if not seen.count:
        return 95 if rivals > 1 else 60
    doubts = 60 if seen.words < 0.3 and rivals > 1 else 0
    doubts += 50 if seen.is_constant and rivals > 1 else 0
    doubts += 200 if max(seen.amounts * (seen.pence > 0.5), seen.days) > 0.8 and seen.words < 0.2 else 0
    return doubts + (50 if seen.filled < 0.05 and rivals > 1 else 0)


def _explain_supplier(choice: Choice, best: int, worth: Mapping[int, int], scores: Mapping[int, int]) -> None:
    rivals = [c for c in worth if c != best and worth[c] >= 60 and choice.profiles[c].words >= 0.3]
    seen = choice.profiles[best]
    if rivals:
        choice.warnings.append(
            f"Several columns could name the supplier: {choice.quoted([best, *rivals])}. {choice.quoted([best])} "
            f"(column {best + 1}) was taken because its heading fits best and it holds the most different names."
        )
    elif scores[best] < 85:
        held = "numbers rather than names" if seen.words < 0.3 and seen.count else "the names"
        choice.warnings.append(f"No heading says 'supplier name'; {choice.quoted([best])} was taken: it holds {held}.")
    elif seen.words < 0.3 and seen.count:
        choice.warnings.append(
            f"{choice.quoted([best])} was taken for the supplier, though it holds numbers rather than names."
        )


def _by_names(choice: Choice) -> int | None:
    """The free column of words that most looks like names of those paid.

    Suppliers are many and most of them stand only once or twice; a kind of supplier, a service or the council itself
    are few and stand again and again. So a column counts for the companies among its values and for how many values it
    has beside the column that has most; a column of distinct texts without any company is a description.
    """
    wordy = {
        column: choice.profiles[column]
        for column in _free(choice)
        if choice.profiles[column].words >= 0.6
        and not choice.profiles[column].is_constant
        and (not _is_named_otherwise(choice, column, "supplier") or score("amount", choice.label(column)) >= 60)
    }
    if len(wordy) == 1 and not choice.has_header:
        return next(iter(wordy))
    most = max((seen.distinct for seen in wordy.values()), default=0)
    worth = {column: seen.companies * (seen.distinct / most) ** 0.5 for column, seen in wordy.items()}
    best = max(worth, key=lambda column: worth[column], default=None)
    return best if best is not None and worth[best] >= 0.05 else None


def _plain(choice: Choice, name: str) -> int | None:
    """The column whose heading fits best; an empty one only when no other does."""
    scores = _scores(choice, name)
    if name == "supplier_number":
        scores = {c: v for c, v in scores.items() if v > 60 or choice.profiles[c].registered >= 0.3}
    return max(
        scores,
        key=lambda column: (
            choice.profiles[column].filled > 0.02,
            scores[column],
            choice.profiles[column].filled,
            -column,
        ),
        default=None,
    )


def _credits(choice: Choice) -> None:
    """Columns that say which amounts are refunds: credits beside debits, or the words DR and CR."""
    amount = choice.label(choice.chosen["amount"]) if "amount" in choice.chosen else ""
    for column in _free(choice):
        words = folded(choice.headings[column])
        seen = choice.profiles[column]
        if (
            "debit" in folded(amount).split()
            and _CREDIT.fullmatch(words)
            and (seen.amounts >= ENOUGH or not seen.count)
        ):
            choice.chosen["credit"] = column
            choice.warnings.append(f"{choice.quoted([column])} was taken away from '{amount}'.")
        elif _DEBIT_OR_CREDIT.fullmatch(words) and seen.signs == 1:
            choice.chosen["sign"] = column
            choice.warnings.append(f"Amounts that {choice.quoted([column])} marks as credit are refunds.")
