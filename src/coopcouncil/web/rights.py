"""The one table that says which role may do what, and in which state of the thing.

Every address carries a right, every operation checks one (`web.permissions`); both ask this table and nothing else. A
test walks every address with every role and compares. `docs/reference/rights.md` is written from the table.
"""

from dataclasses import dataclass
from enum import StrEnum

from coopcouncil.vocabulary.roles import COUNCIL_ROLES, Role

ANY_STATE = ""


class Right(StrEnum):
    """Something that can be done here. The value reads after 'may'."""

    READ_HELP = "read the pages of help"
    SIGN_IN = "sign in"
    SEE_PUBLISHED = "see what is published"
    USE_OWN_ACCOUNT = "use their own account"
    SEE_UNPUBLISHED_SPENDING = "see figures before they are published"
    REVIEW_SUPPLIERS = "say who a supplier is"
    LOAD_PAYMENTS = "add payments files"
    PUBLISH_SPENDING = "publish the spending figures"
    SEE_PEOPLE = "see who has access"
    GIVE_ACCESS = "invite people, give roles and end access"
    DELEGATE = "name a delegate"
    SEE_RECORD = "read the whole record"
    REDACT_RECORD = "redact personal data from the record"
    SEE_NAMES = "see who did what by name"
    SEE_EVIDENCE = "see evidence"
    ADD_EVIDENCE = "add evidence"
    CHANGE_EVIDENCE = "change evidence"
    PUBLISH_EVIDENCE = "publish evidence"
    WITHDRAW_EVIDENCE = "withdraw evidence"
    CONNECT_EVIDENCE = "say what is supported by evidence"
    CHECK_EVIDENCE = "check evidence again"
    SEE_MEETINGS = "see meetings, agendas and minutes"
    KEEP_MEETINGS = "keep meetings, agendas and minutes"
    SEE_MOTION = "see a motion"
    ADD_MOTION = "take in a motion"
    CHANGE_MOTION = "change a motion or an amendment"
    ADD_AMENDMENT = "add an amendment to a motion"
    SETTLE_AMENDMENT = "settle what an amendment collides with"
    MOVE_MOTION = "say where a motion or an amendment stands"
    DECIDE_ON_TEXT = "decide what is open in the text of a motion"
    ADVISE = "advise on a motion"
    ENTER_VOTE = "enter a vote"
    CORRECT_VOTE = "correct a vote that was entered wrongly"
    SEE_PROMISES = "see what the council has promised"
    SEE_ACTION = "see an action"
    CONFIRM_ACTIONS = "confirm what a motion asks for"
    WORK_ON_ACTION = "say how far an action is"
    DECIDE_DISCHARGE = "enter what a committee decided on an action"
    SEE_REPORT = "see a report to a committee"
    WRITE_REPORT = "write a report to a committee"
    PUBLISH_REPORT = "publish a report to a committee"
    WITHDRAW_REPORT = "withdraw a report to a committee"
    SEE_WORK = "see how far background work is"
    SEE_ALL_WORK = "see everybody's background work"
    CHECK_HEALTH = "ask whether the service is well"
    READ_METRICS = "read the figures of how the service runs, with the token that the settings name"


@dataclass(frozen=True)
class Rule:
    """Who holds a right.

    `roles` maps a state of the thing to the roles that hold the right in that state; ANY_STATE stands for things
    without states. `public` is everybody, `public_in` everybody over things in these states, `signed_in` anybody with
    an account. `reads` marks a right that changes nothing: what belongs to the whole council is then within reach of a
    council role held for one body.
    """

    roles: dict[str, frozenset[Role]]
    public: bool = False
    public_in: frozenset[str] = frozenset()
    signed_in: bool = False
    reads: bool = False

    @property
    def any_roles(self) -> frozenset[Role]:
        """Every role that holds the right in some state."""
        return frozenset().union(*self.roles.values())


def _roles(*roles: Role) -> dict[str, frozenset[Role]]:
    return {ANY_STATE: frozenset(roles)}


