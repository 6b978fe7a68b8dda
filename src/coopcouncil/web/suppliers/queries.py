"""Reads of suppliers beside those of `data.spending.lists`: what waits for a person's word, and years and places."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils import timezone

from coopcouncil.data.matching.judgements import Judgement
from coopcouncil.data.spending.payees import PAGE_SIZE, PayeePage, list_payees
from coopcouncil.data.spending.picture.filters import OWNERSHIP_GROUPS
from coopcouncil.data.spending.picture.lists import (
    Organisation,
    Supplier,
    get_organisation,
    get_supplier,
)
from coopcouncil.papers.words import day
from coopcouncil.web.snapshots import Reading, Row
from coopcouncil.web.suppliers.judgements import as_kept, judgements_file
from coopcouncil.web.suppliers.models import SupplierJudgement

BY_YEAR = """
SELECT CASE WHEN paid_on IS NULL THEN 'undated' ELSE
    printf('%d-%02d', year(paid_on - INTERVAL 3 MONTH), (year(paid_on - INTERVAL 3 MONTH) + 1) % 100) END AS year,
    count(*) AS payments, sum(amount_gbp)::DECIMAL(18,2) AS total_gbp
FROM payments WHERE council = ? AND supplier_key = (SELECT supplier_key FROM suppliers WHERE supplier_id = ?)
    AND duplicate_of IS NULL
GROUP BY ALL ORDER BY year
"""
# Not answered in the snapshot, nor since: the parameter lists suppliers with an answer not yet taken in.
WAITING = """
SELECT supplier_id, total_gbp FROM suppliers
WHERE outcome = 'review' AND judgement IS NULL AND NOT list_contains(
    ?::STRUCT(council VARCHAR, supplier_key VARCHAR)[], {'council': council, 'supplier_key': supplier_key})
"""
NEXT = f"""
WITH waiting AS ({WAITING}), seen AS (SELECT supplier_id, total_gbp FROM suppliers WHERE supplier_id = ?)
SELECT supplier_id FROM waiting
ORDER BY NOT EXISTS (
    FROM seen WHERE waiting.total_gbp < seen.total_gbp
    OR (waiting.total_gbp = seen.total_gbp AND waiting.supplier_id > seen.supplier_id)
), total_gbp DESC, supplier_id LIMIT 1
"""


def search_suppliers(
    reading: Reading, asked: Mapping[str, str], *, page: int = 1, page_size: int | None = PAGE_SIZE
) -> PayeePage:
    """One page of suppliers under the search's fields, blank ones meaning all; no page size is all of them."""
    model = asked.get("ownership_model")

    def found() -> PayeePage:
        return list_payees(
            reading.cursor,
            text=asked.get("text"),
            outcome=asked.get("outcome") or None,
            ownership_models=_models(model) if model else None,
            place=asked.get("place") or None,
            order=asked.get("sort") or "total",
            page=page,
            page_size=page_size,
        )

    question = ("payees", tuple(sorted(asked.items())), page, page_size)
    return reading.remember(question, found) if page_size else found()  # a whole list would fill the memory


def find_supplier(reading: Reading, supplier_id: str) -> Supplier:
    """A supplier; a page not found when there is none."""
    found = reading.remember(("supplier", supplier_id), lambda: get_supplier(reading.cursor, supplier_id))
    if found is None:
        raise Http404("No supplier has this number in the payments that are loaded now.")
    return found


def supplier_name(reading: Reading, supplier_id: str) -> str:
    """A supplier's name, or its number when it is not known."""
    found = get_supplier(reading.cursor, supplier_id)
    return (found.name or "No name in the file") if found else supplier_id


def organisation_name(reading: Reading, org_id: str) -> str:
    """An organisation's name on its register, or its number when no register that is loaded holds it."""
    found = reading.row("SELECT name FROM organisations WHERE org_id = ?", [org_id])
    return str(found["name"]) if found else org_id


def find_organisation(reading: Reading, org_id: str) -> Organisation:
    """An organisation by any of its numbers; a page not found when there is none."""
    found = organisation_or_none(reading, org_id)
    if found is None:
        raise Http404("No organisation has this number in the registers that are loaded now.")
    return found


def organisation_or_none(reading: Reading, org_id: str | None) -> Organisation | None:
    """An organisation, or None."""
    return reading.remember(("organisation", org_id), lambda: get_organisation(reading.cursor, org_id or ""))


@dataclass(frozen=True)
class Said:
    """One answer that a person gave: as it is kept, and the person's name where it is known."""

    judgement: Judgement
    name: str

    @property
    def signature(self) -> str:
        """Who answered and when, as 'A. Clerk on 17 March 2026'."""
        return f"{self.name} on {day(timezone.localtime(self.judgement.judged_at))}"


