"""What is raised for a file that cannot be read as a table."""


class UnreadableFileError(Exception):
    """The file cannot be read as a table; the message names it and says what to do."""
