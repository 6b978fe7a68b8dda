"""Invitations: a way in by a link that works once."""
