"""Why a name was matched, left for review or not found, in words that are ready to show."""

from collections.abc import Iterable
from functools import lru_cache

from coopcouncil.data.matching.comparisons import Comparison
from coopcouncil.data.matching.decisions import Candidate, Decision
from coopcouncil.data.matching.features import is_cut, stops_inside
from coopcouncil.data.matching.names import fold, read
from coopcouncil.data.matching.words import LEGAL_WORDS, SHORT_FORMS

_PARTS = {
    "trading": "The name after 'T/A', '{}': ",
    "first": "The name before 'T/A', '{}': ",
    "previous": "The name that follows as another one, '{}': ",
    "short": "Read as '{}': ",
    "clean": "Read as '{}': ",
}
NOTHING = "No organisation on the register has a name like this one."


def reason_for(decision: Decision) -> str:
    """The reason of a decision, in one to three sentences."""
    best = decision.candidates[0]
    if decision.twins:
        return _twins(decision)
    said = sentence(best)
    if decision.outcome == "none":
        return f"No name is near enough. The nearest is '{best.comparison.entry.name}': {_lower(said)}"
    if decision.passed_over is not None:
        said += f" Preferred to {decision.passed_over.id}, which has the same name and was removed from its register."
    if decision.outcome == "review" and len(decision.candidates) > 1:
        second = decision.candidates[1]
        if best.odds - second.odds < 1.0:
            said += f" '{second.comparison.entry.name}' is nearly as likely."
    return said


def sentence(candidate: Candidate) -> str:
    """What agrees and what does not between a name and its candidate, as one sentence with a full stop."""
    comparison = candidate.comparison
    lead = ""
    if comparison.spelling.part != "whole":
        lead = _PARTS[comparison.spelling.part].format(comparison.spelling.text.strip())
    body = _same(comparison) if comparison.pair.asked.key == comparison.pair.found.key else _near(comparison)
    text = lead + (_lower(body) if lead else body)
    postcode = {
        "same": "; postcode agrees",
        "outcode": "; the first half of the postcode agrees",
        "elsewhere": "; but the postcode is elsewhere",
    }.get(candidate.postcode, "")
    return f"{text}{postcode}."


def _twins(decision: Decision) -> str:
    every = [decision.candidates[0], *decision.twins]
    number = {2: "Two", 3: "Three", 4: "Four"}.get(len(every), str(len(every)))
    named = " and ".join(f"{each.comparison.entry.name} ({each.id})" for each in every[:3])
    more = " and more" if len(every) > 3 else ""
    return f"{number} organisations have this name: {named}{more}. A postcode or a number would tell them apart."


def _same(comparison: Comparison) -> str:
    """'Same name', and what had to be overlooked for that."""
    asked, found = comparison.spelling.text, comparison.entry.name
    if fold(asked) == fold(found):
        return "Same name"
    swapped = _swapped(asked, found)
    if swapped:
        return "Same name once " + " and ".join(f"'{a}' is read as '{b}'" for a, b in swapped[:2])
    left, right = comparison.pair.asked.legal, comparison.pair.found.legal
    if left and right and not left & right:
        return f"Same name, but {_printed(asked, left)} where the register has {_printed(found, right)}"
    if left != right:
        return f"Same name but for {_printed(asked + ' ' + found, left ^ right)}"
    return "Same name once spacing, 'the' and 'and' are set aside"


def _swapped(asked: str, found: str) -> list[tuple[str, str]]:
    """Words printed differently that stand for each other: ('Ltd', 'Limited')."""
    left, right = _by_meaning(asked), _by_meaning(found)
    return [(left[full], right[full]) for full in left if full in right and fold(left[full]) != fold(right[full])]


def _by_meaning(name: str) -> dict[str, str]:
    words = [(fold(word), word.strip("()[],.-")) for word in name.split()]
    return {SHORT_FORMS.get(folded, folded): word for folded, word in words if folded}


def _printed(name: str, legal: Iterable[str]) -> str:
    wanted = set(legal)
    found = [word for full, word in _by_meaning(name).items() if LEGAL_WORDS.get(full) in wanted]
    return " and ".join(f"'{word}'" for word in found) or "'" + "' and '".join(sorted(wanted)) + "'"


def _near(comparison: Comparison) -> str:
    pair, aligned = comparison.pair, comparison.alignment
    agreeing = [(j, alike, i) for i, j, alike in aligned.pairs]
    same = [pair.found.words[j] for j, alike, _ in agreeing if alike == 1.0]
    unlike = _readings(comparison)
    missing = [pair.found.words[j] for j in aligned.right]
    extra = [pair.asked.words[i] for i in aligned.left]
    if is_cut(pair, aligned) and stops_inside(pair.asked.words[-1], _for_last(comparison)):
        rest = f", which goes on with {_list(missing, comparison.entry.name)}" if missing else ""
        return f"The printed name is cut short; as far as it goes it is the register's name{rest}"
    if pair.found.key.startswith(pair.asked.key) and missing and not extra:
        return f"The register's name begins the same, and goes on with {_list(missing, comparison.entry.name)}"
    parts = [_list(same, comparison.entry.name, one=" agrees", several=" agree")] if same else []
    parts.extend(f"'{a}' is read as '{b}'" for a, b in unlike[:2])
    against = []
    if missing:
        against.append(_list(missing, comparison.entry.name, one=" is missing", several=" are missing"))
    if extra:
        more = " not in the register's name"
        against.append(_list(extra, comparison.spelling.text, one=" is" + more, several=" are" + more))
    text = " and ".join(parts) or "Few letters agree"
    return _upper(text + (", but " + " and ".join(against) if against else ""))


def _for_last(comparison: Comparison) -> list[str]:
    """The register's words that stand for the last printed word."""
    last = len(comparison.pair.asked.words) - 1
    return [comparison.pair.found.words[j] for i, j, _ in comparison.alignment.pairs if i == last]


def _readings(comparison: Comparison) -> list[tuple[str, str]]:
    """Words that stand for each other without being the same, as printed; several for one are named together."""
    pair, found = comparison.pair, comparison.entry.name
    by_asked: dict[str, list[str]] = {}
    for i, j, alike in sorted(comparison.alignment.pairs):
        if 0.6 <= alike < 1.0:
            asked = _as_printed(pair.asked.words[i], comparison.spelling.text)
            by_asked.setdefault(asked, []).append(_as_printed(pair.found.words[j], found))
    by_found: dict[str, list[str]] = {}
    for asked, several in by_asked.items():
        by_found.setdefault(" ".join(dict.fromkeys(several)), []).append(asked)
    return [(" ".join(several), one) for one, several in by_found.items()]


def _list(words: list[str], name: str, *, one: str = "", several: str = "") -> str:
    """The telling ones of these words as printed, four at most, with a verb that suits their number."""
    telling = [word for word in dict.fromkeys(words) if len(word) > 2 or word.isdigit()] or words
    shown = list(dict.fromkeys(f"'{_as_printed(word, name)}'" for word in telling))
    named = shown[:4] if len(shown) < 5 else [*shown[:3], "others"]
    joined = named[0] if len(named) == 1 else ", ".join(named[:-1]) + " and " + named[-1]
    return joined + (one if len(named) == 1 else several)


def _as_printed(word: str, name: str) -> str:
    """The word as the name prints it, or as it was read when the printing cannot be told."""
    return next((printed for printed, words in _printed_words(name) if word in words), word)


@lru_cache(maxsize=1 << 14)
def _printed_words(name: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(printed.strip("()[],.-"), read(printed).words) for printed in name.split()]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
