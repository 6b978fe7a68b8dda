"""Steps that answer from what a register says of the organisation's form, class or purpose."""

from collections.abc import Collection

from coopcouncil.evidence.ownership import OwnershipFacts, OwnershipJudgement, RegisterWord
from coopcouncil.rules.ownership.answers import certain, inferred, title
from coopcouncil.vocabulary.legal_forms import SOCIETIES, LegalForm
from coopcouncil.vocabulary.ownership_models import OwnershipModel
from coopcouncil.vocabulary.public_registers import CHARITY_REGISTERS, COOPERATIVE_LISTS, PublicRegister

PUBLIC_FORMS = frozenset(
    {
        LegalForm.LOCAL_AUTHORITY,
        LegalForm.NHS_BODY,
        LegalForm.SCHOOL,
        LegalForm.UNIVERSITY,
        LegalForm.OTHER_PUBLIC_BODY,
    }
)
CHARITABLE_FORMS = frozenset({LegalForm.CHARITABLE_COMPANY, LegalForm.CIO, LegalForm.UNINCORPORATED_CHARITY})
# What the company register calls any society, as a pointer to the mutuals register
SOCIETY_CATEGORIES = frozenset({"registered society", "industrial and provident society"})
CIC_FORMS = frozenset({LegalForm.CIC, LegalForm.CIC_BY_SHARES, LegalForm.CIC_BY_GUARANTEE})

# Co-operatives UK's "Ownership Classification", folded -> model, and who the members are
CLASSES: dict[str, tuple[OwnershipModel, str]] = {
    "consumers": (OwnershipModel.CONSUMER_COOPERATIVE, "its customers"),
    "workers": (OwnershipModel.WORKER_COOPERATIVE, "the people who work in it"),
    "tenants": (OwnershipModel.TENANT_COOPERATIVE, "its tenants"),
    "enterprises": (OwnershipModel.PRODUCER_COOPERATIVE, "businesses"),
    "self-employed": (OwnershipModel.PRODUCER_COOPERATIVE, "self-employed people"),
    "co-operatives": (OwnershipModel.PRODUCER_COOPERATIVE, "other co-operatives"),
    "multi-stakeholder": (OwnershipModel.MULTI_STAKEHOLDER_COOPERATIVE, "several kinds of member"),
    "community of interest": (OwnershipModel.COMMUNITY_OWNED, "a community of interest"),
    "employee trust": (OwnershipModel.EMPLOYEE_OWNED, "a trust for its employees"),
}


def public_body(facts: OwnershipFacts) -> OwnershipJudgement | None:
    """Local authorities, NHS bodies, state-funded schools, universities and other public bodies are public."""
    word = _first(facts, PUBLIC_FORMS)
    if word is None or _folded(word) == "independent schools":
        return None
    return certain(OwnershipModel.PUBLIC, word, f"{_lists(word)} it as a public body: {word.legal_form.label.lower()}.")


def financial_or_friendly_mutual(facts: OwnershipFacts) -> OwnershipJudgement | None:
    """Mutual by Act: Credit Unions Act 1979, Building Societies Act 1986, Friendly Societies Acts 1974 and 1992."""
    forms = {LegalForm.CREDIT_UNION, LegalForm.BUILDING_SOCIETY, LegalForm.FRIENDLY_SOCIETY}
    word = _first(facts, forms)
    if word:
        reason = f"{_lists(word)} it as a {word.legal_form.label.lower()}, which its members own."
        return certain(OwnershipModel.MUTUAL, word, reason)
    society = _society(facts)
    if society and "credit-union" in facts.name_words:
        reason = f"{_lists(society)} it as a society named credit union, words the Credit Unions Act 1979 reserves."
        return certain(OwnershipModel.MUTUAL, society, reason)
    return None


def community_benefit_society(facts: OwnershipFacts) -> OwnershipJudgement | None:
    """Run for the benefit of the community: Co-operative and Community Benefit Societies Act 2014, section 2."""
    word = _first(facts, {LegalForm.COMMUNITY_BENEFIT_SOCIETY})
    reason = "{} it as a community benefit society, which by law is run for the benefit of the community."
    return certain(OwnershipModel.COMMUNITY_OWNED, word, reason.format(_lists(word))) if word else None


def classed_cooperative(facts: OwnershipFacts) -> OwnershipJudgement | None:
    """Co-operatives UK says who the members are."""
    for word in _on(facts, COOPERATIVE_LISTS):
        if _folded(word) in CLASSES:
            model, members = CLASSES[_folded(word)]
            reason = f"{_lists(word)} it under “{word.classification}”: it belongs to {members}."
            return certain(model, word, reason)
    return None


