"""Which amendments are open, which are settled, and which of them everybody may see."""

from coopcouncil.rules.motions.states import AmendmentState, MotionState, is_final

# handed in and not ruled out: what the consolidated text takes in unless somebody chooses otherwise
OPEN = frozenset({AmendmentState.SUBMITTED, AmendmentState.IN_ORDER, AmendmentState.MOVED, AmendmentState.SECONDED})
# nothing follows on these
SETTLED = frozenset(state for state in AmendmentState if is_final(state))
# said aloud at a meeting, or taken into the text
PUBLIC = frozenset(
    {
        AmendmentState.MOVED,
        AmendmentState.SECONDED,
        AmendmentState.ACCEPTED,
        AmendmentState.CARRIED,
        AmendmentState.LOST,
    }
)
SETTLED_MOTIONS = frozenset(state for state in MotionState if is_final(state))
