"""Writes on suppliers: a person's judgement, and the figures that follow from it."""

from datetime import UTC, datetime

from django.conf import settings

from coopcouncil.data.matching.judgements import Judgement, Judgements
from coopcouncil.data.spending.picture.lists import Supplier
from coopcouncil.web.snapshots import Reading
from coopcouncil.web.suppliers.queries import supplier_key
from coopcouncil.web.suppliers.settling import start_settling


def judge_supplier(reading: Reading, *, supplier: Supplier, org_id: str, answer: str, who: str) -> None:
    """Keep a person's answer; when this returns it is on the disk, and the figures follow by themselves."""
    judgement = Judgement(
        who=who,
        judged_at=datetime.now(UTC),
        council=supplier.council,
        supplier_key=supplier_key(reading, supplier),
        org_id=org_id,
        verdict=answer,
    )
    Judgements(settings.COOPCOUNCIL_DATA).add(judgement)
    start_settling(settings.COOPCOUNCIL_DATA)
