"""Motions: their texts, amendments, advice and votes, from notice to the decision."""
