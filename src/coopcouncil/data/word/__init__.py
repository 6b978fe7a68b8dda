"""Word documents (.docx) as neutral paragraphs with their tracked changes. Read strictly: nothing is run or fetched."""

from coopcouncil.data.word.reading import read_document

__all__ = ["read_document"]
