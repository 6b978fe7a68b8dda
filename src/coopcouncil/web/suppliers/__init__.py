"""Whom the council pays, one by one, and people's judgements on who they are."""
