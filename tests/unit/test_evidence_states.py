"""The moves of evidence between its states, and the rights that go with them."""

import pytest

from coopcouncil.web.evidence.states import MOVES, State, diagram, may_move
from coopcouncil.web.rights import RIGHTS, Right


def test_every_state_has_its_moves() -> None:
    assert set(MOVES) == set(State)


def test_nothing_that_was_withdrawn_comes_back() -> None:
    assert not any(may_move(State.WITHDRAWN, to) for to in State)
    assert not may_move(State.PUBLISHED, State.DRAFT)


@pytest.mark.parametrize("state", list(State))
def test_somebody_may_make_each_move_and_nobody_another(state: State) -> None:
    for right, to in {Right.PUBLISH_EVIDENCE: State.PUBLISHED, Right.WITHDRAW_EVIDENCE: State.WITHDRAWN}.items():
        assert bool(RIGHTS[right].roles[state]) == may_move(state, to)


def test_diagram_names_every_move() -> None:
    assert diagram().count("-->") == 1 + sum(len(following) for following in MOVES.values())
