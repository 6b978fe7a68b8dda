"""A finding about a line of a motion."""

from dataclasses import dataclass

from coopcouncil.evidence.findings import Finding, Outcome

VERSION = "1"
SOURCE = "docs/explanation/redline.md"
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class TextFinding:
    """What to look at: the line (from 1), the words in it, and the finding, whose reason says what the clerk can do."""

    line: int
    words: str
    finding: Finding


def found(rule: str, line: int, words: str, reason: str, advice: str) -> TextFinding:
    """A finding to CHECK: a person decides. `reason` and `advice` are sentences without the line and the words."""
    short = words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
    finding = Finding(
        Outcome.CHECK, f"{reason} {advice}", (f"line {line}: {short}",), f"motion-{rule}", VERSION, SOURCE
    )
    return TextFinding(line, short, finding)
