"""A wholly invented council with its payments, its registers and its map, to try everything without real data."""

from coopcouncil.data.fictional.council import MadeFile, make_council
from coopcouncil.data.fictional.geography import COUNCIL

__all__ = ["COUNCIL", "MadeFile", "make_council"]
