"""Bodies: what a role can be held for."""
