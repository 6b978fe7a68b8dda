"""Redactions: when the words in a supplier's place say that the name was withheld, and are not a name.

The Local Government Transparency Code 2015 (paragraphs 20 to 23) lets a council withhold the names of private people
and commercially confidential details; it fixes no wording, so councils write what they like.
"""

import re
import unicodedata

# The name, folded, says outright that something was taken out.
_WITHHELD = (
    r"redact(?:ed|ion|ions)",
    r"redcated|redatced|redacated|reducted|redected",
    r"(?:name |names |details? |payee |supplier |vendor |information |data |identity )*"
    r"(?:is |are |was |been |has been )?"
    r"(?:withheld|suppressed|anonymised|anonymized|concealed|obscured|not disclosed|undisclosed|not published"
    r"|not for publication|removed|hidden|not shown|masked|restricted)",
)
_BEGINS_WITHHELD = re.compile(
    r"^(?:" + "|".join(_WITHHELD) + r")"
    r"(?: (?:under|due|for|in|by|as|because|per|on|pursuant|from|to|personal|private|commercial|commercially|sensitive"
    r"|confidential|data|name|names|supplier|suppliers|payee|vendor|individual|individuals|information|info|details?"
    r"|person|client|content|record|text|value|foi|gdpr|dpa?|dp|s40|section|sec|exempt|third|party|child|children"
    r"|adult|care|carer|carers|foster|staff|employee|social|service|user|dpa1998|and|payment|payments|beneficiary|only"
    r"|act|98|1998|2018|\d+)\b.*)?$"
)
_WHOLE = re.compile(
    r"^(?:"
    r"(?:personal|private|confidential|sensitive|commercially confidential|commercially sensitive)"
    r"(?: (?:data|info|information|details?|name|individual|person|payee|payment|recipient|supplier))?"
    r"(?: (?:redacted|withheld|removed|protected|not disclosed|protection))?"
    r"|(?:commercial(?:ly)?|personal) (?:in confidence|confidentiality|confidential|sensitive|sensitivity)"
    r"|in confidence|confidentiality|commercial interest"
    r"|data protect(?:ed|ion)(?: act)?(?: \d{4})?|protected(?: data| name| information)?"
    r"|(?:name|identity|details?)? ?protected under (?:the )?(?:data protection act|dpa|gdpr).*"
    r"|(?:exempt|exempted)(?: (?:information|from publication|from disclosure|under .*|data|payee))?"
    r"|(?:foi|freedom of information)(?: act)?(?: \d{4})? exempt(?:ion)?.*"
    r"|(?:foi|foia)? ?(?:section|sec|s) ?(?:40|41|43)(?: ?\(?\d\)?)?"
    r"(?: (?:of )?(?:foi|foia|exempt(?:ion)?|redaction)).*"
    r"|(?:a |an )?(?:private|named|unnamed) individual(?: s| payee)?|individuals?|(?:a )?private person"
    r"|gdpr(?: (?:redaction|redacted|protected|exempt))?|dpa(?: (?:redaction|redacted|protected|exempt|1998|2018))?"
    r"|anonymous(?: (?:payee|supplier))?|anonymised(?: .*)?|name (?:withheld|removed|hidden).*"
    r"|(?:not|un)(?: to be)? ?(?:disclosed|disclosable|published|publishable)|sensitive payee"
    r"|(?:personal|individual) (?:budget|payment)s? redacted"
    r"|information (?:withheld|not (?:disclosed|available|published)).*"
    r")$"
)
# "Care leaver - redacted", "Redacted Ltd (name withheld)": the word stands somewhere as a word of its own.
_SOMEWHERE = re.compile(r"\b(?:redacted|redaction|redcated|name withheld|withheld)\b")
_MASK = re.compile(r"^(?:[x*#█■•.\-_ ]*[*#█■•]{2,}[x*#█■•.\-_ ]*|x{3,}(?: x+)*|(?:xx+ )+xx+)$")
# Any withheld name matches this; it is quick to test over a whole column (RE2 and Rust regex understand it too).
MAY_BE_REDACTED = (
    r"(?i)redac|redca|redat|reduc|redec|withh|suppress|anonym|conceal|obscur|disclos|publi|remov|hidden|not shown"
    r"|mask|restrict|personal|private|confiden|sensitiv|commercial|protect|exempt|foi|freedom|section|\bsec?\b|\bs ?4"
    r"|individual|person|gdpr|\bdpa|[*#█■•]{2}|[*#█■•] |xxx|xx "
)
_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_COMPANY = re.compile(r"\b(?:limited|ltd|plc|llp|cic|cio|inc|gmbh)\b")


def is_redacted(name: str) -> bool:
    """Whether `name`, as printed in a supplier's place, says that the name was withheld.

    True for 'REDACTED PERSONAL DATA', 'Name withheld', '*****', 'Exempt under s.40 FOI' and their like. False for an
    empty name, for a company whose name merely sounds like it ('Redactive Media Ltd', 'Confidential Shredding Ltd').
    """
    plain = unicodedata.normalize("NFKC", name).casefold().strip()
    if not plain:
        return False
    if _MASK.match(plain):
        return True
    words = _NOT_WORDS.sub(" ", plain).strip()
    if _SOMEWHERE.search(words):
        return True
    if _COMPANY.search(words):
        return False
    return bool(_WHOLE.match(words) or _BEGINS_WITHHELD.match(words))
