"""The forms in which a text or a redline can be downloaded."""

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# form -> media type, how the file's name ends, and what its link says
REDLINES = {
    "docx": (WORD, ".docx", "Word, with tracked changes"),
    "docx-marked": (WORD, "-marked.docx", "Word, in bold and struck through"),
    "pdf": ("application/pdf", ".pdf", "PDF, with printed line numbers"),
    "html": ("text/html; charset=utf-8", ".html", "a page of its own"),
    "marked": ("text/plain; charset=utf-8", ".txt", "text with marks"),
    "akn": ("application/akn+xml", ".xml", "Akoma Ntoso"),
}
TEXTS = {
    "txt": ("text/plain; charset=utf-8", ".txt", "text"),
    "pdf": ("application/pdf", ".pdf", "PDF, with printed line numbers"),
    "akn": ("application/akn+xml", ".xml", "Akoma Ntoso"),
}
