"""How do we know: sources, files, refused rows, duplicates, snapshots."""
