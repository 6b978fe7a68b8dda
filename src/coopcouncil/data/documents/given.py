"""A file while it is being checked: its bytes, its name for messages, and what checking may cost."""

from dataclasses import dataclass, field

AGAIN = "and add it again."
TAKEN = "PDF, Word, Excel, PowerPoint, OpenDocument, CSV, plain text, or a picture (PNG, JPEG, GIF, WebP)"


class RefusedDocumentError(Exception):
    """A document that is not taken; the message names it, what was found in it, and what to do next."""

    def __init__(self, name: str, found: str, advice: str) -> None:
        super().__init__(name, found, advice)
        self.name = name
        self.found = found
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.name} {self.found}. {self.advice}"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one document may be, and may cost to check. Checking holds a few times `largest_bytes` in memory.

    `largest_bytes` is for the file and for each file in a zip; `most_unpacked_bytes` is for all that is unpacked while
    checking; `most_entries` for the parts of a document or zip; `largest_markup_bytes` for a part read as XML, and
    `most_elements` for what all of these hold.
    """

    largest_bytes: int = 25 << 20
    most_unpacked_bytes: int = 400 << 20
    most_entries: int = 2_000
    largest_markup_bytes: int = 128 << 20
    most_elements: int = 4_000_000
    most_pixels: int = 200_000_000


USUAL_LIMITS = Limits()


@dataclass(slots=True)
class _Spent:
    """What checking one document has cost so far, with all that is inside it."""

    unpacked: int = 0
    entries: int = 0
    elements: int = 0


@dataclass(frozen=True, slots=True)
class Given:
    """One file to check. `depth` counts the files it lies inside; `spent` is shared with these.

    `only_read` says that its text is read here and the file itself neither kept nor handed on.
    """

    name: str
    data: bytes
    limits: Limits
    depth: int = 0
    spent: _Spent = field(default_factory=_Spent)
    only_read: bool = False

    def inside(self, name: str, data: bytes) -> "Given":
        """A file found inside this one; messages name both."""
        return Given(f"{self.name}: {name}", data, self.limits, self.depth + 1, self.spent)

    def refused(self, found: str, advice: str) -> RefusedDocumentError:
        """The refusal of this file, to be raised: what was found (after its name) and what to do."""
        return RefusedDocumentError(self.name, found, advice)

    def damaged(self) -> RefusedDocumentError:
        """The refusal of a file that is not whole."""
        return self.refused("is damaged or was cut short while it was copied", f"Save a new copy {AGAIN}")

    def spend(self, *, unpacked: int = 0, entries: int = 0) -> None:
        """Count what was unpacked. Raises RefusedDocumentError beyond the limits."""
        self.spent.unpacked += unpacked
        self.spent.entries += entries
        if self.spent.unpacked > self.limits.most_unpacked_bytes:
            raise self.refused(
                f"unpacks to more than {in_megabytes(self.limits.most_unpacked_bytes)}",
                f"Split it into smaller files {AGAIN}",
            )
        if self.spent.entries > self.limits.most_entries:
            raise self.refused(
                f"holds more than {self.limits.most_entries:,} files", f"Split it into smaller files {AGAIN}"
            )


def in_megabytes(size: int) -> str:
    """A size in bytes as a person reads it: '25 MB', or '1,500 bytes' below one."""
    return f"{size / (1 << 20):,.3g} MB" if size >= 1 << 20 else f"{size:,} bytes"
