"""A redline as HTML that a screen reader reads out: a part for a page of the site, and one self-contained page.

Its lines break and are numbered as in the printed paper. Numbers are kept out of what is read out and copied; where
words come in or go out is said in words that only a screen reader meets.
"""

from collections.abc import Sequence
from functools import cache

import jinja2
from markupsafe import Markup

from coopcouncil.papers.redline_lines import LEGEND, NUMBERING, shown_paragraphs
from coopcouncil.papers.redlines import summary
from coopcouncil.papers.words import counted
from coopcouncil.rules.motions.line_numbers import MEASURE
from coopcouncil.rules.motions.redline import Redline, Status


def redline_fragment(change: Redline, *, measure: int = MEASURE) -> Markup:
    """The redline as a `<div class="redline">` to stand in a page: no style of its own, no script, no ids."""
    template = _environment().get_template("redline_fragment.html.jinja")
    return Markup(template.render(paragraphs=shown_paragraphs(change, measure)))  # noqa: S704 - escaped by Jinja


def redline_page(change: Redline, warnings: Sequence[str], *, title: str = "What changed") -> str:
    """The whole page's HTML, which asks for no other file."""
    changed = sum(each.status is not Status.EQUAL and each.new is not None for each in change.paragraphs)
    return (
        _environment()
        .get_template("redline.html.jinja")
        .render(
            title=title,
            summary=summary(change),
            changed=counted(changed, "paragraph"),
            fragment=redline_fragment(change),
            is_empty=not change.paragraphs,
            legend=LEGEND,
            numbering=NUMBERING,
            warnings=warnings,
        )
    )


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("coopcouncil.papers"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
