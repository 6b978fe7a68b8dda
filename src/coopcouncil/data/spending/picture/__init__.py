"""The picture: figures summed from a snapshot, the lists beneath them, and what they rest on."""
