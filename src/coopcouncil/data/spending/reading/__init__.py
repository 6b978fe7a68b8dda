"""Reading payments files in any layout: opened, laid out, read in bulk, every record accounted for."""
