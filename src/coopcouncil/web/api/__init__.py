"""The API: what is published or permitted, as JSON, and the few commands that another system needs."""
