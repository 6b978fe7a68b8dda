"""Org-ids: one written form for each organisation's number on each public register.

The scheme codes and their normal forms are those of org-id.guide; XI-CUK is our own, for Co-operatives UK's list, which
has no code there. A number is a string: leading zeros count, and a spreadsheet may have lost them.
"""

import re
from collections.abc import Callable, Iterable

from coopcouncil.vocabulary.legal_forms import LegalForm

# Which of an organisation's ids stands for it, best first. The order down to GB-COH is findthatcharity's; the rest
# follow in order of how closely their register is kept.
PREFERRED_SCHEMES = (
    "GB-CHC",
    "GB-SC",
    "GB-NIC",
    "GB-WALEDU",
    "GB-EDU",
    "GB-LAE",
    "GB-PLA",
    "GB-LAS",
    "GB-LANI",
    "GB-GOR",
    "GB-MPR",
    "GB-COH",
    "GB-NHS",
    "GB-UKPRN",
    "GB-SHPE",
    "GB-REV",
    "GB-CASC",
    "XI-CUK",
)

_COMPANY = re.compile(r"(?=.*\d)(?:[0-9]{8}|[A-Z]{2}[0-9][0-9A-Z]{5})")
_COMPANY_PARTS = re.compile(r"([A-Z]{2})([0-9]{1,6})")
_SOCIETY = re.compile(r"([1-9][0-9]{0,5})([A-Z]{0,4})")
_NI_SOCIETY = re.compile(r"(IP|CU)0*([1-9][0-9]{0,5})")
_ORG_ID = re.compile(r"([A-Z]{2}-[A-Z]+)-(.+)")

# Suffix of a society's number -> what it says of the society's form (FCA glossary of number suffixes). The branches of
# friendly-society orders are all registered under the Friendly Societies Acts; working men's clubs, benevolent,
# collecting and specially authorised societies are too.
_SUFFIX_FORMS = {
    "R": LegalForm.PRE_2014_SOCIETY,
    "RS": LegalForm.PRE_2014_SOCIETY,
    "IP": LegalForm.PRE_2014_SOCIETY,
    "CS": LegalForm.COOPERATIVE_SOCIETY,
    "CBS": LegalForm.COMMUNITY_BENEFIT_SOCIETY,
    "C": LegalForm.CREDIT_UNION,
    "CU": LegalForm.CREDIT_UNION,
    "CUS": LegalForm.CREDIT_UNION,
    "B": LegalForm.BUILDING_SOCIETY,
    "BS": LegalForm.BUILDING_SOCIETY,
    "BNI": LegalForm.BUILDING_SOCIETY,
}
_FRIENDLY_SUFFIXES = frozenset(
    re.findall(
        r"\w+",
        "AD ADS AOF AOFI AOFS AOHB AOHD AOHI AODD BEN BENI BENS COL COLS F FASM FI FS GLUK GOIM GOIS GUD GUOO INFI "
        "IOKD IOKU IOMU IORI IORS IUOL IUOM RSUS MUD MUDS MUS NIOO NIOS OD ODD OSTD OSTI SA SAS SAL SALI SOO UAOD "
        "UBSM W WI WS",
    )
)
# Seen, but they say nothing of a form that is kept apart here: loan society, superannuation fund, assurance company.
_OTHER_SUFFIXES = frozenset({"", "L", "SF", "IAC"})


def org_id(scheme: str, number: str | None) -> str | None:
    """The org-id of `number` on the register `scheme`, for example ('GB-COH', '123456') -> 'GB-COH-00123456'.

    None when the number is blank, stands for "none" (0, dashes) or has not the shape that the register gives out.
    Raises KeyError for a scheme that is not known here.
    """
    normal = _NORMAL_FORMS[scheme]((number or "").replace("\u00a0", " ").upper().strip())
    return f"{scheme}-{normal}" if normal else None


def parse_org_id(text: str | None) -> str | None:
    """The normal form of a whole org-id as printed, or None when its scheme or its number is not known.

    'GB-NIR', an older code for Northern Ireland's societies, becomes 'GB-MPR'.
    """
    found = _ORG_ID.fullmatch((text or "").strip().upper())
    if not found:
        return None
    scheme, number = found.groups()
    if scheme == "GB-NIR":
        return org_id("GB-MPR", number) or org_id("GB-COH", number)
    return org_id(scheme, number) if scheme in _NORMAL_FORMS else None


def valid(scheme: str, number: str | None) -> bool:
    """Whether `number`, once normalised, has the shape of a number on the register `scheme`."""
    return scheme in _NORMAL_FORMS and org_id(scheme, number) is not None


def scheme_of(identifier: str) -> str:
    """The scheme in front of an org-id: 'GB-COH' of 'GB-COH-00123456'."""
    return identifier.rsplit("-", 1)[0] if identifier.count("-") == 2 else "-".join(identifier.split("-")[:2])


def preference(identifier: str) -> tuple[int, str]:
    """A key that sorts the ids of one organisation, the one that should stand for it first."""
    scheme = scheme_of(identifier)
    rank = PREFERRED_SCHEMES.index(scheme) if scheme in PREFERRED_SCHEMES else len(PREFERRED_SCHEMES)
    return rank, identifier


def canonical(identifiers: Iterable[str]) -> str:
    """The id that stands for an organisation. Raises ValueError when there is none to choose from."""
    return min(identifiers, key=preference)


