"""People: who they are, which roles they hold, and who stands in for whom."""