def said_of(council: str, key: str) -> list[Said]:
    """Every answer on a supplier, oldest first: those of the file, and those of the table that are on their way."""
    rows = SupplierJudgement.objects.select_related("by").filter(council=council, supplier_key=key)
    names = {as_kept(row): str(row.by) for row in rows}
    filed = [each for each in judgements_file().read()[0] if (each.council, each.supplier_key) == (council, key)]
    return [Said(each, names.get(each, each.who)) for each in dict.fromkeys([*filed, *names])]


def judgements_version() -> tuple[int, int]:
    """What changes with every answer: how many the table has had, and the size of the file, which only grows."""
    last = SupplierJudgement.objects.order_by("-pk").values_list("pk", flat=True).first()
    path = judgements_file().path
    return last or 0, path.stat().st_size if path.exists() else 0


def last_said(council: str, key: str, org_id: str) -> Said | None:
    """The answer that holds on this supplier and organisation, or None."""
    found = [each for each in said_of(council, key) if each.judgement.org_id == org_id]
    return found[-1] if found else None


def answers_on(reading: Reading, supplier: Supplier, *, inside: bool) -> list[Row]:
    """The answers that hold on this supplier, latest first, each with its organisation and the answers before it.

    Outside the council only what the figures hold is shown, and nobody by name.
    """
    made_at = reading.snapshot.manifest.made_at
    said = said_of(supplier.council, supplier_key(reading, supplier))
    if not inside:
        said = [Said(each.judgement, each.judgement.who) for each in said if each.judgement.judged_at <= made_at]
    by_organisation: dict[str, list[Said]] = {}
    for each in said:
        by_organisation[each.judgement.org_id] = [*by_organisation.pop(each.judgement.org_id, []), each]
    return [
        {
            "said": answers[-1],
            "organisation": organisation_or_none(reading, org_id),
            "counted": answers[-1].judgement.judged_at <= made_at,
            "earlier": answers[-2::-1] if len(answers) > 1 else [],
        }
        for org_id, answers in reversed(by_organisation.items())
    ]


def supplier_key(reading: Reading, supplier: Supplier) -> str:
    """The folded name that joins the supplier to its payments and to judgements."""
    found = reading.rows("SELECT supplier_key FROM suppliers WHERE supplier_id = ?", [supplier.supplier_id])
    return str(found[0]["supplier_key"])


def just_judged(reading: Reading) -> list[dict[str, str]]:
    """The suppliers with an answer that is younger than the snapshot, which has not taken it in."""
    made_at = reading.snapshot.manifest.made_at
    filed = {(each.council, each.supplier_key) for each in judgements_file().effective() if each.judged_at > made_at}
    kept = SupplierJudgement.objects.filter(judged_at__gt=made_at).values_list("council", "supplier_key")
    return [{"council": council, "supplier_key": key} for council, key in sorted(filed | set(kept))]


def judgeable(supplier: Supplier, answers: list[Row]) -> set[str]:
    """The organisations a person may speak of: those suggested, and those spoken of before."""
    said = {each["said"].judgement.org_id for each in answers}
    return said | {each for each in (supplier.org_id, supplier.runner_up_id) if each}


def paid_by_year(reading: Reading, supplier: Supplier) -> list[Row]:
    """A supplier's payments added up by financial year."""
    return reading.remember(
        ("years", supplier.supplier_id), lambda: reading.rows(BY_YEAR, [supplier.council, supplier.supplier_id])
    )


def area_name(reading: Reading, area_code: str | None) -> str | None:
    """What people call the area, or None."""
    found = reading.row("SELECT name FROM areas WHERE area_code = ?", [area_code]) if area_code else None
    return str(found["name"]) if found else None


def source_titles(reading: Reading) -> dict[str, str]:
    """What each source is called, by its id."""
    return {each.source_id: each.title for each in reading.snapshot.manifest.sources}


def next_to_review(reading: Reading, after: str | None = None) -> Supplier | None:
    """The supplier to judge next: that below the one just seen, or the one paid most; None when all are judged."""
    found = reading.row(NEXT, [just_judged(reading), after])
    return get_supplier(reading.cursor, found["supplier_id"]) if found else None


def review_left(reading: Reading) -> Row:
    """How many suppliers wait for a person's word, and their money."""
    return reading.rows(
        f"SELECT count(*) AS suppliers, coalesce(sum(total_gbp), 0)::DECIMAL(18,2) AS total_gbp FROM ({WAITING})",
        [just_judged(reading)],
    )[0]


def _models(asked: str) -> list[Any]:
    return sorted(str(each) for each in OWNERSHIP_GROUPS.get(asked, {asked}))
