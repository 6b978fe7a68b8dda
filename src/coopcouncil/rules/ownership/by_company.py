"""Steps that answer from the form of a company, once no other register has spoken."""

from coopcouncil.evidence.ownership import OwnershipFacts, OwnershipJudgement, RegisterWord
from coopcouncil.rules.ownership.answers import certain, inferred, listed, title
from coopcouncil.vocabulary.legal_forms import LegalForm
from coopcouncil.vocabulary.ownership_models import OwnershipModel
from coopcouncil.vocabulary.public_registers import CHARITY_REGISTERS, COOPERATIVE_LISTS, PublicRegister

# a company on one of these would be more than a company; the others say nothing of who owns it
TELL_OF_OWNERSHIP = COOPERATIVE_LISTS | CHARITY_REGISTERS | {PublicRegister.MUTUALS}
OWNED_BY_PARTNERS = frozenset({LegalForm.LLP, LegalForm.PARTNERSHIP, LegalForm.SOLE_TRADER})


def employee_trust_by_name(facts: OwnershipFacts) -> OwnershipJudgement | None:
    """A name such as "Employee Ownership Trust" is a hint of employee ownership, never proof."""
    if "employee-trust" not in facts.name_words or not facts.words:
        return None
    reason = "Its name says that it holds for employees; no list that was loaded confirms it."
    return inferred(OwnershipModel.EMPLOYEE_OWNED, facts.words[0], reason)


def company_form(facts: OwnershipFacts) -> OwnershipJudgement | None:
    """What a company's form alone can tell.

    Shares are owned by shareholders, who may be investors, a family, the founders or (rarely, and then mostly on a
    list) employees or members: hence "investor-owned or owner-owned", said only after naming the lists that were
    looked at, and marked CHECK when no list of co-operatives was among them. A company limited by guarantee has no
    shares to own (Companies Act 2006, section 5), so its owners stay unknown.
    """
    for word in facts.words:
        if word.legal_form is LegalForm.PUBLIC_LIMITED_COMPANY:
            reason = "It is a public limited company, owned by its shareholders."
            return certain(OwnershipModel.INVESTOR_OR_OWNER_OWNED, word, reason)
        if word.legal_form is LegalForm.PRIVATE_LIMITED_COMPANY:
            return _by_shares(facts, word)
        if word.legal_form in OWNED_BY_PARTNERS:
            reason = f"It is a {_in_a_sentence(word.legal_form)}, owned by the people or firms who are in it."
            return certain(OwnershipModel.INVESTOR_OR_OWNER_OWNED, word, reason)
        if word.legal_form is LegalForm.COMPANY_BY_GUARANTEE:
            return _by_guarantee(facts, word)
    return None


def _by_shares(facts: OwnershipFacts, word: RegisterWord) -> OwnershipJudgement:
    if "cooperative" in facts.name_words:
        reason = (
            "Its name says co-operative, but it is a company limited by shares on no co-operative list that was loaded."
        )
        return inferred(OwnershipModel.UNKNOWN, word, reason)
    lists = _lists_looked_at(facts)
    reason = (
        f"It is limited by shares, on no co-operative, charity or employee-ownership list that was loaded ({lists})."
    )
    says = certain if COOPERATIVE_LISTS & set(facts.lists_loaded) else inferred
    return says(OwnershipModel.INVESTOR_OR_OWNER_OWNED, word, reason)


def _by_guarantee(facts: OwnershipFacts, word: RegisterWord) -> OwnershipJudgement:
    if "cooperative" in facts.name_words:
        reason = "It is limited by guarantee, so has members and no shares, and its name says co-operative."
        return inferred(OwnershipModel.COOPERATIVE, word, reason)
    reason = "It is limited by guarantee, so has no shares to own; no list that was loaded says who its members are."
    return inferred(OwnershipModel.UNKNOWN, word, reason)


def _lists_looked_at(facts: OwnershipFacts) -> str:
    telling = [source_id for source_id in facts.lists_loaded if source_id in TELL_OF_OWNERSHIP]
    return listed(title(source_id) for source_id in telling) or "none was"


def _in_a_sentence(form: LegalForm) -> str:
    return form.label[:1].lower() + form.label[1:]
