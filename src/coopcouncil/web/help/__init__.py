"""Pages of words, and the pages that help when something went wrong."""
