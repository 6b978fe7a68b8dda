"""What came of an import, counted and in words."""

from dataclasses import dataclass, field

from coopcouncil.papers.words import counted

MOST_NOTES = 200


@dataclass
class Summary:
    """Counts of what an import did; `notes` are what a clerk should look at, `failures` what could not be read."""

    committees: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    items_added: int = 0
    items_changed: int = 0
    items_removed: int = 0
    notes: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The counts in a sentence or two."""
        told = [
            f"{counted(self.added, 'meeting')} added, {self.changed} changed, {self.unchanged} as before.",
            f"{counted(self.items_added, 'agenda item')} added, {self.items_changed} changed, "
            f"{self.items_removed} taken off.",
        ]
        if self.committees:
            told.append(f"{counted(self.committees, 'committee')} added.")
        return " ".join(each[0].upper() + each[1:] for each in told)

    @property
    def lines(self) -> list[str]:
        """The counts, then every failure and note, a line each."""
        told = [*self.failures, *self.notes]
        more = [f"And {len(told) - MOST_NOTES} more."] if len(told) > MOST_NOTES else []
        return [self.words, *told[:MOST_NOTES], *more]
