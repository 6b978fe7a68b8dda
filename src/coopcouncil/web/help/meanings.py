"""What words mean: the glossary's rows."""

from coopcouncil.vocabulary.legal_forms import LegalForm
from coopcouncil.vocabulary.ownership_models import OwnershipModel

WORDS: tuple[tuple[str, str], ...] = (
    ("Accreditation", "A public scheme's word that an organisation meets a standard, such as the real Living Wage."),
    (
        "Action",
        "Something to be done because the council resolved it: by whom, by when, and what would show that it was done.",
    ),
    (
        "Advice",
        "What the Monitoring Officer says of one version of a motion: in order or not. It lapses when the text "
        "changes.",
    ),
    ("Amendment", "A proposal to change the words of a motion, or of another amendment."),
    (
        "Collision",
        "Where two amendments want different words in the same place. A person decides, and the decision is recorded.",
    ),
    (
        "Consolidated text",
        "A motion with the amendments made in it that can all be made; it need not have been agreed yet.",
    ),
    (
        "Coverage",
        "How much of the money a figure could see. 87% coverage by place means that for 13% of the money we do not "
        "know where the supplier is; that money is shown as not known and never shared out.",
    ),
    (
        "Discharge",
        "A committee's decision that an action is done. Its owner proposes it; the decision names its minute.",
    ),
    ("Duplicate", "The same payment in two files. It is kept and shown, and counted once."),
    ("Evidence", "Something kept because it supports a decision: a figure, a record, a file, a link or a minute."),
    ("File and line", "Where a payment stands in the file that the council published: line 1 is the file's first."),
    (
        "Fingerprint (SHA-256)",
        "A number worked out from every byte of a file. If one byte changes, so does the fingerprint.",
    ),
    ("Judgement", "A person's answer to whether a supplier is the organisation suggested: same, not the same, unsure."),
    (
        "Local multiplier (LM2, LM3)",
        "How much local money each pound makes. LM2 counts the council's spending and the share that goes to local "
        "suppliers; LM3 adds what those suppliers spend again nearby, which needs a survey of them.",
    ),
    ("Match", "A supplier's name found on a public register with enough certainty to be counted."),
    ("Minute", "What a meeting decided or noted, in its own words."),
    (
        "Motion",
        "A text that a member asks the council to agree. It is moved, seconded, debated, perhaps amended, and "
        "voted on.",
    ),
    (
        "Not stated",
        "The text does not say it: no owner, no date, no committee. It stays so until a person sets it; nothing is "
        "made up.",
    ),
    ("Order paper", "The list of what a meeting will deal with, published before it. From then on a motion is public."),
    ("Org-id", "A number with the register it belongs to: GB-COH (companies), GB-CHC (charities), GB-MPR (mutuals)."),
    ("Organisation", "Somebody on a public register, under all the names and numbers it has there."),
    ("Ownership model", "Who owns an organisation and has the last word: its workers, customers, investors and so on."),
    ("Payment", "One amount the council paid, as its file says. A negative amount is money that came back."),
    ("Redacted", "A name that the council withheld, mostly because the supplier is a private person."),
    ("Redline", "Two versions of a text in one: what comes in is underlined, what goes out is struck through."),
    ("Refused row", "A row of a file that is not a payment or could not be read. Each is kept with its reason."),
    ("Register", "A public list of organisations, such as the Mutuals Public Register."),
    ("Resolution", "One thing that the council agreed to do: a clause of a motion that was carried."),
    ("Runner-up", "The second-best organisation for a name: the closer its score, the more doubt there is."),
    ("Score", "From 0 to 1: how likely it is that a match is right."),
    ("Snapshot", "Everything the figures rest on, kept unchanged under one name so that they can be computed again."),
    (
        "Supplier",
        "Somebody the council paid: an organisation on a register, under all the names that the council prints for "
        "it, or a printed name that was not matched to one.",
    ),
)

OWNERSHIP: dict[OwnershipModel, str] = {
    OwnershipModel.CONSUMER_COOPERATIVE: "Owned by the people who buy from it or use it, one member one vote.",
    OwnershipModel.WORKER_COOPERATIVE: "Owned by the people who work in it, one member one vote.",
    OwnershipModel.TENANT_COOPERATIVE: "Owned by the tenants who live in its homes.",
    OwnershipModel.PRODUCER_COOPERATIVE: "Owned by producers or businesses that trade through it, such as farmers.",
    OwnershipModel.MULTI_STAKEHOLDER_COOPERATIVE: "Owned by more than one group, such as workers and users together.",
    OwnershipModel.COOPERATIVE: "A co-operative; no register says who its members are.",
    OwnershipModel.MUTUAL: "Owned by its members: a credit union, a building or friendly society, a members' club.",
    OwnershipModel.EMPLOYEE_OWNED: "A company in which employees, or a trust for them, hold the shares that decide.",
    OwnershipModel.COMMUNITY_OWNED: "Run for the benefit of a community, which owns it: a community benefit society.",
    OwnershipModel.CHARITY: "On a charity register; it has trustees rather than owners.",
    OwnershipModel.SOCIAL_ENTERPRISE: "A business bound to a social purpose: a community interest company.",
    OwnershipModel.PUBLIC: "A council, an NHS body, a school, a university or another public body.",
    OwnershipModel.INVESTOR_OR_OWNER_OWNED: "A company or firm run for those who put money in, found on no other list.",
    OwnershipModel.UNKNOWN: "Not found on a register that is loaded, or not yet reviewed. Never counted as another.",
}

FORMS: dict[LegalForm, str] = {
    LegalForm.COOPERATIVE_SOCIETY: "Registered under the Co-operative and Community Benefit Societies Act 2014 "
    "for its members' benefit.",
    LegalForm.COMMUNITY_BENEFIT_SOCIETY: "Registered under the same Act for a community's benefit.",
    LegalForm.PRE_2014_SOCIETY: "An industrial and provident society from before the Act of 2014.",
    LegalForm.CREDIT_UNION: "A savings and loans co-operative under the Credit Unions Act 1979.",
    LegalForm.CIC: "A company whose assets are locked for a community, under an Act of 2004.",
    LegalForm.CIO: "A charity that is a legal person in its own right, under the Charities Act 2011.",
    LegalForm.COMPANY_BY_GUARANTEE: "A company with members who guarantee a small sum instead of holding shares.",
    LegalForm.LLP: "A partnership whose partners' liability is limited, under an Act of 2000.",
}
