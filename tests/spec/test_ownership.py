"""Who owns an organisation: what the registers say, in; the ownership model with its register and reason, out."""

import pytest

from coopcouncil.evidence.findings import Outcome
from coopcouncil.evidence.ownership import OwnershipFacts, RegisterWord
from coopcouncil.rules.ownership import judge
from coopcouncil.vocabulary.legal_forms import LegalForm as F
from coopcouncil.vocabulary.ownership_models import OwnershipModel as M
from coopcouncil.vocabulary.public_registers import PublicRegister as R

PASS, CHECK = Outcome.PASS, Outcome.CHECK


def word(register: R, form: F = F.UNKNOWN, classification: str | None = None, *, active: bool = True) -> RegisterWord:
    return RegisterWord(register.value, form, classification, active)


LTD = word(R.COMPANIES, F.PRIVATE_LIMITED_COMPANY)
PLC = word(R.COMPANIES, F.PUBLIC_LIMITED_COMPANY)
GUARANTEE = word(R.COMPANIES, F.COMPANY_BY_GUARANTEE)
CIC = word(R.COMPANIES, F.CIC)
SHELL = word(R.COMPANIES, F.PRE_2014_SOCIETY, "Registered Society")
CHARITY = word(R.CHARITIES_EW, F.CHARITABLE_COMPANY)
COOP_SOCIETY = word(R.MUTUALS, F.COOPERATIVE_SOCIETY)
BENCOM = word(R.MUTUALS, F.COMMUNITY_BENEFIT_SOCIETY)
OLD_SOCIETY = word(R.MUTUALS, F.PRE_2014_SOCIETY)


def classed(name: str) -> RegisterWord:
    return word(R.COOPS_UK, F.UNKNOWN, name)


ONE_REGISTER = [
    # a register that says so itself
    (COOP_SOCIETY, M.COOPERATIVE, PASS),
    (BENCOM, M.COMMUNITY_OWNED, PASS),
    (word(R.MUTUALS, F.CREDIT_UNION), M.MUTUAL, PASS),
    (word(R.MUTUALS, F.BUILDING_SOCIETY), M.MUTUAL, PASS),
    (word(R.MUTUALS, F.FRIENDLY_SOCIETY), M.MUTUAL, PASS),
    (classed("Consumers"), M.CONSUMER_COOPERATIVE, PASS),
    (classed("Workers"), M.WORKER_COOPERATIVE, PASS),
    (classed("Tenants"), M.TENANT_COOPERATIVE, PASS),
    (classed("Enterprises"), M.PRODUCER_COOPERATIVE, PASS),
    (classed("Self-employed"), M.PRODUCER_COOPERATIVE, PASS),
    (classed("Co-operatives"), M.PRODUCER_COOPERATIVE, PASS),
    (classed("Multi-stakeholder"), M.MULTI_STAKEHOLDER_COOPERATIVE, PASS),
    (classed("Community of Interest"), M.COMMUNITY_OWNED, PASS),
    (classed("Employee Trust"), M.EMPLOYEE_OWNED, PASS),
    (CHARITY, M.CHARITY, PASS),
    (word(R.CHARITIES_SCOTLAND), M.CHARITY, PASS),
    (word(R.COMPANIES, F.CIO), M.CHARITY, PASS),
    (CIC, M.SOCIAL_ENTERPRISE, PASS),
    (word(R.SCHOOLS, F.SCHOOL, "Academies"), M.PUBLIC, PASS),
    (word(R.NAMED_ORGANISATIONS, F.NHS_BODY), M.PUBLIC, PASS),
    (word(R.SOCIAL_HOUSING, F.LOCAL_AUTHORITY, "Local authority"), M.PUBLIC, PASS),
    (word(R.SOCIAL_HOUSING, F.UNKNOWN, "Non-profit"), M.SOCIAL_ENTERPRISE, PASS),
    (word(R.SOCIAL_HOUSING, F.UNKNOWN, "Profit"), M.INVESTOR_OR_OWNER_OWNED, PASS),
    (word(R.SPORTS_CLUBS), M.COMMUNITY_OWNED, PASS),
    (PLC, M.INVESTOR_OR_OWNER_OWNED, PASS),
    (word(R.COMPANIES, F.LLP), M.INVESTOR_OR_OWNER_OWNED, PASS),
    # what no register says stays unknown, or is marked to be checked
    (OLD_SOCIETY, M.UNKNOWN, CHECK),
    (word(R.MUTUALS), M.MUTUAL, CHECK),
    (SHELL, M.UNKNOWN, CHECK),
    (word(R.COMPANIES, F.UNKNOWN, "Registered Society"), M.UNKNOWN, CHECK),
    (classed(""), M.COOPERATIVE, CHECK),
    (GUARANTEE, M.UNKNOWN, CHECK),
    (word(R.COMPANIES, F.OTHER_COMPANY), M.UNKNOWN, CHECK),
    (word(R.COMPANIES, F.OVERSEAS), M.UNKNOWN, CHECK),
    (word(R.SCHOOLS, F.SCHOOL, "Independent schools"), M.UNKNOWN, CHECK),
]


