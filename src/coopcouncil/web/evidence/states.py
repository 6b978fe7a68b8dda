"""The states of a piece of evidence, and the one table of the moves between them."""

from enum import StrEnum


class State(StrEnum):
    """Who sees a piece of evidence: a draft is seen by its body, what is published by everybody."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The state in a word, as a tag shows it."""
        return self.value.capitalize()


# state -> the states it may go to. Nothing comes back: what was withdrawn is added anew, with its own history.
MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.PUBLISHED, State.WITHDRAWN}),
    State.PUBLISHED: frozenset({State.WITHDRAWN}),
    State.WITHDRAWN: frozenset(),
}


def may_move(state: str, to: State) -> bool:
    """Whether evidence in `state` may go to `to`."""
    return to in MOVES[State(state)]


def diagram() -> str:
    """The moves as a Mermaid state diagram, for the documents."""
    lines = ["stateDiagram-v2", "    [*] --> draft"]
    for state, following in MOVES.items():
        lines += [f"    {state} --> {each}" for each in sorted(following)]
    return "\n".join(lines)
