"""The web door: Django and GOV.UK Frontend, one app a subject."""
