"""Reports to committees, assembled from actions and their evidence."""
