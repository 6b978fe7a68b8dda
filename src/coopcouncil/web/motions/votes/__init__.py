"""Votes on motions and amendments: entered as they were taken, and what follows from them."""
