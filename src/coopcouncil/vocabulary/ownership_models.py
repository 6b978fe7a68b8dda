"""Ownership models: who owns and controls an organisation, which its legal form alone does not always say.

The kinds of co-operative are those of Co-operatives UK's "Ownership Classification"; the rest are the field's own.
`COOPERATIVE_AND_MUTUAL` is the group that a headline about "co-operatives and mutuals" counts.
"""

from enum import StrEnum


class OwnershipModel(StrEnum):
    """Who owns an organisation. The value is stored; `label` is shown."""

    CONSUMER_COOPERATIVE = "consumer-cooperative"
    WORKER_COOPERATIVE = "worker-cooperative"
    TENANT_COOPERATIVE = "tenant-cooperative"
    PRODUCER_COOPERATIVE = "producer-cooperative"
    MULTI_STAKEHOLDER_COOPERATIVE = "multi-stakeholder-cooperative"
    COOPERATIVE = "cooperative"
    MUTUAL = "mutual"
    EMPLOYEE_OWNED = "employee-owned"
    COMMUNITY_OWNED = "community-owned"
    CHARITY = "charity"
    SOCIAL_ENTERPRISE = "social-enterprise"
    PUBLIC = "public"
    INVESTOR_OR_OWNER_OWNED = "investor-or-owner-owned"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The model in words, as a page shows it."""
        return LABELS[self]


LABELS: dict[OwnershipModel, str] = {
    OwnershipModel.CONSUMER_COOPERATIVE: "Consumer co-operative",
    OwnershipModel.WORKER_COOPERATIVE: "Worker co-operative",
    OwnershipModel.TENANT_COOPERATIVE: "Tenant co-operative",
    OwnershipModel.PRODUCER_COOPERATIVE: "Producer or enterprise co-operative",
    OwnershipModel.MULTI_STAKEHOLDER_COOPERATIVE: "Multi-stakeholder co-operative",
    OwnershipModel.COOPERATIVE: "Co-operative (members not classified)",
    OwnershipModel.MUTUAL: "Mutual (credit union, building or friendly society, members' club)",
    OwnershipModel.EMPLOYEE_OWNED: "Employee-owned",
    OwnershipModel.COMMUNITY_OWNED: "Community-owned",
    OwnershipModel.CHARITY: "Charity",
    OwnershipModel.SOCIAL_ENTERPRISE: "Social enterprise or community interest company",
    OwnershipModel.PUBLIC: "Public body",
    OwnershipModel.INVESTOR_OR_OWNER_OWNED: "Investor-owned or owner-owned",
    OwnershipModel.UNKNOWN: "Not known",
}

COOPERATIVE_AND_MUTUAL = frozenset(
    {
        OwnershipModel.CONSUMER_COOPERATIVE,
        OwnershipModel.WORKER_COOPERATIVE,
        OwnershipModel.TENANT_COOPERATIVE,
        OwnershipModel.PRODUCER_COOPERATIVE,
        OwnershipModel.MULTI_STAKEHOLDER_COOPERATIVE,
        OwnershipModel.COOPERATIVE,
        OwnershipModel.MUTUAL,
    }
)

# The wider co-operative and community economy: every model that is not run
# for investors or owners and is not a public body.
COOPERATIVE_ECONOMY = COOPERATIVE_AND_MUTUAL | {
    OwnershipModel.EMPLOYEE_OWNED,
    OwnershipModel.COMMUNITY_OWNED,
    OwnershipModel.CHARITY,
    OwnershipModel.SOCIAL_ENTERPRISE,
}
