"""Amendments: adding them, merging them, deciding where they collide, and carrying open ones onto a new text."""
