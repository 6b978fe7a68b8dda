"""Payments over £500 in any layout, who they went to, and the picture of it."""
