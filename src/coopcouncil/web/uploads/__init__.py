"""A person's own payments files: looked at first, then loaded or thrown away."""
