"""Writes on suppliers: a person's judgement, and the figures that follow from it."""

from datetime import UTC, datetime

from django.db import transaction

from coopcouncil.data.spending.picture.lists import Supplier
from coopcouncil.web.people.models import Person
from coopcouncil.web.permissions import Held, check_may
from coopcouncil.web.record.operations import enter
from coopcouncil.web.rights import Right
from coopcouncil.web.snapshots import Reading
from coopcouncil.web.suppliers.judgements import copy_judgements
from coopcouncil.web.suppliers.models import SupplierJudgement
from coopcouncil.web.suppliers.queries import last_said, supplier_key
from coopcouncil.web.suppliers.settling import start_settling


@transaction.atomic
def judge_supplier(reading: Reading, *, supplier: Supplier, org_id: str, answer: str, by: Person) -> SupplierJudgement:
    """Keep a person's answer with its entry in the record; the figures follow by themselves.

    The file that loads read has it when the transaction has ended, or at the latest when the figures are made again.
    """
    held = check_may(by, Right.REVIEW_SUPPLIERS)
    key = supplier_key(reading, supplier)
    before = last_said(supplier.council, key, org_id)
    kept = SupplierJudgement.objects.create(
        by=by,
        who=_as_role(held),
        judged_at=datetime.now(UTC),
        council=supplier.council,
        supplier_key=key,
        org_id=org_id,
        verdict=answer,
    )
    # robust: the answer is kept even where the file cannot be written now
    transaction.on_commit(copy_judgements, robust=True)
    start_settling(by=by)
    enter(
        by=by,
        what="said who a supplier is:",
        about=_Subject(supplier),
        before={"answer": before.judgement.verdict, "by": before.name} if before else None,
        after={"supplier": supplier.name, "council": supplier.council, "organisation": org_id, "answer": answer},
        held=held,
    )
    return kept


class _Subject:
    """A supplier as the record tells of it."""

    subject_kind = "supplier"

    def __init__(self, supplier: Supplier) -> None:
        self.subject_ref = supplier.supplier_id


def _as_role(held: Held) -> str:
    """'an officer': what published figures say of who judged."""
    label = held.role.label if held.role else "member of the council"
    return f"{'an' if label[0] in 'aeiou' else 'a'} {label}"
