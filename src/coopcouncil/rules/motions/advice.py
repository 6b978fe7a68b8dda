"""The Monitoring Officer's advice, bound to one version of a text: it lapses when the text changes."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coopcouncil.evidence.findings import Finding, Outcome

RULE, VERSION = "monitoring-officer-advice", "1"
SOURCE = "Local Government and Housing Act 1989, section 5 (the monitoring officer); the council's procedure rules"


@dataclass(frozen=True, slots=True)
class Advice:
    """Whether the text whose fingerprint is `text_version` is in order, as advised on a day, and the words given."""

    in_order: bool
    given_on: date
    words: str
    text_version: str


def version_of(paragraphs: Iterable[str]) -> str:
    """The fingerprint of a text: the SHA-256 of its paragraphs. Any change of a character or a break changes it."""
    digest = hashlib.sha256()
    for paragraph in paragraphs:
        encoded = paragraph.encode("utf-8", "surrogatepass")
        digest.update(f"{len(encoded)}:".encode() + encoded)
    return digest.hexdigest()


def judge_advice(advice: Advice | None, paragraphs: Iterable[str]) -> Finding:
    """Whether the text as it stands is in order: PASS or FAIL by advice on this very text, CHECK without any."""
    version = version_of(paragraphs)
    if advice is None:
        return _finding(Outcome.CHECK, "The Monitoring Officer has not advised on this text yet.", version)
    day = f"{advice.given_on.day} {advice.given_on:%B %Y}"
    if advice.text_version != version:
        reason = (
            f"The text has changed since the Monitoring Officer advised on {day}: that advice has lapsed. Ask again."
        )
        return _finding(Outcome.CHECK, reason, version, advice.text_version)
    if advice.in_order:
        return _finding(Outcome.PASS, f"The Monitoring Officer advised on {day} that this text is in order.", version)
    return _finding(Outcome.FAIL, f"The Monitoring Officer advised on {day} that this text is out of order.", version)


def _finding(outcome: Outcome, reason: str, *evidence: str) -> Finding:
    return Finding(outcome, reason, evidence, RULE, VERSION, SOURCE)
