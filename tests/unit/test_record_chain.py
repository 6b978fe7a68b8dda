"""The record's chain by itself: an untouched one has no fault, and whatever is done to one is found."""

import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcouncil.evidence.record import (
    FIRST,
    REDACTED_ONE,
    REDACTED_PERSON,
    Fault,
    Link,
    Sealed,
    Walk,
    canonical,
    explains,
    faults,
    seal,
    sha256_text,
)
from coopcouncil.evidence.record_lines import BadLineError, differences, entries_in, line_of

Chain = list[Sealed]
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
people = st.sampled_from(["", "p1", "p2"])


def _append(chain: Chain, *, by: str, what: str, about: str, said: str) -> None:
    content = canonical({"who": said})
    previous = chain[-1].sha256 if chain else FIRST
    at = f"2026-03-17T10:32:{len(chain) % 60:02}.000000+00:00"
    link = Link(len(chain) + 1, at, by, what, about, sha256_text(content), previous)
    chain.append(Sealed(link, seal(link), content))


def _redact(chain: Chain, place: int) -> None:
    """Redact the entry at this place by a new one, as the operation does."""
    _append(chain, by="p9", what=REDACTED_ONE, about=f"entry:{place + 1}", said="Reader")
    chain[place] = replace(chain[place], content=None, redacted_by=len(chain))


@st.composite
def chains(draw: st.DrawFn, least: int = 1) -> Chain:
    chain: Chain = []
    for by, what, about, said in draw(st.lists(st.tuples(people, words, words, words), min_size=least, max_size=8)):
        _append(chain, by=by, what=what, about=f"thing:{about}", said=said)
    for place in draw(st.sets(st.integers(0, len(chain) - 1), max_size=2)):
        _redact(chain, place)
    return chain


def _head(chain: Chain) -> tuple[int, str]:
    return chain[-1].link.number, chain[-1].sha256


def _differences(chain: Chain, exported: Chain) -> list[Fault]:
    return list(differences([(each.link.number, each.sha256) for each in chain], exported))


def _of_three() -> Chain:
    chain: Chain = []
    for number in range(3):
        _append(chain, by="p1", what="invited", about="person:p2", said=f"A. Clerk, {number}")
    return chain


@given(chains())
def test_untouched_chain_has_no_fault(chain: Chain) -> None:
    assert list(faults(chain, head=_head(chain))) == []


@given(chains(), st.data())
def test_altered_field_of_any_entry_is_found(chain: Chain, data: st.DataObject) -> None:
    head = _head(chain)
    place = data.draw(st.integers(0, len(chain) - 1))
    name = data.draw(st.sampled_from(["number", "at", "by", "what", "about", "content_sha256", "previous_sha256"]))
    was = getattr(chain[place].link, name)
    now = data.draw((st.integers(-3, 99) if name == "number" else words).filter(lambda value: value != was))
    altered = replace(chain[place].link, **{name: now})
    sealed_anew = data.draw(st.booleans())
    chain[place] = replace(chain[place], link=altered, sha256=seal(altered) if sealed_anew else chain[place].sha256)
    assert list(faults(chain, head=head))


@given(chains(), st.data())
def test_altered_or_emptied_content_of_any_entry_is_found(chain: Chain, data: st.DataObject) -> None:
    head = _head(chain)
    place = data.draw(st.integers(0, len(chain) - 1))
    was = chain[place].content
    now = data.draw((words if was is None else st.none() | words).filter(lambda value: value != was))
    chain[place] = replace(chain[place], content=now)
    assert list(faults(chain, head=head))


@given(chains(), st.data())
def test_removed_entry_is_found_wherever_it_stood(chain: Chain, data: st.DataObject) -> None:
    head = _head(chain)
    del chain[data.draw(st.integers(0, len(chain) - 1))]
    assert list(faults(chain, head=head))


@given(chains(least=2), st.data())
def test_swapped_entries_are_found(chain: Chain, data: st.DataObject) -> None:
    head = _head(chain)
    one, other = data.draw(st.lists(st.integers(0, len(chain) - 1), min_size=2, max_size=2, unique=True))
    chain[one], chain[other] = chain[other], chain[one]
    assert list(faults(chain, head=head))


@given(chains(least=2), st.data())
def test_swapped_contents_are_found_unless_they_are_the_same(chain: Chain, data: st.DataObject) -> None:
    one, other = data.draw(st.lists(st.integers(0, len(chain) - 1), min_size=2, max_size=2, unique=True))
    first, second = chain[one], chain[other]
    chain[one] = replace(first, content=second.content, redacted_by=second.redacted_by)
    chain[other] = replace(second, content=first.content, redacted_by=first.redacted_by)
    assert bool(list(faults(chain, head=_head(chain)))) == (
        (first.content, first.redacted_by) != (second.content, second.redacted_by)
    )


@given(chains(), st.data())
def test_inserted_or_repeated_entry_is_found(chain: Chain, data: st.DataObject) -> None:
    head = _head(chain)
    copied = data.draw(st.sampled_from(chain))
    forged = replace(copied.link, number=data.draw(st.integers(1, len(chain) + 1)), what=data.draw(words))
    inserted = data.draw(st.sampled_from([copied, Sealed(forged, seal(forged), copied.content)]))
    chain.insert(data.draw(st.integers(0, len(chain))), inserted)
    assert list(faults(chain, head=head))


@given(chains())
def test_chain_without_its_head_hides_a_tail_cut_off(chain: Chain) -> None:
    whole = list(faults(chain[:-1])) == []
    assert whole == all(each.redacted_by != len(chain) for each in chain)


