"""What would discharge an action, and which evidence shows it: one registry, which other apps add to.

An app whose evidence shows a kind by itself says so when it starts: `register_proof(EvidenceKind.ANSWERS, fits)`. What
could be several things, as a file can, is what a person says it is (`ActionProof`); it is never guessed.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from coopcouncil.evidence.record import canonical, sha256_text
from coopcouncil.rules.motions.clause_words import EvidenceKind
from coopcouncil.web.evidence.kinds.registry import KINDS
from coopcouncil.web.evidence.models import Evidence, Support
from coopcouncil.web.evidence.queries import visible_to
from coopcouncil.web.evidence.states import State
from coopcouncil.web.promises.models import Action, ActionProof

Fits = Callable[[Evidence], bool]


@dataclass(frozen=True)
class Proof:
    """That evidence which `fits` shows what is asked as `kind`: by itself where `sure`, else if a person says so."""

    kind: EvidenceKind
    fits: Fits
    sure: bool


@dataclass(frozen=True)
class Shown:
    """One piece of evidence under an action: the kinds that it shows, those of them by what a person said, and those
    that a person may yet say it is.
    """

    evidence: Evidence
    kinds: frozenset[EvidenceKind]
    said: tuple[EvidenceKind, ...]
    possible: tuple[EvidenceKind, ...]

    @property
    def is_published(self) -> bool:
        """Whether everybody may see it."""
        return self.evidence.state == State.PUBLISHED


@dataclass(frozen=True)
class Tick:
    """One line of what would discharge an action: the kind asked for, and the evidence that shows it so far."""

    kind: EvidenceKind
    shown_by: tuple[Shown, ...]

    @property
    def is_ticked(self) -> bool:
        """Whether anything shows it, in draft or published."""
        return bool(self.shown_by)

    @property
    def is_published(self) -> bool:
        """Whether something that everybody may see shows it."""
        return any(each.is_published for each in self.shown_by)


def _of_kind(*names: str) -> Fits:
    return lambda evidence: evidence.kind in names


PROOFS: list[Proof] = [
    Proof(EvidenceKind.FIGURES, _of_kind("figure"), sure=True),
    Proof(EvidenceKind.MINUTE, _of_kind("minute"), sure=True),
    Proof(EvidenceKind.DECISION, _of_kind("minute", "record"), sure=False),
    Proof(EvidenceKind.RECORD, _of_kind("minute", "record"), sure=False),
    *(Proof(kind, _of_kind("file", "link"), sure=False) for kind in EvidenceKind),
]


def register_proof(kind: EvidenceKind, fits: Fits, *, sure: bool = True) -> None:
    """Say that evidence which `fits` shows this kind: by itself, or, not `sure`, where a person says that it does."""
    PROOFS.append(Proof(kind, fits, sure))


def shows(evidence: Evidence) -> frozenset[EvidenceKind]:
    """The kinds that a piece of evidence shows by itself."""
    return frozenset(proof.kind for proof in PROOFS if proof.sure and proof.fits(evidence))


def could_show(evidence: Evidence) -> frozenset[EvidenceKind]:
    """The kinds that a person may say it is."""
    return frozenset(proof.kind for proof in PROOFS if not proof.sure and proof.fits(evidence)) - shows(evidence)


def asked_kinds(action: Action) -> tuple[EvidenceKind, ...]:
    """The kinds of evidence that would discharge an action, in the order of their words."""
    return tuple(sorted(EvidenceKind(each) for each in dict.fromkeys(action.evidence)))


def evidence_under(actions: Sequence[Action], user: Any) -> dict[int, tuple[Shown, ...]]:
    """By an action's key, the evidence under it that this user may see and that was not withdrawn; two queries."""
    by_about = {action.about: action for action in actions}
    seen = visible_to(user).exclude(state=State.WITHDRAWN)
    supports = Support.objects.filter(about__in=by_about, evidence__in=seen).select_related("evidence").order_by("id")
    said: dict[tuple[int, int], set[EvidenceKind]] = defaultdict(set)
    for action_id, evidence_id, kind in ActionProof.objects.filter(action__in=actions).values_list(
        "action_id", "evidence_id", "as_kind"
    ):
        said[action_id, evidence_id].add(EvidenceKind(kind))
    found: dict[int, list[Shown]] = defaultdict(list)
    for support in supports:
        action = by_about[support.about]
        found[action.pk].append(_shown(action, support.evidence, said[action.pk, support.evidence_id]))
    return {key: tuple(rows) for key, rows in found.items()}


def _shown(action: Action, evidence: Evidence, said: set[EvidenceKind]) -> Shown:
    asked = frozenset(asked_kinds(action))
    kinds = asked & (shows(evidence) | said)
    possible = tuple(sorted((asked & could_show(evidence)) - kinds))
    return Shown(evidence, kinds, tuple(sorted((said - shows(evidence)) & asked)), possible)


def ticks_of(action: Action, shown: Sequence[Shown]) -> tuple[Tick, ...]:
    """What would discharge an action, each kind with the evidence that shows it."""
    return tuple(Tick(kind, tuple(each for each in shown if kind in each.kinds)) for kind in asked_kinds(action))


def fingerprint_of(evidence: Evidence) -> str:
    """The fingerprint by which anybody can tell that it is still the same: of its file, its thing, or what it holds."""
    kind = KINDS.get(evidence.kind)
    download = kind.download(evidence) if kind else None
    if download:
        return download.sha256
    return str(evidence.holds.get("fingerprint") or sha256_text(canonical(evidence.holds)))
