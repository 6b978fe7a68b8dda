"""One structure in, a document out: HTML, CSV, JSON."""
