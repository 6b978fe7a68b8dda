"""The list of letters that stand before or after a society's number; what they mean is built in, so it is checked."""

import re

from coopcouncil.data.registers.entries import RefusedRowError
from coopcouncil.data.registers.layouts import Layout, Row
from coopcouncil.vocabulary.org_ids import known_suffix
from coopcouncil.vocabulary.public_registers import PublicRegister


def _read(row: Row) -> None:
    """Nothing to keep. Raises RefusedRowError for letters that this version does not know."""
    letters = re.sub(r"\(.*?\)", "", row["code"]).strip().upper()
    if not letters.isdigit() and not known_suffix(letters):
        raise RefusedRowError("Suffix/Prefix", row["code"], f"society numbers with “{letters}” are not known here")


LAYOUT = Layout(
    source_id=PublicRegister.SOCIETY_NUMBERS,
    licence="Open Database Licence (share-alike: keep apart)",
    headings={
        "code": ("suffix/prefix", "prefix/suffix", "suffix"),
        "meaning": ("definition",),
        "type": ("society type",),
    },
    required=("code", "meaning"),
    read=_read,
)
