"""People's judgements from the table, where they are kept, to the file, where loads read them.

The table is written in the transaction of the record's entry; the file afterwards, and again before it is read: a
death between the two loses nothing.
"""

from django.conf import settings

from coopcouncil.data.matching.judgements import Judgement, Judgements
from coopcouncil.web.suppliers.models import SupplierJudgement


def judgements_file() -> Judgements:
    """The file of this data folder."""
    return Judgements(settings.COOPCOUNCIL_DATA)


def copy_judgements() -> int:
    """Append to the file what the table holds and the file does not; return how many judgements that were."""
    return judgements_file().add_missing(as_kept(each) for each in SupplierJudgement.objects.all())


def as_kept(row: SupplierJudgement) -> Judgement:
    """The judgement as a line of the file holds it."""
    return Judgement(
        who=row.who,
        judged_at=row.judged_at,
        council=row.council,
        supplier_key=row.supplier_key,
        org_id=row.org_id,
        verdict=row.verdict,
    )
