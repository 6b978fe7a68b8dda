"""Delegates: people who stand in for others for a span of days."""