_PUBLIC = Rule({}, public=True, reads=True)
_SIGNED_IN = Rule({}, signed_in=True)
_COUNCIL = Rule({ANY_STATE: COUNCIL_ROLES}, reads=True)
_EVIDENCE_OWNERS = frozenset(
    {Role.OFFICER, Role.COMMISSIONER, Role.DEMOCRATIC_SERVICES, Role.COMMUNITY_GROUP, Role.SUPPLIER}
)
_EVIDENCE_PUBLISHERS = frozenset({Role.OFFICER, Role.COMMISSIONER, Role.DEMOCRATIC_SERVICES})
_NOBODY: frozenset[Role] = frozenset()
_CLERK = frozenset({Role.DEMOCRATIC_SERVICES})
# from the order paper on, a motion is public; what was withdrawn or lapsed is shown to the public where it was before
_PUBLIC_MOTIONS = frozenset(
    {"on-order-paper", "moved", "seconded", "amended", "carried", "lost", "deferred", "referred"}
)
_SETTLED_MOTIONS = ("carried", "lost", "accepted", "withdrawn", "lapsed")
_REPORT_WRITERS = frozenset({Role.OFFICER, Role.DEMOCRATIC_SERVICES})
# an action is the council's promise once the clerk has confirmed it
_PROMISED = frozenset({"open", "blocked", "continuing", "awaiting-discharge", "discharged", "superseded"})

