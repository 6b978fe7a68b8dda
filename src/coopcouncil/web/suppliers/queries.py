"""Reads of suppliers beside those of `data.spending.lists`: what waits for a person's word, and years and places."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404

from coopcouncil.data.matching.judgements import Judgements
from coopcouncil.data.spending.payees import PAGE_SIZE, PayeePage, list_payees
from coopcouncil.data.spending.picture.filters import OWNERSHIP_GROUPS
from coopcouncil.data.spending.picture.lists import (
    Organisation,
    Supplier,
    get_organisation,
    get_supplier,
)
from coopcouncil.web.snapshots import Reading, Row

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


def find_supplier(reading: Reading, supplier_id: str) -> Supplier:
    """A supplier; a page not found when there is none."""
    found = get_supplier(reading.cursor, supplier_id)
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
    found = get_organisation(reading.cursor, org_id)
    if found is None:
        raise Http404("No organisation has this number in the registers that are loaded now.")
    return found


def organisation_or_none(reading: Reading, org_id: str | None) -> Organisation | None:
    """An organisation, or None."""
    return get_organisation(reading.cursor, org_id) if org_id else None


def answers_on(reading: Reading, supplier: Supplier) -> list[Row]:
    """People's last words on this supplier, each with the organisation it is about, latest first."""
    key = (supplier.council, supplier_key(reading, supplier))
    kept = Judgements(settings.COOPCOUNCIL_DATA).effective()
    mine = [each for each in reversed(kept) if (each.council, each.supplier_key) == key]
    return [
        {
            "judgement": each,
            "organisation": organisation_or_none(reading, each.org_id),
            "counted": each.judged_at <= reading.snapshot.manifest.made_at,
        }
        for each in mine
    ]


def supplier_key(reading: Reading, supplier: Supplier) -> str:
    """The folded name that joins the supplier to its payments and to judgements."""
    found = reading.rows("SELECT supplier_key FROM suppliers WHERE supplier_id = ?", [supplier.supplier_id])
    return str(found[0]["supplier_key"])


def just_judged(reading: Reading) -> list[dict[str, str]]:
    """The suppliers with an answer that is younger than the snapshot, which has not taken it in."""
    made_at = reading.snapshot.manifest.made_at
    recent = [each for each in Judgements(settings.COOPCOUNCIL_DATA).effective() if each.judged_at > made_at]
    return [{"council": each.council, "supplier_key": each.supplier_key} for each in recent]


def judgeable(supplier: Supplier, answers: list[Row]) -> set[str]:
    """The organisations a person may speak of: those suggested, and those spoken of before."""
    said = {each["judgement"].org_id for each in answers}
    return said | {each for each in (supplier.org_id, supplier.runner_up_id) if each}


def paid_by_year(reading: Reading, supplier: Supplier) -> list[Row]:
    """A supplier's payments added up by financial year."""
    return reading.rows(BY_YEAR, [supplier.council, supplier.supplier_id])


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
