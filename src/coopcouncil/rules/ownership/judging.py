"""Ownership models by precedence: the first step that has an answer gives it, and registers of law come before lists.

1. a public body  2. credit union, building or friendly society  3. community benefit society  4. Co-operatives UK's
class  5. co-operative society  6. charity  7. community interest company  8. community amateur sports club
9. registered provider of social housing  10. a society whose kind is not stated  11. words in the name
12. the company's form.

Set out in docs/explanation/ownership-models.md, with the Acts. Only registers that still list the organisation are
heard; when all have removed it, all are.
"""

from collections.abc import Callable
from dataclasses import replace

from coopcouncil.evidence.findings import Finding, Outcome
from coopcouncil.evidence.ownership import OwnershipFacts, OwnershipJudgement, RegisterWord
from coopcouncil.rules.ownership import by_company, by_register
from coopcouncil.rules.ownership.answers import RULE, SOURCE, VERSION, said
from coopcouncil.vocabulary.ownership_models import OwnershipModel
from coopcouncil.vocabulary.public_registers import PublicRegister

Step = Callable[[OwnershipFacts], OwnershipJudgement | None]

PRECEDENCE: tuple[Step, ...] = (
    by_register.public_body,
    by_register.financial_or_friendly_mutual,
    by_register.community_benefit_society,
    by_register.classed_cooperative,
    by_register.cooperative_society,
    by_register.charity,
    by_register.community_interest_company,
    by_register.sports_club,
    by_register.social_landlord,
    by_register.society_of_unstated_kind,
    by_company.employee_trust_by_name,
    by_company.company_form,
)


def judge(facts: OwnershipFacts) -> OwnershipJudgement:
    """The ownership model that these facts support, with its reason and the register that decided.

    UNKNOWN with outcome CHECK when no step of `PRECEDENCE` has an answer.
    """
    heard = _still_listed(facts)
    answers = (step(heard) for step in PRECEDENCE)
    answer = next((each for each in answers if each is not None), None) or _unknown(heard)
    gone = bool(heard.words) and not any(word.active for word in heard.words)
    return _add_that_it_is_gone(answer) if gone else answer


def _still_listed(facts: OwnershipFacts) -> OwnershipFacts:
    """Only the words of registers that still list it; of a society, the company register's shell is only a pointer."""
    words = sorted(facts.words, key=_order)
    if any(word.source_id == PublicRegister.MUTUALS for word in words):
        words = [
            word for word in words if not (word.source_id == PublicRegister.COMPANIES and by_register.is_society(word))
        ]
    return replace(facts, words=tuple(word for word in words if word.active) or tuple(words))


def _order(word: RegisterWord) -> tuple[str, str, str]:
    return word.source_id, word.legal_form.value, word.classification or ""


def _add_that_it_is_gone(answer: OwnershipJudgement) -> OwnershipJudgement:
    reason = answer.finding.reason.rstrip(".") + "; every register that was loaded has since removed it."
    return replace(answer, finding=replace(answer.finding, reason=reason))


def _unknown(facts: OwnershipFacts) -> OwnershipJudgement:
    on = said(facts.words)
    reason = f"It is on {on}, which does not say who owns it." if on else "It is on no register that was loaded."
    finding = Finding(Outcome.CHECK, reason, tuple(w.source_id for w in facts.words), RULE, VERSION, SOURCE)
    return OwnershipJudgement(OwnershipModel.UNKNOWN, None, finding)
