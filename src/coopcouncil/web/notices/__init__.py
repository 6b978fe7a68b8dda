"""Notices: e-mails, a calendar of one's deadlines, and feeds of what is published."""
