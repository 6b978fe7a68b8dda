"""How an ownership answer is put into words and into a finding."""

from collections.abc import Iterable

from coopcouncil.evidence.findings import Finding, Outcome
from coopcouncil.evidence.ownership import OwnershipJudgement, RegisterWord
from coopcouncil.vocabulary.ownership_models import OwnershipModel
from coopcouncil.vocabulary.public_registers import PublicRegister

RULE = "ownership-model"
VERSION = "1"
SOURCE = "docs/explanation/ownership-models.md"


def title(source_id: str) -> str:
    """A register's name as it stands in a sentence; its id when it is not one of ours."""
    return PublicRegister(source_id).in_words if source_id in set(PublicRegister) else source_id


def said(words: Iterable[RegisterWord]) -> str:
    """The registers that these words come from, as 'the company register and the ...'."""
    return listed(title(source_id) for source_id in dict.fromkeys(word.source_id for word in words))


def listed(names: Iterable[str]) -> str:
    """'a', 'a and b' or 'a, b and c'."""
    names = list(names)
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def certain(model: OwnershipModel, word: RegisterWord, reason: str) -> OwnershipJudgement:
    """An answer that the register of `word` gives itself."""
    return _answer(model, word, Outcome.PASS, reason)


def inferred(model: OwnershipModel, word: RegisterWord, reason: str) -> OwnershipJudgement:
    """An answer that a person should check, for instance because only the name says so."""
    return _answer(model, word, Outcome.CHECK, reason)


def _answer(model: OwnershipModel, word: RegisterWord, outcome: Outcome, reason: str) -> OwnershipJudgement:
    evidence = (
        f"{word.source_id}: {word.legal_form.label}" + (f", {word.classification}" * bool(word.classification)),
    )
    source = None if model is OwnershipModel.UNKNOWN else word.source_id
    return OwnershipJudgement(model, source, Finding(outcome, reason, evidence, RULE, VERSION, SOURCE))
