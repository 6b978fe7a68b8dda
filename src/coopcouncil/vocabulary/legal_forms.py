"""Legal forms: what an organisation is in law, as far as a public register says.

The forms are those of the Co-operative and Community Benefit Societies Act 2014, the Credit Unions Act 1979, the
Building Societies Act 1986, the Friendly Societies Acts 1974 and 1992, the Companies Act 2006, the Companies (Audit,
Investigations and Community Enterprise) Act 2004 (community interest companies), the Charities Act 2011 (charitable
incorporated organisations) and the Limited Liability Partnerships Act 2000.
"""

from enum import StrEnum


class LegalForm(StrEnum):
    """What an organisation is in law. The value is stored; `label` is shown."""

    COOPERATIVE_SOCIETY = "cooperative-society"
    COMMUNITY_BENEFIT_SOCIETY = "community-benefit-society"
    PRE_2014_SOCIETY = "pre-2014-society"
    CREDIT_UNION = "credit-union"
    BUILDING_SOCIETY = "building-society"
    FRIENDLY_SOCIETY = "friendly-society"
    CIC_BY_SHARES = "cic-by-shares"
    CIC_BY_GUARANTEE = "cic-by-guarantee"
    CIC = "cic"
    CIO = "cio"
    CHARITABLE_COMPANY = "charitable-company"
    UNINCORPORATED_CHARITY = "unincorporated-charity"
    COMPANY_BY_GUARANTEE = "company-by-guarantee"
    PRIVATE_LIMITED_COMPANY = "private-limited-company"
    PUBLIC_LIMITED_COMPANY = "public-limited-company"
    OTHER_COMPANY = "other-company"
    LLP = "llp"
    PARTNERSHIP = "partnership"
    SOLE_TRADER = "sole-trader"
    LOCAL_AUTHORITY = "local-authority"
    NHS_BODY = "nhs-body"
    SCHOOL = "school"
    UNIVERSITY = "university"
    OTHER_PUBLIC_BODY = "other-public-body"
    OVERSEAS = "overseas"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The form in words, as a page shows it."""
        return LABELS[self]


LABELS: dict[LegalForm, str] = {
    LegalForm.COOPERATIVE_SOCIETY: "Co-operative society",
    LegalForm.COMMUNITY_BENEFIT_SOCIETY: "Community benefit society",
    LegalForm.PRE_2014_SOCIETY: "Society registered before August 2014 (industrial and provident)",
    LegalForm.CREDIT_UNION: "Credit union",
    LegalForm.BUILDING_SOCIETY: "Building society",
    LegalForm.FRIENDLY_SOCIETY: "Friendly society",
    LegalForm.CIC_BY_SHARES: "Community interest company limited by shares",
    LegalForm.CIC_BY_GUARANTEE: "Community interest company limited by guarantee",
    LegalForm.CIC: "Community interest company (shares or guarantee not stated)",
    LegalForm.CIO: "Charitable incorporated organisation",
    LegalForm.CHARITABLE_COMPANY: "Charitable company",
    LegalForm.UNINCORPORATED_CHARITY: "Charity that is a trust or association",
    LegalForm.COMPANY_BY_GUARANTEE: "Company limited by guarantee",
    LegalForm.PRIVATE_LIMITED_COMPANY: "Private limited company",
    LegalForm.PUBLIC_LIMITED_COMPANY: "Public limited company",
    LegalForm.OTHER_COMPANY: "Other kind of company",
    LegalForm.LLP: "Limited liability partnership",
    LegalForm.PARTNERSHIP: "Partnership",
    LegalForm.SOLE_TRADER: "Sole trader",
    LegalForm.LOCAL_AUTHORITY: "Local authority",
    LegalForm.NHS_BODY: "NHS body",
    LegalForm.SCHOOL: "School or academy trust",
    LegalForm.UNIVERSITY: "University",
    LegalForm.OTHER_PUBLIC_BODY: "Other public body",
    LegalForm.OVERSEAS: "Overseas body",
    LegalForm.UNKNOWN: "Legal form not known",
}

SOCIETIES = frozenset(
    {
        LegalForm.COOPERATIVE_SOCIETY,
        LegalForm.COMMUNITY_BENEFIT_SOCIETY,
        LegalForm.PRE_2014_SOCIETY,
        LegalForm.CREDIT_UNION,
        LegalForm.BUILDING_SOCIETY,
        LegalForm.FRIENDLY_SOCIETY,
    }
)