def society_suffix(number: str) -> str | None:
    """The letters after (or, in Northern Ireland, before) a society's number; '' when bare; None when it is no number.

    House endings are kept: '7000CBS' gives 'CBS'.
    """
    compact = re.sub(r"[\s.]", "", number.upper())
    northern = _NI_SOCIETY.fullmatch(compact)
    if northern:
        return northern[1]
    found = _SOCIETY.fullmatch(compact)
    return found[2] if found else None


def known_suffix(suffix: str) -> bool:
    """Whether a society number's suffix is in the list kept here."""
    return suffix in _SUFFIX_FORMS or suffix in _FRIENDLY_SUFFIXES or suffix in _OTHER_SUFFIXES


def society_form(number: str) -> LegalForm:
    """The legal form that a society's number tells of by itself.

    UNKNOWN for a bare number: co-operative societies were numbered from 4000 and community benefit societies from
    7000, but the leading digit is not a safe test. R, RS and IP say only that the society is older than August 2014
    (April 2018 in Northern Ireland), not which of the two it is.
    """
    suffix = society_suffix(number)
    if suffix in _FRIENDLY_SUFFIXES:
        return LegalForm.FRIENDLY_SOCIETY
    return _SUFFIX_FORMS.get(suffix or "", LegalForm.UNKNOWN)


def shell_company_ids(society_id: str) -> tuple[str, ...]:
    """Every id that the company register may hold a society under: a shell with another number.

    The forms cover all but 58 of 12,182 known pairs, and many numbers that belong to somebody else: a candidate proves
    nothing until the names agree too.
    """
    found = _SOCIETY.fullmatch(society_id.removeprefix("GB-MPR-"))
    if not found or not society_id.startswith("GB-MPR-"):
        return ()
    digits, suffix = found.groups()
    if suffix in _NORTHERN_SHELLS:
        prefixes, endings = [_NORTHERN_SHELLS[suffix], "IP"], {"", "R"}
    else:
        prefixes = ["IP", "RS", "SP"]
        endings = {"", "R", "S", "Z", suffix[:1], suffix[:2], suffix[-2:], suffix}
    shells = (prefix + digits.zfill(6 - len(end)) + end for prefix in prefixes for end in endings)
    return tuple(sorted({f"GB-COH-{shell}" for shell in shells if len(shell) == 8}))


# Northern Ireland's societies and credit unions -> the prefix of their shells
_NORTHERN_SHELLS = {"IP": "NP", "CU": "NO"}


def _company(number: str) -> str | None:
    compact = re.sub(r"[\s./-]", "", number)
    if compact.isdigit():
        return compact.zfill(8) if len(compact) <= 8 and compact.strip("0") else None
    parts = _COMPANY_PARTS.fullmatch(compact)
    if parts:
        return parts[1] + parts[2].zfill(6)
    return compact if _COMPANY.fullmatch(compact) else None


def _society(number: str) -> str | None:
    compact = re.sub(r"[\s.]", "", number)
    northern = _NI_SOCIETY.fullmatch(compact)
    if northern:
        # Northern Ireland's societies are numbered below 1000; IP031455 is the company register's number of another.
        return None if northern[1] == "IP" and len(northern[2]) > 3 else northern[2] + northern[1]
    found = _SOCIETY.fullmatch(compact.lstrip("0"))
    if not found:
        return None
    # CS and CBS are endings that Co-operatives UK adds to the FCA's bare numbers.
    return found[1] + ("" if found[2] in {"CS", "CBS"} else found[2])


def _charity(number: str) -> str | None:
    compact = re.sub(r"\s", "", number).lstrip("0")
    return compact if re.fullmatch(r"[1-9][0-9]{5,6}", compact) else None


def _scottish_charity(number: str) -> str | None:
    found = re.fullmatch(r"(?:SCO|SC)?\s*0*([1-9][0-9]{0,5})", number)
    return "SC" + found[1].zfill(6) if found else None


def _northern_charity(number: str) -> str | None:
    found = re.fullmatch(r"(?:NIC)?\s*([1-9][0-9]{5})", number)
    return found[1] if found else None


def _digits(width: int) -> Callable[[str], str | None]:
    return lambda number: number if number.isdigit() and len(number) == width else None


def _matching(pattern: str) -> Callable[[str], str | None]:
    shape = re.compile(pattern)
    return lambda number: number if shape.fullmatch(number) else None


_NORMAL_FORMS: dict[str, Callable[[str], str | None]] = {
    "GB-COH": _company,
    "GB-CHC": _charity,
    "GB-SC": _scottish_charity,
    "GB-NIC": _northern_charity,
    "GB-MPR": _society,
    "GB-SHPE": _matching(r"(?:[ACHL]|LH|SL)?[0-9]{4}|[0-9]{2}[A-Z]{2}"),
    "GB-EDU": _digits(6),
    "GB-WALEDU": _digits(7),
    "GB-UKPRN": _digits(8),
    "GB-LAE": _matching(r"[A-Z]{3,4}"),
    "GB-LAS": _matching(r"[A-Z]{3,4}"),
    "GB-LANI": _matching(r"[A-Z]{3,4}"),
    "GB-PLA": _matching(r"[A-Z]{3}"),
    "GB-GOR": _matching(r"[A-Z]+[0-9]+"),
    "GB-NHS": _matching(r"[A-Z0-9]{3,6}"),
    "GB-REV": _matching(r"[A-Z]{1,3}[0-9]{3,6}[A-Z]?"),
    "GB-CASC": lambda number: number.lower() if re.fullmatch(r"[0-9A-F]{8}|(?:CH)?[0-9]{1,6}", number) else None,
    "XI-CUK": _matching(r"R[0-9]{6}"),
}
SCHEMES = frozenset(_NORMAL_FORMS)
