"""The council's own headings of a report, from a small file; without one, those that English councils use."""

from pathlib import Path

from django.conf import settings

from coopcouncil.papers.committee_report.headings import Headings, HeadingsError, default_headings, read_headings

FILE = "report-headings.toml"
MOST_BYTES = 200_000
MOST_LETTERS_OF_A_KEY = 80  # as the column of words has them


def headings_path() -> Path:
    """Where the council's headings are, if it has its own."""
    return Path(settings.COOPCOUNCIL_REPORT_HEADINGS or settings.COOPCOUNCIL_DATA / FILE)


def council_headings() -> Headings:
    """The headings of reports here. Raises HeadingsError for a file that cannot be used."""
    path = headings_path()
    if not path.is_file():
        if settings.COOPCOUNCIL_REPORT_HEADINGS:
            raise HeadingsError(f"{path} is not there. Put the file there, or unset COOPCOUNCIL_REPORT_HEADINGS.")
        return default_headings()
    try:
        if path.stat().st_size > MOST_BYTES:
            raise HeadingsError(f"{path} is too long for a list of headings. Keep [[heading]] tables alone.")
        text = path.read_text(encoding="utf-8")
    except (UnicodeDecodeError, OSError) as error:
        raise HeadingsError(f"{path} cannot be read: {error}. Save it as UTF-8.") from error
    headings = read_headings(text, file=str(path))
    for each in headings.headings:
        if len(each.key) > MOST_LETTERS_OF_A_KEY or "/" in each.key:
            raise HeadingsError(
                f"{path}: the key “{each.key[:90]}” has a slash or more than {MOST_LETTERS_OF_A_KEY} letters. "
                "Choose a short word."
            )
    return headings


def headings_in_use() -> tuple[Headings, str]:
    """The headings, and what is wrong with the council's own file: the usual ones stand in while it is mended."""
    try:
        return council_headings(), ""
    except HeadingsError as error:
        return default_headings(), str(error)
