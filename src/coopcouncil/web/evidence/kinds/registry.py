"""What a kind of evidence is: what it needs, how it is shown, and how it is checked again.

An app adds a kind when it starts: `register_kind(Kind(...))` in its `apps.py`, with a form and a template of its own.
Nothing here has to change for it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from coopcouncil.web.people.models import Person

if TYPE_CHECKING:
    from coopcouncil.web.evidence.forms import EvidenceForm
    from coopcouncil.web.evidence.models import Evidence


class Outcome(StrEnum):
    """What can come of checking a piece of evidence again."""

    SAME = "same"
    DIFFERENT = "different"
    GONE = "gone"
    NOT_CHECKED = "not-checked"

    @property
    def label(self) -> str:
        """The outcome as a tag shows it."""
        return {"same": "Same", "different": "Different", "gone": "Gone", "not-checked": "Could not be checked"}[self]


@dataclass(frozen=True)
class Checked:
    """What came of a check: the outcome, a sentence that anybody may read, and what was found.

    `found` may tell of figures that are not published: pages show it to people of the council only.
    """

    outcome: Outcome
    said: str
    found: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Download:
    """A file that belongs to a piece of evidence: its fingerprint, under which it is kept, and how it is served."""

    sha256: str
    name: str
    media_type: str
    size: int


def _no_faults(_evidence: "Evidence") -> list[str]:
    return []


def _always(_evidence: "Evidence") -> bool:
    return True


def _no_download(_evidence: "Evidence") -> Download | None:
    return None


@dataclass(frozen=True)
class Kind:
    """One kind of evidence.

    `label` names it, `needs` says in a sentence what it takes. `form` asks for it; what its `holds()` gives is kept.
    `template` shows it, given `evidence` and what `shown(evidence, user)` returns; `brief` is the same in a few words,
    for lists; `answer` is a sentence that may say more, as a figure's coverage. `check(evidence, by)` looks again,
    behind a button that reads `check_words`, where `can_check(evidence)`; None where nothing can be looked at again.
    `faults` are reasons, in words, why it cannot be published as it is. `download` is its file.
    """

    name: str
    label: str
    needs: str
    form: "type[EvidenceForm]"
    template: str
    brief: "Callable[[Evidence], str]"
    shown: "Callable[[Evidence, Any], dict[str, Any]]"
    answer: "Callable[[Evidence], str] | None" = None
    check: "Callable[[Evidence, Person], Checked] | None" = None
    can_check: "Callable[[Evidence], bool]" = _always
    check_words: str = "Check again"
    faults: "Callable[[Evidence], list[str]]" = _no_faults
    download: "Callable[[Evidence], Download | None]" = _no_download


KINDS: dict[str, Kind] = {}


def register_kind(kind: Kind) -> None:
    """Make a kind of evidence known. Raises ValueError when another has the name."""
    if KINDS.get(kind.name, kind) is not kind:
        raise ValueError(f"two kinds of evidence are called {kind.name}")
    KINDS[kind.name] = kind
