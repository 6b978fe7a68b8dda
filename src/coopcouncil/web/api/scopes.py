"""The scopes of a token: the most that it may be used for, whatever its person may do."""

from enum import StrEnum


class Scope(StrEnum):
    """What a token may be used for."""

    READ = "read"
    READ_RECORD = "read:record"
    WRITE_SUPPLIERS = "write:suppliers"
    WRITE_PUBLISHING = "write:publishing"
    WRITE_EVIDENCE = "write:evidence"

    @property
    def words(self) -> str:
        """The scope in words, as on the page where a token is made."""
        return SCOPES[self]


SCOPES: dict[Scope, str] = {
    Scope.READ: "Read figures, payments, suppliers, sources, evidence, meetings, promises and who the token belongs to",
    Scope.READ_RECORD: "Read the record of who did what",
    Scope.WRITE_SUPPLIERS: "Say who a supplier is",
    Scope.WRITE_PUBLISHING: "Publish the spending figures",
    Scope.WRITE_EVIDENCE: "Add links and figures as evidence",
}
