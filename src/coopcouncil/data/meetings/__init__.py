"""Committees and meetings as other systems publish them, read into neutral values."""
