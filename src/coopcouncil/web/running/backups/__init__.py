"""Copies of all that the service holds, in one archive, and the way back."""
