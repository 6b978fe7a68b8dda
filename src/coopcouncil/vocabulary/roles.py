"""The roles that people hold, inside the council and outside it."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is to the council. A person can hold several, each for the whole council or for one body."""

    OFFICER = "officer"
    COMMISSIONER = "commissioner"
    DEMOCRATIC_SERVICES = "democratic-services"
    COUNCILLOR = "councillor"
    MONITORING_OFFICER = "monitoring-officer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    COMMUNITY_GROUP = "community-group"
    SUPPLIER = "supplier"

    @property
    def label(self) -> str:
        """The role in words, for a sentence: 'an officer may ...'."""
        return LABELS[self]

    @property
    def is_outside(self) -> bool:
        """Whether its holders are outside the council and see only their own matters and what is published."""
        return self in OUTSIDE_ROLES


LABELS = {
    Role.OFFICER: "officer",
    Role.COMMISSIONER: "commissioner",
    Role.DEMOCRATIC_SERVICES: "democratic services",
    Role.COUNCILLOR: "councillor",
    Role.MONITORING_OFFICER: "monitoring officer",
    Role.AUDITOR: "auditor",
    Role.ADMINISTRATOR: "administrator",
    Role.COMMUNITY_GROUP: "community group",
    Role.SUPPLIER: "supplier",
}
OUTSIDE_ROLES = frozenset({Role.COMMUNITY_GROUP, Role.SUPPLIER})
COUNCIL_ROLES = frozenset(Role) - OUTSIDE_ROLES
