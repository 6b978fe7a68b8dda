"""The registers' own words for a legal form -> LegalForm. Words are folded: small letters, single spaces."""

from datetime import date

from coopcouncil.vocabulary.legal_forms import LegalForm as F

# From this day a society is registered as a co-operative or for community benefit, not merely as a society.
NEW_LAW_FROM = date(2014, 8, 1)

COMPANY_CATEGORIES: dict[str, F] = {
    "private limited company": F.PRIVATE_LIMITED_COMPANY,
    "public limited company": F.PUBLIC_LIMITED_COMPANY,
    "old public company": F.PUBLIC_LIMITED_COMPANY,
    "pri/ltd by guar/nsc (private, limited by guarantee, no share capital)": F.COMPANY_BY_GUARANTEE,
    "pri/lbg/nsc (private, limited by guarantee, no share capital, use of 'limited' exemption)": F.COMPANY_BY_GUARANTEE,
    # Licensed to leave out "Limited" because profits may not be paid to members: not simply owned by its shareholders.
    "priv ltd sect. 30 (private limited company, section 30 of the companies act)": F.OTHER_COMPANY,
    "private unlimited": F.OTHER_COMPANY,
    "private unlimited company": F.OTHER_COMPANY,
    "community interest company": F.CIC,
    "charitable incorporated organisation": F.CIO,
    "scottish charitable incorporated organisation": F.CIO,
    "registered society": F.PRE_2014_SOCIETY,
    "industrial and provident society": F.PRE_2014_SOCIETY,
    "limited liability partnership": F.LLP,
    "limited partnership": F.PARTNERSHIP,
    "scottish partnership": F.PARTNERSHIP,
    "royal charter company": F.OTHER_COMPANY,
    "further education and sixth form college corps": F.OTHER_PUBLIC_BODY,
    "overseas entity": F.OVERSEAS,
    "protected cell company": F.OTHER_COMPANY,
    "investment company with variable capital": F.OTHER_COMPANY,
    "investment company with variable capital (securities)": F.OTHER_COMPANY,
    "investment company with variable capital(umbrella)": F.OTHER_COMPANY,
    "european public limited-liability company (se)": F.PUBLIC_LIMITED_COMPANY,
    "united kingdom societas": F.PUBLIC_LIMITED_COMPANY,
    "united kingdom economic interest grouping": F.OTHER_COMPANY,
    "authorised company service provider": F.OTHER_COMPANY,
    "converted/closed": F.UNKNOWN,
    "other company type": F.OTHER_COMPANY,
}

SOCIETY_WORDS: dict[str, F] = {
    "co-operative society": F.COOPERATIVE_SOCIETY,
    "cooperative society": F.COOPERATIVE_SOCIETY,
    "community benefit society": F.COMMUNITY_BENEFIT_SOCIETY,
    "registered society": F.PRE_2014_SOCIETY,
    "industrial and provident society": F.PRE_2014_SOCIETY,
    "credit union": F.CREDIT_UNION,
    "building society": F.BUILDING_SOCIETY,
    "friendly society": F.FRIENDLY_SOCIETY,
    "benevolent society": F.FRIENDLY_SOCIETY,
    "specially authorised society": F.FRIENDLY_SOCIETY,
    "working men's club": F.FRIENDLY_SOCIETY,
    "working mens club": F.FRIENDLY_SOCIETY,
    "cattle insurance society": F.FRIENDLY_SOCIETY,
    "old people's home society": F.FRIENDLY_SOCIETY,
}

# Words of the smaller lists; "society" and "company" say no more than that, and a number may say it better.
LIST_WORDS: dict[str, F] = {
    "llp": F.LLP,
    "llp-limited liability partnership": F.LLP,
    "cic": F.CIC,
    "cic-community interest company": F.CIC,
    "cio": F.CIO,
    "scio": F.CIO,
    "cio-charitable incorporated organisation": F.CIO,
    "charitable company": F.CHARITABLE_COMPANY,
    "company (charity)": F.CHARITABLE_COMPANY,
    "unincorporated charity": F.UNINCORPORATED_CHARITY,
    "registered local authority": F.LOCAL_AUTHORITY,
    "local authority": F.LOCAL_AUTHORITY,
    "plc": F.PUBLIC_LIMITED_COMPANY,
    "university": F.UNIVERSITY,
    "act of parliament": F.OTHER_COMPANY,
}
_EVERY = {**LIST_WORDS, **COMPANY_CATEGORIES, **SOCIETY_WORDS}


def society_by_date(form: F, registered_on: date | None) -> F:
    """`form`, but UNKNOWN for a mere "registered society" that was registered under the Act of 2014."""
    later = registered_on is not None and registered_on >= NEW_LAW_FROM
    return F.UNKNOWN if form is F.PRE_2014_SOCIETY and later else form


def form_of(printed: str) -> F:
    """The legal form that a register's words name, UNKNOWN when they are not known here."""
    folded = " ".join(printed.replace("’", "'").split()).lower()
    return _EVERY.get(folded, F.UNKNOWN)