@pytest.mark.parametrize(("said", "model", "outcome"), ONE_REGISTER)
def test_ownership_by_one_register(said: RegisterWord, model: M, outcome: Outcome) -> None:
    judged = judge(OwnershipFacts((said,), lists_loaded=(said.source_id,)))

    assert (judged.ownership_model, judged.finding.outcome) == (model, outcome)
    assert judged.deciding_source == (None if model is M.UNKNOWN else said.source_id)
    assert judged.finding.reason.endswith(".")


CONFLICTS = [
    # stronger, weaker, model of both together
    (word(R.SCHOOL_GROUPS, F.SCHOOL), CHARITY, M.PUBLIC),
    (word(R.MUTUALS, F.CREDIT_UNION), classed("Consumers"), M.MUTUAL),
    (BENCOM, classed("Consumers"), M.COMMUNITY_OWNED),
    (BENCOM, CHARITY, M.COMMUNITY_OWNED),
    (classed("Tenants"), COOP_SOCIETY, M.TENANT_COOPERATIVE),
    (classed("Workers"), LTD, M.WORKER_COOPERATIVE),
    (classed("Employee Trust"), LTD, M.EMPLOYEE_OWNED),
    (classed("Workers"), CIC, M.WORKER_COOPERATIVE),
    (classed("Tenants"), word(R.SOCIAL_HOUSING, F.UNKNOWN, "Non-profit"), M.TENANT_COOPERATIVE),
    (COOP_SOCIETY, CHARITY, M.COOPERATIVE),
    (CHARITY, GUARANTEE, M.CHARITY),
    (CHARITY, LTD, M.CHARITY),
    (CIC, word(R.SPORTS_CLUBS), M.SOCIAL_ENTERPRISE),
    (COOP_SOCIETY, SHELL, M.COOPERATIVE),
    (word(R.SOCIAL_HOUSING, F.UNKNOWN, "Non-profit"), OLD_SOCIETY, M.SOCIAL_ENTERPRISE),
    (word(R.SOCIAL_HOUSING, F.UNKNOWN, "Non-profit"), GUARANTEE, M.SOCIAL_ENTERPRISE),
]


@pytest.mark.parametrize(("stronger", "weaker", "model"), CONFLICTS)
def test_ownership_when_registers_differ(stronger: RegisterWord, weaker: RegisterWord, model: M) -> None:
    for words in ((stronger, weaker), (weaker, stronger)):
        judged = judge(OwnershipFacts(words))
        assert judged.ownership_model is model
        assert judged.deciding_source == stronger.source_id


NAMES = [
    # what the register says, word in the name, model, outcome
    (SHELL, "credit-union", M.MUTUAL, PASS),
    (OLD_SOCIETY, "cooperative", M.COOPERATIVE, CHECK),
    (GUARANTEE, "cooperative", M.COOPERATIVE, CHECK),
    (LTD, "cooperative", M.UNKNOWN, CHECK),
    (LTD, "employee-trust", M.EMPLOYEE_OWNED, CHECK),
    (CHARITY, "employee-trust", M.CHARITY, PASS),
    (BENCOM, "cooperative", M.COMMUNITY_OWNED, PASS),
]


@pytest.mark.parametrize(("said", "in_name", "model", "outcome"), NAMES)
def test_ownership_by_words_in_the_name(said: RegisterWord, in_name: str, model: M, outcome: Outcome) -> None:
    judged = judge(OwnershipFacts((said,), frozenset({in_name})))
    assert (judged.ownership_model, judged.finding.outcome) == (model, outcome)


def test_ownership_of_a_company_by_shares_names_the_lists_looked_at() -> None:
    judged = judge(OwnershipFacts((LTD,), lists_loaded=(R.COMPANIES, R.COOPS_UK, R.CHARITIES_EW)))

    assert judged.ownership_model is M.INVESTOR_OR_OWNER_OWNED
    assert judged.finding.outcome is PASS
    assert "Co-operatives UK's list of organisations and the charity register of England and Wales" in (
        judged.finding.reason
    )


def test_ownership_of_a_company_by_shares_is_to_be_checked_when_no_cooperative_list_was_loaded() -> None:
    judged = judge(OwnershipFacts((LTD,), lists_loaded=(R.COMPANIES,)))

    assert judged.finding.outcome is CHECK
    assert "(none was)" in judged.finding.reason


def test_ownership_hears_only_registers_that_still_list_the_organisation() -> None:
    left_charity = judge(OwnershipFacts((word(R.CHARITIES_EW, F.CHARITABLE_COMPANY, active=False), GUARANTEE)))
    assert left_charity.ownership_model is M.UNKNOWN


def test_ownership_of_a_removed_society_is_what_it_was_though_its_shell_stays() -> None:
    judged = judge(OwnershipFacts((word(R.MUTUALS, F.COOPERATIVE_SOCIETY, active=False), SHELL)))

    assert judged.ownership_model is M.COOPERATIVE
    assert judged.finding.reason.endswith("every register that was loaded has since removed it.")


def test_ownership_of_what_is_on_no_register_is_unknown() -> None:
    judged = judge(OwnershipFacts(()))

    assert (judged.ownership_model, judged.deciding_source) == (M.UNKNOWN, None)
    assert judged.finding.outcome is CHECK
