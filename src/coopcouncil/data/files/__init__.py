"""Files as people have them: what kind each is, told from its content, and its text, sheets or members."""
