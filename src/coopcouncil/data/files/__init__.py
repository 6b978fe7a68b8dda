"""Opens the files people have: finds out what they are, how they are encoded, and refuses what is no table."""