RIGHTS: dict[Right, Rule] = {
    Right.READ_HELP: _PUBLIC,
    Right.SIGN_IN: _PUBLIC,
    Right.SEE_PUBLISHED: _PUBLIC,
    Right.CHECK_HEALTH: _PUBLIC,
    Right.READ_METRICS: _PUBLIC,  # the view asks for the token
    Right.USE_OWN_ACCOUNT: _SIGNED_IN,
    Right.SEE_UNPUBLISHED_SPENDING: _COUNCIL,
    Right.REVIEW_SUPPLIERS: Rule(_roles(Role.OFFICER, Role.COMMISSIONER)),
    Right.LOAD_PAYMENTS: Rule(_roles(Role.OFFICER)),
    Right.PUBLISH_SPENDING: Rule(_roles(Role.OFFICER)),
    Right.SEE_PEOPLE: Rule(_roles(Role.ADMINISTRATOR, Role.MONITORING_OFFICER, Role.AUDITOR), reads=True),
    Right.GIVE_ACCESS: Rule(_roles(Role.ADMINISTRATOR)),
    Right.DELEGATE: Rule({ANY_STATE: COUNCIL_ROLES - {Role.AUDITOR}}, reads=True),
    Right.SEE_RECORD: Rule(_roles(Role.AUDITOR, Role.MONITORING_OFFICER, Role.ADMINISTRATOR), reads=True),
    Right.REDACT_RECORD: Rule(_roles(Role.MONITORING_OFFICER)),
    Right.SEE_NAMES: _COUNCIL,
    Right.SEE_EVIDENCE: Rule({ANY_STATE: frozenset(Role)}, reads=True, public_in=frozenset({"published"})),
    Right.ADD_EVIDENCE: Rule({ANY_STATE: _EVIDENCE_OWNERS}),
    Right.CHANGE_EVIDENCE: Rule({"draft": _EVIDENCE_OWNERS, "published": _NOBODY, "withdrawn": _NOBODY}),
    Right.PUBLISH_EVIDENCE: Rule({"draft": _EVIDENCE_PUBLISHERS, "published": _NOBODY, "withdrawn": _NOBODY}),
    Right.WITHDRAW_EVIDENCE: Rule(
        {
            "draft": _EVIDENCE_OWNERS,
            "published": _EVIDENCE_PUBLISHERS | {Role.MONITORING_OFFICER},
            "withdrawn": _NOBODY,
        }
    ),
    Right.CONNECT_EVIDENCE: Rule(
        {"draft": _EVIDENCE_OWNERS, "published": _EVIDENCE_PUBLISHERS, "withdrawn": _NOBODY},
    ),
    Right.CHECK_EVIDENCE: Rule({ANY_STATE: _EVIDENCE_OWNERS | {Role.MONITORING_OFFICER}}),
    Right.SEE_MEETINGS: _PUBLIC,
    Right.KEEP_MEETINGS: Rule({ANY_STATE: _CLERK}),
    Right.SEE_MOTION: Rule({ANY_STATE: COUNCIL_ROLES}, reads=True, public_in=_PUBLIC_MOTIONS),
    Right.ADD_MOTION: Rule({ANY_STATE: _CLERK | {Role.COUNCILLOR}}),
    Right.CHANGE_MOTION: Rule(
        {
            "draft": _CLERK | {Role.COUNCILLOR},
            ANY_STATE: _CLERK,
            **dict.fromkeys(_SETTLED_MOTIONS, _NOBODY),
        }
    ),
    Right.ADD_AMENDMENT: Rule({ANY_STATE: _CLERK | {Role.COUNCILLOR}, **dict.fromkeys(_SETTLED_MOTIONS, _NOBODY)}),
    Right.SETTLE_AMENDMENT: Rule({ANY_STATE: _CLERK | {Role.COUNCILLOR}, **dict.fromkeys(_SETTLED_MOTIONS, _NOBODY)}),
    Right.MOVE_MOTION: Rule({ANY_STATE: _CLERK | {Role.COUNCILLOR, Role.MONITORING_OFFICER}}),
    Right.DECIDE_ON_TEXT: Rule({ANY_STATE: _CLERK, **dict.fromkeys(_SETTLED_MOTIONS, _NOBODY)}),
    Right.ADVISE: Rule({ANY_STATE: frozenset({Role.MONITORING_OFFICER}), **dict.fromkeys(_SETTLED_MOTIONS, _NOBODY)}),
    Right.ENTER_VOTE: Rule({ANY_STATE: _CLERK, **dict.fromkeys(_SETTLED_MOTIONS, _NOBODY)}),
    Right.CORRECT_VOTE: Rule({ANY_STATE: _CLERK}),
    Right.SEE_PROMISES: _PUBLIC,
    Right.SEE_ACTION: Rule({ANY_STATE: COUNCIL_ROLES}, reads=True, public_in=_PROMISED),
    Right.CONFIRM_ACTIONS: Rule({ANY_STATE: _CLERK}),
    Right.WORK_ON_ACTION: Rule(
        {
            ANY_STATE: frozenset({Role.OFFICER, Role.COMMISSIONER, Role.DEMOCRATIC_SERVICES}),
            **dict.fromkeys(("discharged", "superseded", "rejected"), _NOBODY),
        }
    ),
    Right.DECIDE_DISCHARGE: Rule({"awaiting-discharge": _CLERK, ANY_STATE: _NOBODY}),
    Right.SEE_REPORT: Rule(
        {ANY_STATE: COUNCIL_ROLES - {Role.COUNCILLOR}}, reads=True, public_in=frozenset({"published"})
    ),
    Right.WRITE_REPORT: Rule({"draft": _REPORT_WRITERS, "published": _NOBODY, "withdrawn": _NOBODY}),
    Right.PUBLISH_REPORT: Rule({"draft": _CLERK, "published": _NOBODY, "withdrawn": _NOBODY}),
    Right.WITHDRAW_REPORT: Rule({"draft": _REPORT_WRITERS, "published": _CLERK, "withdrawn": _NOBODY}),
    Right.SEE_WORK: Rule(_roles(Role.OFFICER, Role.DEMOCRATIC_SERVICES, Role.ADMINISTRATOR, Role.AUDITOR), reads=True),
    Right.SEE_ALL_WORK: Rule(_roles(Role.ADMINISTRATOR, Role.AUDITOR), reads=True),
}
