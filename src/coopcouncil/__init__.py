"""coopcouncil turns a council's co-operative promises into evidence."""

__version__ = "0.1.0"
