"""Who the council pays: the answer, what it is made of, and how we know."""
