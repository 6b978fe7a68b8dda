"""Writes on suppliers: a person's judgement, and the figures that follow from it."""

from datetime import UTC, datetime

from django.conf import settings

from coopcouncil.data.matching.judgements import Judgement, Judgements
from coopcouncil.data.spending.lists import Supplier
from coopcouncil.data.spending.suppliers import settle
from coopcouncil.web.snapshots import Reading, store


def judge_supplier(reading: Reading, *, supplier: Supplier, org_id: str, answer: str, who: str) -> None:
    """Keep a person's answer, then settle the suppliers anew in a snapshot beside the present one.

    The answer is on the disk before the figures are touched: when another load is writing (StoreBusyError), that load
    or the next one takes it in.
    """
    key = reading.rows("SELECT supplier_key FROM suppliers WHERE supplier_id = ?", [supplier.supplier_id])[0]
    judgements = Judgements(settings.COOPCOUNCIL_DATA)
    judgements.add(
        Judgement(
            who=who,
            judged_at=datetime.now(UTC),
            council=supplier.council,
            supplier_key=key["supplier_key"],
            org_id=org_id,
            verdict=answer,
        )
    )
    with store().draft() as draft:
        draft.carry_all_but("suppliers")
        settle(draft, judgements.effective())
