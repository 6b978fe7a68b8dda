"""What the registers say of one organisation, and what was judged of it: the values that loading and judging share."""

from dataclasses import dataclass

from coopcouncil.evidence.findings import Finding
from coopcouncil.vocabulary.legal_forms import LegalForm
from coopcouncil.vocabulary.ownership_models import OwnershipModel


@dataclass(frozen=True, slots=True, order=True)
class RegisterWord:
    """One register's word on one organisation.

    `source_id` is a value of PublicRegister; `classification` is the register's own word on ownership or kind;
    `active` is False once the register has removed the organisation.
    """

    source_id: str
    legal_form: LegalForm
    classification: str | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class OwnershipFacts:
    """All that is known of who owns an organisation.

    `words` are the registers' words; `name_words` are values of `NAME_WORDS` found in its names; `lists_loaded` are
    the `source_id`s of every register in the snapshot, so that a reason can say what was looked at in vain.
    """

    words: tuple[RegisterWord, ...]
    name_words: frozenset[str] = frozenset()
    lists_loaded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnershipJudgement:
    """Who owns an organisation, by which register (None when none decided), and why.

    The finding is PASS where a register says so, CHECK where it was inferred from a name or stays unknown.
    """

    ownership_model: OwnershipModel
    deciding_source: str | None
    finding: Finding


# word -> regular expression over the lower-case name (RE2 syntax, which DuckDB shares)
NAME_WORDS: dict[str, str] = {
    "employee-trust": r"\b(employee ownership trust|employee benefit trust|employees'? trust|eot)\b",
    "cooperative": r"\bco-?\s?op(s|erative|eratives|eration)?\b",
    "credit-union": r"\bcredit union\b",
}
