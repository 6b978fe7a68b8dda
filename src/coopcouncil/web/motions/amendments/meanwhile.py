"""Two people at once: whoever comes second is told who did what, and nothing of theirs is written over it."""

from coopcouncil.web.motions.models import Amendment, Motion
from coopcouncil.web.record.queries import history_of


class ChangedMeanwhileError(Exception):
    """Somebody else changed the thing since it was read; the message says who and what. Nothing was written."""


def check_unchanged(now: Motion | Amendment, version: int) -> None:
    """Raise ChangedMeanwhileError when the thing is not at the version that was read."""
    if now.version != version:
        raise ChangedMeanwhileError(f"{who_changed(now)} Look at it again, then go on. Nothing of yours was saved.")


def who_changed(thing: Motion | Amendment) -> str:
    """Who did what to the thing last, as a sentence."""
    last = next(iter(history_of(thing.subject_kind, thing.subject_ref, most=1)), None)
    name = str(thing) if isinstance(thing, Amendment) else "the motion"
    if last is None:
        return f"Somebody changed {name[0].lower()}{name[1:]} in the meantime."
    return (
        f"{last.told} {name[0].lower()}{name[1:]} in the meantime."
        if last.wants_object
        else (f"{name}: {last.told} in the meantime.")
    )
