"""A finding: what a rule answered, and why, in words that are ready to show."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What a rule can answer. Unknown law or missing data is CHECK, never PASS."""

    PASS = "PASS"  # noqa: S105 - an outcome, not a password
    FAIL = "FAIL"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    CHECK = "CHECK"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's answer about one thing.

    `reason` is a plain sentence; `evidence` names what was looked at; `rule` and `version` say which rule answered;
    `source` says where the rule is set out.
    """

    outcome: Outcome
    reason: str
    evidence: tuple[str, ...]
    rule: str
    version: str
    source: str
