"""The local multiplier: how often a council's pound is spent again in its area before it leaves."""
