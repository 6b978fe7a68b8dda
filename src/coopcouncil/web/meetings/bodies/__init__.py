"""Committees and the full council: the names they go by, and their offices."""
