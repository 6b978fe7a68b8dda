"""Merges amendments to one base text: what can all be made is made, the rest waits for a person.

The rules, after those of antragsgruen (docs/explanation/merging-amendments.md): overlapping ranges of words with
different results collide; the same edit twice is one edit; two insertions at one point are both kept, in amendment
order, with a warning; striking out a paragraph collides with an edit inside it. The answer does not depend on the
order in which the amendments are listed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from coopcouncil.rules.motions.merging.amendments import Amended, MergeError, Paragraphs, in_order
from coopcouncil.rules.motions.merging.changes import changes_of
from coopcouncil.rules.motions.merging.collisions import Choice, Collision, Decision, Kind
from coopcouncil.rules.motions.merging.plans import plan_of
from coopcouncil.rules.motions.merging.writing import write


@dataclass(frozen=True, slots=True)
class Merged:
    """The text so far: `collisions` are open, and the base text stands there; `decisions` were made by people."""

    base: Paragraphs
    amendments: tuple[Amended, ...]
    paragraphs: Paragraphs
    collisions: tuple[Collision, ...]
    decisions: tuple[Decision, ...]
    warnings: tuple[str, ...]


def merge(base: Iterable[str], amendments: Iterable[Amended], decisions: Iterable[Decision] = ()) -> Merged:
    """The base text with all amendments that can be made, and the collisions of the rest.

    A decision on a collision that no longer arises so is left out, with a warning: the texts were changed since.
    MergeError when two amendments have one name.
    """
    text, ordered = tuple(base), in_order(amendments)
    plan = plan_of(text, [changes_of(text, each) for each in ordered])
    made = {each.collision: each for each in decisions}
    kept = tuple(made[collision] for collision in plan.collisions if collision in made)
    paragraphs, warnings = write(plan, {each.collision: each.choice for each in kept})
    lapsed = [
        f"Paragraph {each.paragraph}: a decision no longer fits, because the texts were changed. Decide again."
        for each in made
        if each not in plan.collisions
    ]
    open_still = tuple(collision for collision in plan.collisions if collision not in made)
    return Merged(text, ordered, paragraphs, open_still, kept, (*warnings, *lapsed))


def merge_by(
    base: Iterable[str], amendments: Iterable[Amended], choice_for: Callable[[Collision], Choice | None]
) -> Merged:
    """The merged text with the choice that `choice_for` knows for each collision; None leaves it open.

    MergeError when two amendments have one name.
    """
    text, ordered = tuple(base), in_order(amendments)
    plan = plan_of(text, [changes_of(text, each) for each in ordered])
    chosen = {each: choice for each in plan.collisions if (choice := choice_for(each)) is not None}
    paragraphs, warnings = write(plan, chosen)
    decisions = tuple(Decision(each, choice) for each, choice in chosen.items())
    return Merged(text, ordered, paragraphs, tuple(e for e in plan.collisions if e not in chosen), decisions, warnings)


def check_choice(collision: Collision, choice: Choice) -> None:
    """Raise MergeError when the choice is none that the collision offers."""
    if choice.amendment is not None and choice.words is not None:
        raise MergeError("Choose one amendment's text or words of your own, not both.")
    if choice.amendment is not None and collision.rival_of(choice.amendment) is None:
        raise MergeError(f'"{choice.amendment}" has no part in this collision. Choose {_listed(collision)}.')
    if choice.words is not None and collision.kind is Kind.PLACE:
        raise MergeError(f"This collision is about where a paragraph goes. Choose {_listed(collision)}, or neither.")
    if choice.words is not None and collision.kind is Kind.WORDS and len(choice.words) != 1:
        raise MergeError("This collision is inside one paragraph. Give its words as one text.")


def decide(merged: Merged, collision: Collision, choice: Choice) -> Merged:
    """The merged text after a person's decision on one collision; deciding again replaces the earlier decision.

    MergeError when there is no such collision, or the choice is none that it offers.
    """
    decided = [each for each in merged.decisions if each.collision != collision]
    if collision not in merged.collisions and len(decided) == len(merged.decisions):
        raise MergeError("There is no such collision in this text. Merge the amendments again and look at the list.")
    check_choice(collision, choice)
    return merge(merged.base, merged.amendments, [*decided, Decision(collision, choice)])


def _listed(collision: Collision) -> str:
    return " or ".join(f'"{name}"' for name in collision.amendments)
