"""Documents handed in as evidence: what each is and whether it may be kept, and keeping it by its hash."""

from coopcouncil.data.documents.checking import Checked, check_document
from coopcouncil.data.documents.given import Limits, RefusedDocumentError
from coopcouncil.data.documents.kinds import DocumentKind

__all__ = ["Checked", "DocumentKind", "Limits", "RefusedDocumentError", "check_document"]
