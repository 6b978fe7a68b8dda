"""Speed and memory, as ratios against a peer or the machine's limit in one run."""
