"""The public registers and lists that can be loaded, by the short id that figures name them with."""

from enum import StrEnum


class PublicRegister(StrEnum):
    """A register or list. The value is the `source_id` stored beside everything read from it."""

    MUTUALS = "mutuals"
    COMPANIES = "companies-house"
    CHARITIES_EW = "charities-england-wales"
    CHARITIES_SCOTLAND = "charities-scotland"
    CHARITIES_NI = "charities-northern-ireland"
    LOCAL_AUTHORITIES = "local-authority-register"
    SCHOOLS = "schools-england"
    SCHOOL_GROUPS = "school-groups-england"
    SOCIAL_HOUSING = "social-housing"
    COOPS_UK = "cooperatives-uk"
    COOPS_UK_DIRECTORY = "cooperatives-uk-directory"
    WORKER_COOPS = "worker-cooperatives"
    SPORTS_CLUBS = "sports-clubs"
    SOCIETY_COMPANY_LINKS = "society-company-links"
    SOCIETY_NUMBERS = "society-number-letters"
    NAMED_ORGANISATIONS = "named-organisations"
    CHARITY_OTHER_NAMES = "charity-other-names"
    ALTERNATIVE_NAMES = "alternative-names"

    @property
    def in_words(self) -> str:
        """The register in words, as it stands in a sentence."""
        return TITLES[self]


TITLES: dict[PublicRegister, str] = {
    PublicRegister.MUTUALS: "the FCA's mutuals register",
    PublicRegister.COMPANIES: "the company register",
    PublicRegister.CHARITIES_EW: "the charity register of England and Wales",
    PublicRegister.CHARITIES_SCOTLAND: "the Scottish charity register",
    PublicRegister.CHARITIES_NI: "the charity register of Northern Ireland",
    PublicRegister.LOCAL_AUTHORITIES: "the list of local authorities",
    PublicRegister.SCHOOLS: "the register of schools in England",
    PublicRegister.SCHOOL_GROUPS: "the register of academy trusts and school groups in England",
    PublicRegister.SOCIAL_HOUSING: "the list of registered providers of social housing",
    PublicRegister.COOPS_UK: "Co-operatives UK's list of organisations",
    PublicRegister.COOPS_UK_DIRECTORY: "Co-operatives UK's directory",
    PublicRegister.WORKER_COOPS: "Co-operatives UK's list of worker co-operatives",
    PublicRegister.SPORTS_CLUBS: "the list of community amateur sports clubs",
    PublicRegister.SOCIETY_COMPANY_LINKS: "the list of society and company numbers",
    PublicRegister.SOCIETY_NUMBERS: "the list of letters in society numbers",
    PublicRegister.NAMED_ORGANISATIONS: "a list of organisations gathered from several registers",
    PublicRegister.CHARITY_OTHER_NAMES: "the charity register's other names",
    PublicRegister.ALTERNATIVE_NAMES: "a list of alternative names",
}

COOPERATIVE_LISTS = frozenset({PublicRegister.COOPS_UK, PublicRegister.COOPS_UK_DIRECTORY, PublicRegister.WORKER_COOPS})
CHARITY_REGISTERS = frozenset(
    {PublicRegister.CHARITIES_EW, PublicRegister.CHARITIES_SCOTLAND, PublicRegister.CHARITIES_NI}
)
