"""What cannot be done as things stand, whoever asks."""

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.people.models import Body, BodyKind


class RefusedError(Exception):
    """The operation was not done; the message says why and what to do next, in words to show."""


# the kinds of body for which a role is held; a role inside the council is held for the whole council too
_INSIDE = (BodyKind.DIRECTORATE, BodyKind.COMMITTEE)
KINDS: dict[Role, tuple[BodyKind, ...]] = {
    **{role: _INSIDE for role in Role if not role.is_outside},
    Role.COMMUNITY_GROUP: (BodyKind.COMMUNITY_GROUP,),
    Role.SUPPLIER: (BodyKind.SUPPLIER,),
}


def check_fits(role: Role, body: Body | None) -> None:
    """Raises RefusedError unless the role can be held for this body, or, with None, for the whole council."""
    named = " or a ".join(kind.label.lower() for kind in KINDS[role])
    if body is None:
        if role.is_outside:
            raise RefusedError(f"The role {role.label} is held for a {named}. Choose which one.")
        return
    if body.ended_at is not None:
        raise RefusedError(f"{body} has ended, so nobody can be given a role for it.")
    if body.kind not in KINDS[role]:
        raise RefusedError(f"The role {role.label} cannot be held for {body}. It is held for a {named}.")
