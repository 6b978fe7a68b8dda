"""Motions: their text, amendments, states, notice, votes, and what an adopted text asks for."""
