"""Every rule about a motion's text, in one table."""

from collections.abc import Callable, Iterator

from coopcouncil.rules.motions.marked_text import MarkedMotion
from coopcouncil.rules.motions.warnings import facts, layout, wording
from coopcouncil.rules.motions.warnings.finding import TextFinding

RULES: tuple[Callable[[MarkedMotion], Iterator[TextFinding]], ...] = (
    layout.stray_glyphs,
    layout.wrong_levels,
    layout.empty_items,
    layout.white_lines,
    layout.double_spaces,
    layout.odd_marks,
    wording.disguised_reports,
    wording.unfinished_sentences,
    wording.undefined_terms,
    wording.no_dates,
    facts.missing_people,
    facts.body_names,
    facts.misspelt_committees,
    facts.contradicted_states,
    facts.contradicted_dates,
    facts.advice_before_change,
)


def warnings_of(motion: MarkedMotion) -> tuple[TextFinding, ...]:
    """Everything to look at, by line. Nothing has been repaired: a person decides each."""
    return tuple(sorted((each for rule in RULES for each in rule(motion)), key=lambda each: each.line))
