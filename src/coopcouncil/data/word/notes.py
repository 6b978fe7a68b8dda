"""Notes in words on what a Word document holds beside its paragraphs."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from coopcouncil.data.word.body import BodyReader

TEMPLATE = (
    "The document names a template elsewhere, which Word would fetch. It was not fetched: only the text was read."
)
LONGEST = 1_000  # characters of one footnote, comment or header that a note repeats
_MOST_LINKS = 20


def body_notes(body: BodyReader) -> Iterator[str]:
    """What was read in another way, or not at all, in the document itself."""
    counts, asides = body.counts + body.asides.counts, body.asides
    if tables := counts["tables"]:
        inside = counts["tables inside"]
        also = f", {_counted(inside, 'more of them', 'more of them')} inside another" if inside else ""
        yield f"{_counted(tables, 'table', 'tables')} read cell by cell{also}. Look at the order."
    if counts["boxes"]:
        yield f"{_counted(counts['boxes'], 'text box', 'text boxes')} read after the paragraph that holds it."
    if asides.pictures:
        said = "; ".join(f"“{_short(each)}”" for each in asides.pictures if each)
        yield f"{_counted(len(asides.pictures), 'picture', 'pictures')} not taken in{': ' if said else ''}{said}."
    if hidden := " ".join(text.strip() for text in asides.hidden if text.strip()):
        yield f"Hidden text was not taken in: “{_short(hidden)}”"
    if asides.links:
        yield _links(asides.links)
    for key, one, several, what in (
        ("fields", "field", "fields", "stands as it was last shown (a date or number that Word fills in)."),
        ("symbols", "symbol", "symbols", "comes from a font of symbols. Look whether it is the right sign."),
        ("placeholders", "form field", "form fields", "was not filled in; its prompt was read as text."),
        ("formulas", "formula", "formulas", "was read as plain characters."),
        ("cells", "table cell", "table cells", "came, went or was merged as a tracked change; its text was kept."),
        ("documents", "linked document", "linked documents", "was not taken in. Send it as a file of its own."),
        (
            "numbers",
            "list item",
            "list items",
            "has a number or letter that Word draws; only its level was kept.",
        ),
        ("looks", "change", "changes", "of look (bold, size) is tracked; only the newest look was read."),
    ):
        if counts[key]:
            yield f"{_counted(counts[key], one, several)}: each {what}"


def entry_notes(part: BodyReader, one: str, several: str) -> Iterator[str]:
    """The footnotes, endnotes or comments of a part, by author where there is one."""
    ends = [entry.start for entry in part.asides.entries[1:]] + [len(part.paragraphs)]
    told: dict[str, list[str]] = defaultdict(list)
    for entry, end in zip(part.asides.entries, ends, strict=False):  # a part without entries has one end too many
        if text := " ".join(each.text.strip() for each in part.paragraphs[entry.start : end]).strip():
            told[entry.author].append(f"“{_short(text)}”")
    for author, texts in told.items():
        by = f" by {author}" if author else ""
        yield f"{_counted(len(texts), one, several)}{by} not taken in: {'; '.join(texts)}"


def margin_notes(parts: Sequence[tuple[str, BodyReader]]) -> Iterator[str]:
    """What stands at the top and bottom of pages; `parts` are pairs of what to call it and its text."""
    said = {(what, " ".join(each.text.strip() for each in part.paragraphs).strip()): None for what, part in parts}
    for what, text in said:
        if text:
            yield f"The {what} of the pages was not taken in: “{_short(text)}”"


def _links(links: dict[str, str]) -> str:
    shown = [f"“{_short(text)}” ({address})" for text, address in list(links.items())[:_MOST_LINKS]]
    more = len(links) - len(shown)
    return (
        f"{_counted(len(links), 'link', 'links')} kept as words, without the address: {'; '.join(shown)}"
        f"{f'; and {more} more' if more else ''}."
    )


def _counted(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}… ({len(text) - LONGEST:,} characters more)"
