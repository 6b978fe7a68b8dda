"""Meetings: the council's and its committees' meetings, agendas and minutes, and who holds which office."""