def cooperative_society(facts: OwnershipFacts) -> OwnershipJudgement | None:
    """A bona fide co-operative: Co-operative and Community Benefit Societies Act 2014, section 2."""
    word = _first(facts, {LegalForm.COOPERATIVE_SOCIETY})
    reason = "{} it as a co-operative society; no list that was loaded says who its members are."
    return certain(OwnershipModel.COOPERATIVE, word, reason.format(_lists(word))) if word else None


def charity(facts: OwnershipFacts) -> OwnershipJudgement | None:
    """On a charity register, or of a form that only charities have (Charities Act 2011, part 11)."""
    on_register = _on(facts, CHARITY_REGISTERS)
    word = on_register[0] if on_register else _first(facts, CHARITABLE_FORMS)
    return certain(OwnershipModel.CHARITY, word, f"{_lists(word)} it as a charity.") if word else None


def community_interest_company(facts: OwnershipFacts) -> OwnershipJudgement | None:
    """Asset-locked for a community: Companies (Audit, Investigations and Community Enterprise) Act 2004, part 2."""
    word = _first(facts, CIC_FORMS)
    reason = "{} it as a community interest company, whose assets are locked to a community purpose."
    return certain(OwnershipModel.SOCIAL_ENTERPRISE, word, reason.format(_lists(word))) if word else None


def sports_club(facts: OwnershipFacts) -> OwnershipJudgement | None:
    """Open to the whole community and not for profit: Corporation Tax Act 2010, sections 658 to 660."""
    clubs = _on(facts, {PublicRegister.SPORTS_CLUBS})
    reason = "HMRC lists it as a community amateur sports club, open to the whole community and not run for profit."
    return certain(OwnershipModel.COMMUNITY_OWNED, clubs[0], reason) if clubs else None


def social_landlord(facts: OwnershipFacts) -> OwnershipJudgement | None:
    """The regulator designates each registered provider: Housing and Regeneration Act 2008, section 115."""
    for word in _on(facts, {PublicRegister.SOCIAL_HOUSING}):
        if _folded(word) == "local authority":
            return certain(
                OwnershipModel.PUBLIC, word, "The regulator of social housing lists it as a local authority."
            )
        if _folded(word) == "profit":
            reason = "The regulator of social housing lists it as a profit-making provider."
            return certain(OwnershipModel.INVESTOR_OR_OWNER_OWNED, word, reason)
        if _folded(word) == "non-profit" and "cooperative" not in facts.name_words:
            reason = "The regulator of social housing lists it as a non-profit provider of social housing."
            return certain(OwnershipModel.SOCIAL_ENTERPRISE, word, reason)
    return None


def society_of_unstated_kind(facts: OwnershipFacts) -> OwnershipJudgement | None:
    """A society that is not said to be a co-operative, for community benefit, or anything else: its name may tell."""
    listed = _on(facts, {*COOPERATIVE_LISTS})
    mutual = _on(facts, {PublicRegister.MUTUALS})
    society = _society(facts) or (mutual[0] if mutual else None)
    if society and "cooperative" in facts.name_words:
        reason = f"{_lists(society)} it as a society of a kind not stated, and its name says co-operative."
        return inferred(OwnershipModel.COOPERATIVE, society, reason)
    if listed:
        reason = f"{_lists(listed[0])} it, without saying who its members are."
        return inferred(OwnershipModel.COOPERATIVE, listed[0], reason)
    if mutual and mutual[0].legal_form is LegalForm.UNKNOWN:
        return inferred(
            OwnershipModel.MUTUAL, mutual[0], "The FCA's mutuals register lists it, of a kind not known here."
        )
    if society:
        reason = f"{_lists(society)} it as a society, which may be a co-operative or for community benefit: not stated."
        return inferred(OwnershipModel.UNKNOWN, society, reason)
    return None


def _first(facts: OwnershipFacts, forms: Collection[LegalForm]) -> RegisterWord | None:
    """The first word of one of these forms, the mutuals register's before another's."""
    words = [word for word in facts.words if word.legal_form in forms]
    return min(words, key=lambda word: word.source_id != PublicRegister.MUTUALS, default=None)


def is_society(word: RegisterWord) -> bool:
    """Whether the register says that it is a society, of whatever kind."""
    return word.legal_form in SOCIETIES or _folded(word) in SOCIETY_CATEGORIES


def _society(facts: OwnershipFacts) -> RegisterWord | None:
    words = [word for word in facts.words if is_society(word)]
    return min(words, key=lambda word: word.source_id != PublicRegister.MUTUALS, default=None)


def _on(facts: OwnershipFacts, registers: Collection[PublicRegister]) -> list[RegisterWord]:
    return [word for word in facts.words if word.source_id in registers]


def _folded(word: RegisterWord) -> str:
    return (word.classification or "").strip().lower()


def _lists(word: RegisterWord) -> str:
    name = title(word.source_id)
    return f"{name[:1].upper()}{name[1:]} lists"
