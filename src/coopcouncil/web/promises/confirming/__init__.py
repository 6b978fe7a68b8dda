"""Confirming what a motion asks for: the clerk sets what is known, adds, rejects, and confirms."""
