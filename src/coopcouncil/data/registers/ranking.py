"""Which register leads: whose name, form, postcode and trade stand for an organisation that several registers list."""

from coopcouncil.vocabulary.public_registers import PublicRegister

AUTHORITY: tuple[PublicRegister, ...] = (
    PublicRegister.MUTUALS,
    PublicRegister.CHARITIES_EW,
    PublicRegister.CHARITIES_SCOTLAND,
    PublicRegister.CHARITIES_NI,
    PublicRegister.SCHOOLS,
    PublicRegister.SCHOOL_GROUPS,
    PublicRegister.COMPANIES,
    PublicRegister.SOCIAL_HOUSING,
    PublicRegister.COOPS_UK,
    PublicRegister.WORKER_COOPS,
    PublicRegister.COOPS_UK_DIRECTORY,
    PublicRegister.SPORTS_CLUBS,
    PublicRegister.SOCIETY_COMPANY_LINKS,
    PublicRegister.NAMED_ORGANISATIONS,
    PublicRegister.CHARITY_OTHER_NAMES,
    PublicRegister.ALTERNATIVE_NAMES,
)
# Lists that only bring more names: what they print is not the organisation's registered name.
NAMES_ONLY = (PublicRegister.CHARITY_OTHER_NAMES, PublicRegister.ALTERNATIVE_NAMES)


def rank_sql(column: str = "source_id") -> str:
    """SQL for a register's place in `AUTHORITY`, the leading one 0; a register that is not in it comes last."""
    cases = " ".join(f"WHEN '{register}' THEN {place}" for place, register in enumerate(AUTHORITY))
    return f"CASE {column} {cases} ELSE {len(AUTHORITY)} END"


def names_only_sql(column: str = "source_id") -> str:
    """SQL that is true for the lists that only bring names."""
    return f"{column} IN ({', '.join(repr(register.value) for register in NAMES_ONLY)})"
