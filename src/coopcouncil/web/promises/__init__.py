"""Promises: what the council resolved, the actions that follow, their evidence and their discharge."""
