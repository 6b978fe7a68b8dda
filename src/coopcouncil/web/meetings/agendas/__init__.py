"""Agendas and minutes: what is on them, in which order, and what was decided."""
