"""A report to a committee as a paper: one structure, drawn as HTML, Word and tagged PDF that say the same words."""