def _rewritten(chain: Chain) -> Chain:
    """Another history, whole in itself."""
    made: Chain = []
    for each in chain:
        _append(made, by=each.link.by, what="denied", about=each.link.about, said="Nobody")
    return made


@given(chains())
def test_rewritten_history_is_whole_and_is_found_by_an_export_from_before(chain: Chain) -> None:
    exported = list(entries_in(map(line_of, chain)))
    assert exported == chain
    assert _differences(chain, exported) == []
    forged = _rewritten(chain)
    assert list(faults(forged, head=_head(forged))) == []
    assert len(_differences(forged, exported)) == len(chain)


@given(chains(least=2))
def test_cut_tail_is_found_by_an_export_from_before(chain: Chain) -> None:
    assert [each.number for each in _differences(chain[:-1], chain)] == [len(chain)]


def test_export_of_a_part_is_held_against_the_whole() -> None:
    chain = _of_three()
    assert _differences(chain, chain[1:]) == []
    walk = Walk(first=2)
    assert list(walk.faults(chain[1:])) == []
    assert walk.count == 2


def test_export_that_was_altered_itself_is_said_to_be() -> None:
    chain = _of_three()
    kept = [chain[0], replace(chain[1], content="{}"), chain[2]]
    assert [each.reason for each in _differences(chain, kept)] == [
        "The export itself was altered at entry 2: compare with another copy."
    ]


@pytest.mark.parametrize("line", ["{}", "[]", "7", "not json", '{"number": 1}'])
def test_line_that_is_no_entry_is_refused_by_its_place(line: str) -> None:
    with pytest.raises(BadLineError, match=r"^Line 2 is not an entry of the record"):
        list(entries_in([line_of(_of_three()[0]), line]))


def _emptied_by(what: str, about: str) -> Chain:
    chain = _of_three()
    _append(chain, by="p9", what=what, about=about, said="Reader")
    chain[1] = replace(chain[1], content=None, redacted_by=4)
    return chain


@pytest.mark.parametrize(
    ("what", "about"),
    [(REDACTED_ONE, "entry:2"), (REDACTED_PERSON, "person:p1"), (REDACTED_PERSON, "person:p2")],
)
def test_redaction_explains_a_content_that_is_gone(what: str, about: str) -> None:
    assert list(faults(_emptied_by(what, about))) == []


@pytest.mark.parametrize(
    ("what", "about"),
    [(REDACTED_ONE, "entry:1"), ("read the content of", "entry:2"), (REDACTED_PERSON, "person:p3")],
)
def test_redaction_of_something_else_explains_nothing(what: str, about: str) -> None:
    assert [each.reason for each in faults(_emptied_by(what, about))] == [
        "The content of entry 2 is gone and entry 4 does not say why."
    ]


@pytest.mark.parametrize("redacted_by", [None, 1, 2])
def test_content_gone_without_a_later_entry_is_a_fault(redacted_by: int | None) -> None:
    chain = _of_three()
    chain[1] = replace(chain[1], content=None, redacted_by=redacted_by)
    assert [each.reason for each in faults(chain)] == ["The content of entry 2 is gone and no later entry says why."]


def test_content_gone_by_an_entry_that_does_not_exist_is_a_fault() -> None:
    chain = _of_three()
    chain[1] = replace(chain[1], content=None, redacted_by=9)
    assert [each.reason for each in faults(chain)] == ["The content of entry 2 is gone and no later entry says why."]


def test_content_that_is_there_and_said_to_be_redacted_is_a_fault() -> None:
    chain = _emptied_by(REDACTED_ONE, "entry:2")
    chain[0] = replace(chain[0], redacted_by=4)
    assert [each.number for each in faults(chain)] == [1]


def test_nothing_explains_itself_or_what_came_later() -> None:
    chain = _emptied_by(REDACTED_PERSON, "person:p9")
    assert not explains(chain[3].link, chain[3].link)
    assert not explains(chain[0].link, chain[1].link)


def _say(change: Callable[[Chain], object]) -> list[str]:
    chain = _of_three()
    head = _head(chain)
    change(chain)
    return [each.reason for each in faults(chain, head=head)]


def test_faults_are_said_in_words() -> None:
    assert _say(lambda chain: chain.pop(1)) == ["Entry 2 is missing."]
    assert _say(lambda chain: chain.pop()) == ["The record should end with entry 3 and ends with entry 2."]
    assert _say(lambda chain: chain.clear()) == ["The record should end with entry 3 and ends with entry 0."]
    assert _say(lambda chain: _append(chain, by="", what="did", about="thing:4", said="")) == [
        "Entry 4 stands behind entry 3, with which the record should end."
    ]
    assert _say(lambda chain: chain.insert(1, chain[0])) == ["Entry 1 stands where entry 2 should be."]


def test_number_that_is_none_has_no_canonical_text() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical({"share": float("nan")})


def test_walk_remembers_nothing_of_what_went_by() -> None:
    def long(entries: int) -> Iterator[Sealed]:
        last: Chain = []
        for _ in range(entries):
            _append(last, by="p1", what="opened", about="thing:1", said="x" * 1000)
            chained = last[-1]
            link = replace(chained.link, number=walk.count + 1)
            last = [replace(chained, link=link, sha256=seal(link))]
            yield last[0]

    walk = Walk()
    tracemalloc.start()
    for _ in walk.faults(long(2000)):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert walk.count == 2000
    assert peak < 500_000, "2,000 entries of 1,000 characters are four times as much"
