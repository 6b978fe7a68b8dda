"""Values in, findings out. No web, database, files, clock or randomness."""
