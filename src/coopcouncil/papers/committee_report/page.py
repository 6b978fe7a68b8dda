"""A report to a committee as HTML: a part for a page of the site with GOV.UK classes, and one self-contained page."""

from collections.abc import Sequence
from functools import cache

import jinja2
from markupsafe import Markup

from coopcouncil.papers.committee_report.layout import (
    Heading,
    Paragraph,
    Picture,
    Piece,
    head_lines,
    laid_out,
    title_of,
)
from coopcouncil.papers.committee_report.structure import Report


def report_fragment(report: Report) -> Markup:
    """The report under its title, to stand in a page: headings from h2, no style of its own, no script, no ids."""
    return _fragment(head_lines(report), laid_out(report))


def pieces_fragment(pieces: Sequence[Piece]) -> Markup:
    """Some pieces of a report, as `report_fragment` draws them."""
    return _fragment((), pieces)


def _fragment(head: Sequence[tuple[str, str]], pieces: Sequence[Piece]) -> Markup:
    template = _environment().get_template("committee_report_fragment.html.jinja")
    drawn = [(_kind(piece), piece) for piece in pieces]
    return Markup(template.render(head=head, pieces=drawn, markup=Markup))  # noqa: S704 - escaped by Jinja


def report_page(report: Report) -> str:
    """The whole page's HTML, which asks for no other file."""
    template = _environment().get_template("committee_report.html.jinja")
    return template.render(title=title_of(report), council=report.council, fragment=report_fragment(report))


def _kind(piece: Piece) -> str:
    if isinstance(piece, Heading):
        return "heading"
    if isinstance(piece, Paragraph):
        return "paragraph"
    return "picture" if isinstance(piece, Picture) else "table"


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("coopcouncil.papers"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
