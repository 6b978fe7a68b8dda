"""Writes the merged text from a plan and what people decided."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from coopcouncil.rules.motions.merging.amendments import Paragraphs
from coopcouncil.rules.motions.merging.changes import Arrival
from coopcouncil.rules.motions.merging.collisions import KEEP_BASE, Choice, Collision, Kind, Rival
from coopcouncil.rules.motions.merging.finding import inside, text_of
from coopcouncil.rules.motions.merging.plans import Plan
from coopcouncil.rules.motions.merging.words import WordEdit, applied
from coopcouncil.rules.motions.tokens import tokens


@dataclass(slots=True)
class Writer:
    """A text being written.

    `regions` has each contested run of paragraphs under every paragraph of it, `contested` the collisions of words by
    paragraph, and `places` the moves that are made.
    """

    plan: Plan
    choices: Mapping[Collision, Choice]
    regions: dict[int, Collision] = field(default_factory=dict)
    contested: dict[int, list[Collision]] = field(default_factory=lambda: defaultdict(list))
    places: dict[int, int] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    arrived: set[int] = field(default_factory=set)

    def taken(self, collision: Collision) -> Rival | None:
        """The rival that was chosen, or that all agree on."""
        if len(collision.rivals) == 1:
            return collision.rivals[0]
        name = self.choices.get(collision, KEEP_BASE).amendment
        return collision.rival_of(name) if name is not None else None


def write(plan: Plan, choices: Mapping[Collision, Choice]) -> tuple[Paragraphs, tuple[str, ...]]:
    """The merged paragraphs, and warnings for a person to read."""
    writer = Writer(plan, choices)
    for each in (*plan.collisions, *plan.agreed):
        if each.kind is Kind.PARAGRAPHS:
            writer.regions.update(dict.fromkeys(range(each.first, each.last), each))
        elif each.kind is Kind.WORDS:
            writer.contested[each.first].append(each)
    writer.places = _places(writer)
    blocks = plan.blocks
    i, size = 0, len(plan.base)
    while i < size:
        _write_gap(writer, i)
        if i in writer.regions:
            _write_region(writer, writer.regions[i])
            i = writer.regions[i].last
        elif i in blocks:
            writer.written.extend(blocks[i].texts)
            i = blocks[i].last
        else:
            if i not in writer.places:
                writer.written.append(_paragraph(writer, i))
            i += 1
    _write_gap(writer, size)
    return tuple(writer.written), tuple(writer.warnings)


def _places(writer: Writer) -> dict[int, int]:
    """Where each moved paragraph goes: only moves that nothing undecided stands against."""
    contested = {each.first: each for each in writer.plan.collisions if each.kind is Kind.PLACE}
    places: dict[int, int] = {}
    for changes in writer.plan.changes:
        for i, gap in changes.leaves.items():
            around = [writer.regions.get(i), contested.get(i), _across(writer, gap)]
            takers = [writer.taken(each) for each in around if each is not None]
            if all(rival is not None and changes.name in rival.amendments for rival in takers):
                places.setdefault(i, gap)
    return places


def _across(writer: Writer, gap: int) -> Collision | None:
    """The contested run of paragraphs that the gap lies strictly inside of."""
    before, after = writer.regions.get(gap - 1), writer.regions.get(gap)
    return after if after is not None and before is after else None


def _write_gap(writer: Writer, gap: int) -> None:
    """What amendments put at one point: in amendment order, what several put there once."""
    there = [(each.name, each.gaps[gap]) for each in writer.plan.changes if gap in each.gaps]
    if len({arrivals for _, arrivals in there}) > 1:
        names = _listed(name for name, _ in there)
        writer.warnings.append(f"{_after(gap)}: {names} {SAME_POINT}")
    for arrival in _woven([arrivals for _, arrivals in there]):
        _write_arrival(writer, arrival, gap)


def _write_arrival(writer: Writer, arrival: Arrival, gap: int) -> None:
    i = arrival.moved
    if i is None:
        writer.written.append(arrival.text)
    elif writer.places.get(i) == gap and i not in writer.arrived:
        writer.arrived.add(i)
        writer.written.append(_paragraph(writer, i))


def _woven(sequences: Iterable[Sequence[Arrival]]) -> list[Arrival]:
    """The sequences as one: what is in several stands once, and everything else keeps its side of it."""
    woven: list[Key] = []
    for sequence in sequences:
        numbered = _told_apart(sequence)
        at = len(woven)
        for key in reversed(numbered):
            if key in woven:
                at = woven.index(key)
            else:
                woven.insert(at, key)
    return [arrival for arrival, _, _ in woven]


Key = tuple[Arrival, Arrival | None, int]


def _told_apart(sequence: Sequence[Arrival]) -> list[Key]:
    """Each arrival told apart from its likes: by how many went before, and a blank one by what it stands before."""
    keys: list[Key] = []
    counts: Counter[tuple[Arrival, Arrival | None]] = Counter()
    for place, arrival in enumerate(sequence):
        blank = arrival.moved is None and not arrival.text.strip()
        before = next((each for each in sequence[place + 1 :] if each.moved is not None or each.text.strip()), None)
        told = (arrival, before if blank else None)
        keys.append((*told, counts[told]))
        counts[told] += 1
    return keys


def _write_region(writer: Writer, region: Collision) -> None:
    rival, choice = writer.taken(region), writer.choices.get(region, KEEP_BASE)
    if rival is None:
        writer.written.extend(region.base if choice.words is None else choice.words)
        return
    for arrival in rival.part:
        gap = -1 if arrival.moved is None else writer.places.get(arrival.moved, -1)
        _write_arrival(writer, arrival, gap)


def _paragraph(writer: Writer, i: int) -> str:
    """Base paragraph `i` with the words of all amendments that can be made."""
    base, plan = writer.plan.base, writer.plan
    region = writer.regions.get(i)
    if region is not None:
        rival = writer.taken(region)
        holder = next((each for each in plan.changes if rival and each.name in rival.amendments), None)
        return text_of(base, holder, i) if holder else base[i]
    pieces = tokens(base[i])
    edits = _edits(writer, i)
    writer.warnings.extend(_side_by_side(i, edits))
    return applied(pieces, [edit for _, edit, _ in edits], 0, len(pieces))


SAME_POINT = "insert at the same point. All is kept, in amendment order."
SIDE_BY_SIDE = "change words side by side. Read the sentence again."


def _side_by_side(i: int, edits: "Sequence[Placed]") -> Iterator[str]:
    """A warning for each two edits of different amendments with no word between them."""
    for (_, one, some), (_, other, others) in pairwise(edits):
        if one.end == other.start and not set(some) & set(others):
            what = SAME_POINT if one.is_insertion and other.is_insertion else SIDE_BY_SIDE
            yield f"Paragraph {i + 1}: {_listed((*some, *others))} {what}"


Placed = tuple[tuple[int, int, int, tuple[str, ...]], WordEdit, tuple[str, ...]]


def _edits(writer: Writer, i: int) -> list[Placed]:
    """The edits to make in one paragraph, each once, with who wants it; a contested part is one edit or none."""
    contested = writer.contested[i]
    together: dict[WordEdit, list[tuple[int, str]]] = {}
    for order, changes in enumerate(writer.plan.changes):
        for edit in changes.words.get(i, ()):
            if not any(inside(edit, each.start, each.end) for each in contested):
                together.setdefault(edit, []).append((order, changes.name))
    for each in contested:
        rival, choice = writer.taken(each), writer.choices.get(each, KEEP_BASE)
        text = rival.texts if rival else choice.words
        if text is not None:
            together[WordEdit(each.start, each.end, text)] = [(0, name) for name in each.amendments]
    return sorted(
        ((edit.start, edit.end, who[0][0], edit.tokens), edit, tuple(name for _, name in who))
        for edit, who in together.items()
    )


def _listed(names: Iterable[str]) -> str:
    ordered = list(dict.fromkeys(names))
    return " and ".join([", ".join(ordered[:-1]), ordered[-1]] if len(ordered) > 1 else ordered)


def _after(gap: int) -> str:
    return f"After paragraph {gap}" if gap else "Before the first paragraph"
