"""A person's desk: what waits for them and by when, and a search over all that they may see."""
