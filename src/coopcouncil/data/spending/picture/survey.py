"""A survey of local suppliers: what each had from the council, and how much of that it spent again in the area.

The file is a CSV with the headings `supplier,income_from_council_gbp,spent_locally_gbp`, in any order, UTF-8. The
supplier is any name by which the council's payments print it, its name on its register, its org-id, or the 12-digit
id of a printed name: one organisation is one supplier.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

from coopcouncil.data.spending.payees import PAYEE
from coopcouncil.data.spending.picture.filters import COUNTED, Filters, predicate

HEADINGS = ("supplier", "income_from_council_gbp", "spent_locally_gbp")
_AMOUNT = re.compile(r"£?\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?")


class SurveyError(ValueError):
    """The survey file cannot be used; the message names the file, the line and the column."""


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """One answer as the file holds it. `line` is the line of the file."""

    line: int
    supplier: str
    income_from_council_gbp: Decimal
    spent_locally_gbp: Decimal


@dataclass(frozen=True, slots=True)
class PaidAnswer:
    """One answer with what the council paid that supplier under the filters, and where the supplier is.

    `payee` is the org-id of an organisation matched, else the id of the printed name. Of an organisation with several
    places, only what was paid inside the area counts.
    """

    answer: SurveyLine
    payee: str
    paid_gbp: Decimal
    place: str


def read_survey(path: Path) -> list[SurveyLine]:
    """Every answer in the file, in its order; wholly blank lines are passed over.

    Raises SurveyError, naming line and column, when a heading is missing, an amount cannot be read, more is spent
    than was earned, or a supplier stands twice.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SurveyError(f"{path.name} is not a UTF-8 text file. Save the survey as CSV (UTF-8).") from error
    rows = csv.reader(text.splitlines())
    headings = [heading.strip().lower() for heading in next(rows, [])]
    missing = [heading for heading in HEADINGS if heading not in headings]
    if missing:
        raise SurveyError(f"{path.name}, line 1: no column {', '.join(missing)}. Needed: {', '.join(HEADINGS)}.")
    lines = [
        _line(path, rows.line_num, dict(zip(headings, row, strict=False))) for row in rows if any(map(str.strip, row))
    ]
    _check_once_each(path, lines)
    return lines


def pay_answers(
    connection: duckdb.DuckDBPyConnection, filters: Filters, lines: Sequence[SurveyLine], file_name: str
) -> list[PaidAnswer]:
    """Each answer with the supplier it belongs to and what that supplier was paid under the filters.

    Raises SurveyError when a supplier is not among those paid, or a name belongs to several.
    """
    condition, values = predicate(filters)
    paid = connection.execute(
        f"""
        SELECT payee,
            [payee] || array_agg(DISTINCT supplier_id) || array_agg(DISTINCT name)
                || flatten(array_agg(DISTINCT names)),
            CASE WHEN bool_or(place = 'inside') THEN 'inside' ELSE min(place) END,
            CASE WHEN bool_or(place = 'inside') THEN sum(amount_gbp) FILTER (place = 'inside') ELSE sum(amount_gbp) END
                ::DECIMAL(18,2)
        FROM (
            SELECT {PAYEE} AS payee, s.supplier_id, s.names, s.place, p.amount_gbp,
                coalesce(o.registered_name, s.name) AS name
            FROM {COUNTED} LEFT JOIN (SELECT org_id AS known_as, name AS registered_name FROM organisations) o
                ON o.known_as = s.org_id AND s.outcome = 'match'
            WHERE s.supplier_id IS NOT NULL AND {condition}
        ) GROUP BY payee ORDER BY payee
        """,
        values,
    ).fetchall()
    known: dict[str, list[tuple[str, str, Decimal]]] = {}
    for payee, names, place, paid_gbp in paid:
        for name in {_folded(each) for each in names}:
            known.setdefault(name, []).append((payee, place, paid_gbp))
    answers = [_paid_answer(line, known.get(_folded(line.supplier), []), file_name) for line in lines]
    _check_one_answer_each(answers, file_name)
    return answers


def _paid_answer(line: SurveyLine, found: Sequence[tuple[str, str, Decimal]], file_name: str) -> PaidAnswer:
    where = f"{file_name}, line {line.line}, column supplier: {line.supplier!r}"
    if not found:
        raise SurveyError(f"{where} is not paid in this period. Write the name as the payments print it, or the id.")
    if len(found) > 1:
        ids = ", ".join(payee for payee, _, _ in found)
        raise SurveyError(f"{where} is the name of several suppliers. Write one of their ids: {ids}.")
    payee, place, paid_gbp = found[0]
    return PaidAnswer(line, payee, paid_gbp, place)


def _line(path: Path, line: int, cells: dict[str, str]) -> SurveyLine:
    supplier = cells.get("supplier", "").strip()
    if not supplier:
        raise SurveyError(f"{path.name}, line {line}, column supplier: empty. Name the supplier that answered.")
    income, spent = (_amount(path, line, heading, cells.get(heading, "")) for heading in HEADINGS[1:])
    if income == 0:
        raise SurveyError(f"{path.name}, line {line}, column {HEADINGS[1]}: 0. Without income there is no share of it.")
    if spent > income:
        raise SurveyError(f"{path.name}, line {line}, column {HEADINGS[2]}: {spent} is more than the income, {income}.")
    return SurveyLine(line, supplier, income, spent)


def _amount(path: Path, line: int, heading: str, text: str) -> Decimal:
    found = _AMOUNT.fullmatch(text.strip())
    if not found:
        raise SurveyError(
            f"{path.name}, line {line}, column {heading}: {text.strip()!r} is not an amount of pounds, nothing or more."
        )
    return Decimal(found[1].replace(",", "") + (found[2] or ""))


def _check_once_each(path: Path, lines: Iterable[SurveyLine]) -> None:
    first: dict[str, int] = {}
    for each in lines:
        before = first.setdefault(_folded(each.supplier), each.line)
        if before != each.line:
            raise SurveyError(f"{path.name}, line {each.line}, column supplier: already on line {before}. Keep one.")


def _check_one_answer_each(answers: Iterable[PaidAnswer], file_name: str) -> None:
    first: dict[str, int] = {}
    for each in answers:
        before = first.setdefault(each.payee, each.answer.line)
        if before != each.answer.line:
            raise SurveyError(
                f"{file_name}, line {each.answer.line}, column supplier: the same supplier as line {before}. Keep one."
            )


def _folded(name: str) -> str:
    return " ".join(name.lower().split())
