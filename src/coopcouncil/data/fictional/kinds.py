"""The kinds of organisation the invented council pays, each with its law, its owners and its registers."""

import csv
from dataclasses import dataclass
from importlib import resources

from coopcouncil.vocabulary.legal_forms import LegalForm
from coopcouncil.vocabulary.ownership_models import OwnershipModel


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of organisation.

    `paid` and `unpaid` say how many the council pays and how many more stand on the registers; `patterns` make names;
    `trades` are codes of `Trade`, empty for any. What follows says on which registers it stands: the company
    register's category, the mutuals register's form with the ending of the society's number, the class in the list
    of Co-operatives UK, the kind of charity ("SC" and "NI" for Scotland and Northern Ireland), and the corporate form
    in the list of social housing providers. `growth` is how much more is spent with it each year than the year before.
    """

    code: str
    legal_form: LegalForm
    ownership_model: OwnershipModel
    paid: int
    unpaid: int
    patterns: tuple[str, ...]
    trades: tuple[str, ...] = ()
    company_category: str = ""
    society_form: str = ""
    society_ending: str = ""
    cooperative_class: str = ""
    charity: str = ""
    housing_form: str = ""
    growth: float = 1.02
    money: float = 1.0


def _read() -> tuple[Kind, ...]:
    text = resources.files(__package__).joinpath("kinds.csv").read_text(encoding="utf-8")
    return tuple(
        Kind(
            code=row["code"],
            legal_form=LegalForm(row["legal_form"]),
            ownership_model=OwnershipModel(row["ownership_model"]),
            paid=int(row["paid"]),
            unpaid=int(row["unpaid"]),
            patterns=tuple(row["patterns"].split("|")),
            trades=tuple(filter(None, row["trades"].split("|"))),
            company_category=row["company_category"],
            society_form=row["society_form"],
            society_ending=row["society_ending"],
            cooperative_class=row["cooperative_class"],
            charity=row["charity"],
            housing_form=row["housing_form"],
            growth=float(row["growth"]),
            money=float(row["money"]),
        )
        for row in csv.DictReader(text.splitlines())
    )


KINDS = _read()
