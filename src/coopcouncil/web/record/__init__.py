"""The record: who did what, when and why, in a chain that cannot change unseen."""
