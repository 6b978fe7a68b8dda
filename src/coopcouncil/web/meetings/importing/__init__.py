"""Taking in meetings from other systems, again and again, without losing what was changed here."""
