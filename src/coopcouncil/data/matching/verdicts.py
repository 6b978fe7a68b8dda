"""What people's judgements do to the answers of a search."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from coopcouncil.data.matching.engine import Match
from coopcouncil.data.matching.judgements import NOT_SAME, SAME, UNSURE, Judgement
from coopcouncil.data.matching.kinds import Kind

Key = TypeVar("Key", bound=Hashable)


@dataclass(slots=True)
class Said:
    """What people said about one name: the judgement that settles it, and the ids refused or doubted."""

    same: Judgement | None = None
    refused: dict[str, Judgement] = field(default_factory=dict)
    doubted: dict[str, Judgement] = field(default_factory=dict)


def gathered(judgements: Iterable[Judgement], key: Callable[[Judgement], Key]) -> dict[Key, Said]:
    """Effective judgements, oldest first, gathered under the key of the name they are about.

    Of several organisations judged the same as one name the last counts.
    """
    found: dict[Key, Said] = {}
    for each in judgements:
        said = found.setdefault(key(each), Said())
        if each.verdict == SAME:
            said.same = each
        else:
            (said.refused if each.verdict == NOT_SAME else said.doubted)[each.org_id] = each
    return found


def settle(said: Sequence[Said], found: Sequence[Match], names: Mapping[str, Sequence[str]]) -> list[Match]:
    """The answers once judgements are applied; `names` holds the names of each organisation that is on a register."""
    return [_settled(each, match, names) for each, match in zip(said, found, strict=True)]


def _settled(said: Said, match: Match, names: Mapping[str, Sequence[str]]) -> Match:
    if said.same is not None:
        return _same(said.same, match, names)
    doubt = said.doubted.get(match.org_id or "")
    if doubt is not None:
        reason = f"{match.reason} {doubt.signature[:1].upper()}{doubt.signature[1:]} was not sure."
        return replace(match, outcome="review", judgement=UNSURE, reason=reason)
    if said.refused and match.outcome == "none":
        last = list(said.refused.values())[-1]
        reason = f"Judged not to be {last.org_id} by {last.signature}. {match.reason}"
        return replace(match, judgement=NOT_SAME, reason=reason)
    return match


def _same(judgement: Judgement, match: Match, names: Mapping[str, Sequence[str]]) -> Match:
    """A match by a person's word, with what the search alone would have said as the runner-up."""
    org_id = judgement.org_id
    known = names.get(org_id)
    gone = "" if known else f" But no register that is loaded now holds {org_id}."
    other = match.org_id not in (None, org_id)
    return Match(
        Kind.ORGANISATION.value,
        "match" if known else "review",
        org_id,
        known[0] if known else None,
        1.0,
        f"Judged the same by {judgement.signature}.{gone}",
        match.org_id if other else match.runner_up_id,
        match.score if other else match.runner_up_score,
        SAME,
    )
