"""What a heading says its column holds, however it is spelt.

A heading is folded to plain words ('SupplierName', 'supplier_name', 'Suplier Name ' and 'Supplier\\nName:' are one), then
scored against the table `MEANINGS`: the higher the score, the surer the meaning.
"""

import re
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

FIELDS = (
    "supplier", "amount", "paid_on", "service_area", "purpose", "reference", "supplier_number", "postcode", "council",
)  # fmt: skip

_WHO = r"(?:supplier|vendor|payee|creditor|beneficiary|merchant|contractor|provider|recipient|retailer|trader|seller)"
_TAIL = r"(?: \d+)?"
# field -> (score, pattern on the folded heading); the first pattern that matches gives the score
MEANINGS: dict[str, tuple[tuple[int, str], ...]] = {
    "supplier": (
        (100, rf"(?:the )?{_WHO}(?: beneficiary)?(?: s)?(?: full| legal| trading)? name(?: redacted)?{_TAIL}"),
        (99, rf"name of (?:the )?{_WHO}|{_WHO} (?:beneficiary )?(?:name )?(?:redacted|t ?f|title|description|details)|paid to name"),
        (97, rf"{_WHO}(?: or| and| payee)? (?:beneficiary|{_WHO})(?: name)?"),
        (95, rf"{_WHO}{_TAIL}|suppliers|payees|vendors|beneficiaries|creditors"),
        (90, rf"(?:payment|paid|payable|payments) (?:made )?to(?: whom)?|to whom paid|who (?:we )?paid|paid to {_WHO}"),
        (88, rf"(?:company|business|organisation paid|organization paid|trading|third party|firm|customer|client) name|"
             r"name of (?:company|organisation paid|business|firm|customer|client)|company paid|paying to"),
        (85, r"counterparty|counter party|counterparty name|account name of payee|bank account name|third party"),
        (70, r"company|firm|business|customer|account holder"),
        (60, r"name|names|full name|name \d+|account name|payment name"),
        (40, rf"client|{_WHO} (?:organisation|organization|company)(?: name)?|organisation|organization"),
        (20, rf"{_WHO} (?:id|no|number|ref|reference|code|account)(?: .*)?|(?:id|no|number|code) of {_WHO}"),
    ),
    "amount": (
        (100, r"(?:total )?net (?:amount|value|payment|spend|paid|cost|total|expenditure|price|invoice amount|invoice value|line amount)(?: paid)?(?: in)?"
              r"|amount net(?: of vat)?|net|net gbp|(?:amount|value|cost|payment|total|spend|price) (?:excluding|excl|exc|ex|less|net of|without|before) (?:irrecoverable |recoverable )?vat"
              r"|document net amount|(?:excluding|exc|excl|ex|net of) vat(?: amount)?|amount excluding recoverable vat|(?:payment|invoice|transaction|line) (?:amount )?net(?: amount)?(?: of vat)?"),
        (92, r"(?:line|distribution|split|item|row|detail|apportioned|analysis|posting|posted|journal) (?:amount|value|total|cost)|(?:amount|value) (?:per line|of line)"),
        (90, r"(?:the )?(?:amount|amounts|amnt|amt|value|payment amount|amount paid|paid amount|payment value|value paid|amount of payment|amount in"
             r"|spend amount|spend|spend value|expenditure|expenditure amount|transaction amount|transaction value|amount spent|amount gbp|amount sterling|value gbp"
             r"|actual amount|actual value|actual spend|actuals?|amount of expenditure|amount of transaction|payment in|cost|sum paid|sum|paid|pounds|sterling|gbp|price|item cost|home amount|base amount|local amount|amount in home currency|functional amount"
             r"|amount pounds|amount lcy|currency amount|amount of spend|purchase amount|billing amount|card amount|payments|payment)(?: in| gbp| pounds| sterling| pence)?"),
        (80, r"total|total amount|total paid|total value|total payment|total spend|total cost|payment total|total gbp|total amount paid|cheque amount|bacs amount|total expenditure|sum of amount|sum of .*amount.*|sum of .*value.*|debit|debit amount|settlement amount"),
        (75, r"(?:invoice|inv|document|voucher|order|bill) (?:amount|value|total|cost|net)|original amount|transaction total"),
        (70, r"(?:total )?(?:gross|gross (?:amount|value|total|payment|spend|paid|cost|invoice amount)|amount gross|(?:amount|value|total|cost|payment|spend|price) (?:including|incl|inc|with|plus|gross of) vat|(?:including|inc|incl) vat(?: amount)?|total (?:including|inc|incl) vat|(?:payment|invoice|transaction) gross(?: amount)?)"),
        (65, r"[a-z ]*\b(?:amount|value)"),
    ),
    "paid_on": (
        (100, r"(?:payment|paid|pay|payments|pymt|pmt) (?:date|day|dt)|(?:date|dates|day) (?:of )?(?:payment|paid|pay|payments)|date (?:payment )?(?:was )?(?:paid|made)|date payment made|date of payment made|invoice (?:paid|payment) date|paid on|paid|paid on date|payment made on|actual payment date|date invoice paid"),
        (95, r"(?:bacs|cheque|check|chq|remittance|settlement|clearance|clearing|cleared|bank|cash|disbursement|payment run|run) date|date (?:cleared|of (?:bacs|cheque|settlement|remittance))|clearing"),
        (90, r"date|dates|dt|the date|payment or invoice date|date of expenditure|spend date|expenditure date|date of spend|date of purchase"),
        (85, r"(?:transaction|trans|tran|trn|purchase|txn) (?:date|dt)|date of (?:transaction|purchase)|transaction processed date"),
        (75, r"(?:posting|posted|post|gl|ledger|journal|accounting|process|processed|processing|entry|entered|batch|booking|value) date|date (?:posted|of posting|processed|entered)"),
        (70, r"(?:invoice|inv|document|doc|voucher|tax|tax point|bill) date|date of (?:invoice|document)|invoice received date|date (?:invoiced|received)"),
        (55, r"effective date|date effective|effective"),
        (50, r"(?:payment |accounting |financial |fiscal |posting |calendar |gl )?(?:period|month|month year|year month|month and year|month ending|period ending|month paid|period name|month of payment|payment month)|month name"),
        (30, r"[a-z ]*\bdate"),
    ),
    "service_area": (
        (100, r"service area(?: categorisation| name| label| description)?|(?:organisational|organisation|organizational|org|business|operational|responsible|service) unit(?: name| description)?"),
        (97, r"directorate(?: name| label| description)?(?: service)?|department(?: name| area| family| description| service)?|dept(?: name)?|portfolio(?: name)?|la department|which department"),
        (94, r"expense area|expenditure area|spend area|service label|service category label|service category|service(?: name| description| sercop)?|service group|sercop(?: service)?"),
        (85, r"(?:service )?division(?: label| name)?|service division label|section(?: name)?|team|function|business area|responsible unit|service division|service devison|area"),
        (70, r"cost cent(?:re|er)(?: name| description| desc)?|service cost centre|cost cent(?:re|er) code|profit centre"),
    ),
    "purpose": (
        (100, r"purpose(?: of (?:spend|expenditure|payment|grant))?(?: .*)?|(?:description|summary|nature|detail|details) of (?:the )?(?:purpose|spend|expenditure|payment|goods|service|services|transaction|purchase)(?: .*)?"),
        (96, r"(?:expenses?|expenditure|spend|spending|payment|cost|account) (?:type|description|category|desc|detail|purpose|heading|name|classification|narrative)(?: description| name)?|type of (?:expenditure|expense|spend)(?: .*)?|expenditure catergory"),
        (93, r"description|narrative|summary|details?|account (?:detail|details|description|desc|code description)|subjective(?: description| name| desc)?|gl code description|detailed (?:expenditure|expenses?) type|nominal(?: description| name)?|item description|transaction description|line description|invoice description|general description|long description"),
        (80, r"expenditure unit|merchant category(?: group| name| description)?|procurement (?:merchant )?(?:category|classification)(?: .*)?|category(?: internal)?(?: name| label| description)?|proclass(?: label| description)?|commodity|cipfa detailed expenditure type|reason|product|goods|what for"),
        (50, r"capital or revenue|capital revenue|cap or rev|type|revenue capital|procurement category"),
    ),
    "reference": (
        (100, r"(?:internal )?(?:transaction|trans|tran|trn|txn) (?:number|no|num|id|ref|reference|nr)(?: .*)?|transaction"),
        (95, r"(?:payment|pay|internal|our|council|hbc|system|unique|bacs|cheque|voucher|document|doc|journal|ledger|creditor payment|spend|posting|record|ap|payment run) ?(?:ref|reference|number|no|id|nr|num)(?: (?:no|number|id|number id))?|(?:[a-z]{2,5} )?ref(?:erence)? (?:no|number|num)|(?:ref|reference|references|unique id|rec id|recid|urn|voucher|cheque no)"),
        (80, r"(?:invoice|inv) (?:number|no|num|ref|reference|id)(?: .*)?"),
        (60, r"(?:order|po|purchase order) (?:number|no|ref)|card transaction|number|id|no"),
    ),
    "supplier_number": (
        (100, r"(?:supplier |vendor |beneficiary )?(?:registered )?(?:company|companies house|charity and company|company and charity|company or charity|charity or company|charity company|company charity)(?: house)? (?:registration|reg|registered|registration reg)?(?: ?(?:number|no|num|id|ref))?(?: .*)?"),
        (90, r"(?:supplier |vendor |beneficiary )?(?:registered )?(?:charity|charities|charitable)(?: commission)? ?(?:registration|reg|registered)?(?: ?(?:number|no|num|id))?(?: .*)?|(?:beneficiary|supplier|vendor|recipient) registration (?:number|no)"),
        (60, r"beneficiary other id|(?:org|organisation) id(?:entifier)?|registration (?:number|no)|reg no"),
    ),
    "postcode": (
        (100, r"(?:supplier|vendor|payee|beneficiary|merchant|creditor|company)(?: s)? (?:post ?code|zip)|post ?code of (?:supplier|payee|beneficiary|vendor)"),
        (80, r"post ?code|post code \d|postal code|zip(?: code)?"),
        (40, r"(?:supplier|vendor|payee|beneficiary) (?:address|location)|address"),
    ),
    "council": (
        (100, r"(?:body|authority|council|local authority|organisation|organistion|organization|la|public body|entity|council body)(?: name| label)?|name of (?:body|authority|council|organisation|local authority)|buyer(?: name)?|paying (?:body|authority|organisation)|publisher(?: label| name)?"),
        (40, r"client|body code|organisation code"),
    ),
}  # fmt: skip
# Headings of a supplier-like or amount-like sound that are something else.
NEVER: dict[str, str] = {
    "supplier": r".*\b(?:type|category|postcode|post code|address|vat|site|group|size|sme|class|url|uri|status|email|phone|registered|registration|charity|invoice|date|amount|percent|flag|classification)\b.*",
    "amount": r"(?:.*\b(?:irrecoverable|recoverable|irrevocable|non recoverable|vat amount|amount of vat|vat value|vat paid|tax amount|vat not recovered|vat element|budget|percent|percentage|commitment|discount|balance|cumulative|original currency|currency|type|code|count|number|threshold|over)\b.*|vat|tax|amount over.*|vat .*)",
    "paid_on": r".*\b(?:birth|contract|start|end|expiry|review|due|publication|published|created|extract|report|update|updated|amount|terms)\b.*",
    "service_area": r".*\b(?:code|uri|url|id)\b",
    "purpose": r".*\b(?:code|uri|url|id)\b",
    "reference": r".*\b(?:vat|company|charity|supplier|vendor|amount|date)\b.*",
    "supplier_number": r".*\b(?:vat|name|address|type)\b.*",
    "postcode": r"(?:email|.*\b(?:email|web)\b.*)",
    "council": r".*\b(?:uri|url|unit)\b.*",
}
_COMPILED = {
    field: tuple((score, re.compile(pattern)) for score, pattern in meanings) for field, meanings in MEANINGS.items()
}
_NEVER = {field: re.compile(pattern) for field, pattern in NEVER.items()}
_VOCABULARY = sorted(
    set(re.findall(r"[a-z]{4,}", " ".join(pattern for each in MEANINGS.values() for _, pattern in each)))
    | {"irrecoverable", "recoverable", "percentage", "classification", "address", "budget", "commitment"}
)
_UNITS = re.compile(
    r"\((?:[^()]*(?:£|œ|Ł|\ufffd|gbp|\bp\b|pounds|sterling|pence|dd|mm|yy)[^()]*|t/?f|s|es)\)|£'?s?(?:000)?|œ|Ł|\ufffd", re.IGNORECASE
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_MOJIBAKE = re.compile(r"^(?:ï»¿|\ufeff|þÿ|ÿþ)+")


def printed(heading: str) -> str:
    """The heading as a person would copy it: trimmed, on one line, without the debris of a byte order mark."""
    return " ".join(_MOJIBAKE.sub("", heading).split()).strip()


@lru_cache(maxsize=20_000)
def folded(heading: str) -> str:
    """The heading as plain lower-case words, spelling mended, units left out."""
    text = _CAMEL.sub(" ", repaired(printed(heading)))
    text = _UNITS.sub(" ", text).lower().replace("&", " and ")
    words = re.sub(r"[^a-z0-9]+", " ", text).split()
    return " ".join(_mended(word) for word in words)


def repaired(text: str) -> str:
    """Text that was UTF-8 and read as Windows-1252 on the way ('Â£', 'â€“'), put right; other text as it is."""
    if not re.search("[ÂÃâ]", text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text.replace("Â£", "£")


def _mended(word: str) -> str:
    if len(word) < 5 or word in _VOCABULARY:
        return word
    best = process.extractOne(word, _VOCABULARY, scorer=DamerauLevenshtein.distance, score_cutoff=1 if len(word) < 8 else 2)
    return best[0] if best and best[0][0] == word[0] and abs(len(best[0]) - len(word)) <= 1 else word


@lru_cache(maxsize=50_000)
def score(field: str, heading: str) -> int:
    """How surely `heading` names the column `field`: 0 (not at all) to 100."""
    words = folded(heading)
    if not words or _NEVER[field].fullmatch(words):
        return 0
    return next((score for score, pattern in _COMPILED[field] if pattern.fullmatch(words)), 0)


def best_score(heading: str) -> int:
    """How surely `heading` is a heading of a payments file at all: its best score for any field."""
    return max(score(field, heading) for field in FIELDS)
