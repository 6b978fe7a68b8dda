"""A council that does not exist, with its payments files and the registers to match them: the same every time."""
