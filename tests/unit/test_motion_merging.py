"""Merging amendments: which collide, which merge, and that nobody's words are lost."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopcouncil.rules.motions.merging import Amended, Choice, Kind, MergeError, amend_amendment, decide, merge, rebase

BASE = (
    "This Council resolves to:",
    "open the reading room on Sunday mornings.",
    "ask the river wardens for a yearly count of otters.",
    "plant forty lime trees along the station road.",
)


def changed(name: str, **paragraphs: str | None) -> Amended:
    """An amendment that sets some paragraphs: p1="..." is the second; None strikes it out."""
    texts = [paragraphs.get(f"p{i}", text) for i, text in enumerate(BASE)]
    return Amended(name, tuple(text for text in texts if text is not None))


def inserted(name: str, gap: int, *texts: str) -> Amended:
    return Amended(name, (*BASE[:gap], *texts, *BASE[gap:]))


def test_merge_of_edits_apart_makes_them_all() -> None:
    merged = merge(
        BASE,
        [
            changed("1", p1="open the reading room on Saturday mornings."),
            changed("2", p1="open the reading room on Sunday afternoons."),
            changed("3", p3="plant fifty lime trees along the station road."),
        ],
    )
    assert merged.paragraphs == (
        BASE[0],
        "open the reading room on Saturday afternoons.",
        BASE[2],
        "plant fifty lime trees along the station road.",
    )
    assert (merged.collisions, merged.warnings) == ((), ())


def test_merge_of_the_same_words_changed_differently_collides_and_keeps_the_base() -> None:
    merged = merge(
        BASE,
        [
            changed("1", p3="plant fifty lime trees along the station road."),
            changed("2", p3="plant sixty lime trees along the station road, by March."),
        ],
    )
    (collision,) = merged.collisions
    assert merged.paragraphs[3] == "plant forty lime trees along the station road, by March."
    assert (collision.paragraph, collision.kind, collision.amendments) == (4, Kind.WORDS, ("1", "2"))
    assert collision.base == ("forty",)
    assert [rival.texts for rival in collision.rivals] == [("fifty",), ("sixty",)]
    assert collision.readings == (
        "plant fifty lime trees along the station road.",
        "plant sixty lime trees along the station road, by March.",
    )


def test_merge_of_the_identical_edit_is_one_edit() -> None:
    text = "plant fifty lime trees along the station road."
    merged = merge(BASE, [changed("1", p3=text), changed("2", p3=text)])
    assert merged.paragraphs[3] == text
    assert (merged.collisions, merged.warnings) == ((), ())


def test_merge_of_two_insertions_at_one_point_keeps_both_in_amendment_order_with_a_warning() -> None:
    ten = changed("10", p3="plant forty old lime trees along the station road.")
    two = changed("2", p3="plant forty tall lime trees along the station road.")
    merged = merge(BASE, [ten, two])
    assert merged.paragraphs[3] == "plant forty tall old lime trees along the station road."
    assert merged.collisions == ()
    assert merged.warnings == ("Paragraph 4: 2 and 10 insert at the same point. All is kept, in amendment order.",)


def test_merge_of_paragraphs_inserted_at_one_point_keeps_both_and_what_is_shared_once() -> None:
    merged = merge(BASE, [inserted("B", 2, "mend the pier.", "wash the flags."), inserted("A", 2, "wash the flags.")])
    assert merged.paragraphs == (*BASE[:2], "mend the pier.", "wash the flags.", *BASE[2:])
    assert merged.warnings == ("After paragraph 2: A and B insert at the same point. All is kept, in amendment order.",)


def test_merge_of_a_struck_paragraph_and_an_edit_in_it_collides() -> None:
    edit = "ask the river wardens for a monthly count of otters."
    merged = merge(BASE, [changed("1", p2=None), changed("2", p2=edit)])
    (collision,) = merged.collisions
    assert merged.paragraphs == BASE
    assert (collision.kind, collision.paragraph, collision.readings) == (Kind.PARAGRAPHS, 3, ("", edit))


def test_merge_of_two_rewritings_of_a_paragraph_collides_though_both_strike_it_out() -> None:
    merged = merge(BASE, [changed("1", p2="Sell it."), changed("2", p2="Write to every school about kites.")])
    assert merged.paragraphs == BASE
    assert merged.collisions[0].readings == ("Sell it.", "Write to every school about kites.")


def test_merge_of_a_moved_paragraph_and_an_edit_in_it_makes_both() -> None:
    moved = Amended("1", (BASE[0], BASE[3], BASE[1], BASE[2]))
    edit = changed("2", p3="plant fifty lime trees along the station road.")
    merged = merge(BASE, [moved, edit])
    assert merged.paragraphs == (BASE[0], edit.paragraphs[3], BASE[1], BASE[2])
    assert merged.collisions == ()


def test_merge_of_a_paragraph_moved_to_two_places_collides_and_it_stays() -> None:
    first = Amended("1", (BASE[3], *BASE[:3]))
    second = Amended("2", (BASE[0], BASE[3], BASE[1], BASE[2]))
    merged = merge(BASE, [first, second])
    (collision,) = merged.collisions
    assert (collision.kind, merged.paragraphs) == (Kind.PLACE, BASE)
    assert decide(merged, collision, Choice(amendment="2")).paragraphs == second.paragraphs


def test_decision_takes_one_text_words_of_ones_own_or_the_base() -> None:
    fifty = changed("1", p3="plant fifty lime trees along the station road.")
    sixty = changed("2", p3="plant sixty lime trees along the station road.")
    merged = merge(BASE, [fifty, sixty])
    (collision,) = merged.collisions
    taken = decide(merged, collision, Choice(amendment="2"))
    assert (taken.paragraphs, taken.collisions) == (sixty.paragraphs, ())
    own = decide(taken, collision, Choice(words=("fifty-five",)))
    assert own.paragraphs[3] == "plant fifty-five lime trees along the station road."
    assert len(own.decisions) == 1
    kept = decide(own, collision, Choice())
    assert (kept.paragraphs, kept.collisions) == (BASE, ())


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        (Choice(amendment="9"), 'Choose "1" or "2"'),
        (Choice(words=("a", "b")), "as one text"),
        (Choice(amendment="1", words=("a",)), "not both"),
    ],
)
def test_decision_that_the_collision_does_not_offer_is_refused(choice: Choice, says: str) -> None:
    merged = merge(BASE, [changed("1", p3="plant fifty lime trees along the station road."),
                          changed("2", p3="plant sixty lime trees along the station road.")])  # fmt: skip
    with pytest.raises(MergeError, match=says):
        decide(merged, merged.collisions[0], choice)


def test_decision_lapses_with_a_warning_when_a_rival_text_changes() -> None:
    fifty = changed("1", p3="plant fifty lime trees along the station road.")
    merged = merge(BASE, [fifty, changed("2", p3="plant sixty lime trees along the station road.")])
    decided = decide(merged, merged.collisions[0], Choice(amendment="1"))
    again = merge(BASE, [fifty, changed("2", p3="plant ninety lime trees along the station road.")], decided.decisions)
    assert again.paragraphs == BASE
    assert len(again.collisions) == 1
    assert "Decide again" in again.warnings[0]


def test_rebase_carries_an_open_amendment_onto_the_adopted_text() -> None:
    adopted = changed("1", p1="open the reading room on Saturday mornings.")
    rebased = rebase(BASE, adopted, inserted("2", 4, "mend the pier."))
    assert rebased.amendment.paragraphs == (*adopted.paragraphs, "mend the pier.")
    assert rebased.collisions == ()


def test_rebase_says_what_an_open_amendment_collides_with() -> None:
    adopted = changed("1", p2=None)
    rebased = rebase(BASE, adopted, changed("2", p2="ask the river wardens for a daily count of otters."))
    assert rebased.amendment.paragraphs == adopted.paragraphs
    assert rebased.collisions[0].amendments == ("1", "2")


def test_amendment_to_an_amendment_changes_what_it_would_have() -> None:
    amendment = inserted("1", 4, "mend the pier before winter.")
    sub = Amended("1/1", (*BASE, "mend the pier before spring."))
    after, merged = amend_amendment(amendment, [sub])
    assert merge(BASE, [after]).paragraphs == (*BASE, "mend the pier before spring.")
    assert merged.collisions == ()


def test_amendments_of_one_name_are_refused() -> None:
    with pytest.raises(MergeError, match='Two amendments are called "1"'):
        merge(BASE, [changed("1"), changed("1")])


def test_blank_lines_go_with_the_paragraph_they_stand_before() -> None:
    merged = merge(BASE, [inserted("1", 4, "", "mend the pier."), inserted("2", 4, "", "wash the flags.")])
    assert merged.paragraphs == (*BASE, "", "mend the pier.", "", "wash the flags.")


def test_insertion_between_paragraphs_that_another_replaces_as_one_collides() -> None:
    joined = Amended("1", (*BASE[:1], "Sell every lamp post.", BASE[3]))
    merged = merge(BASE, [joined, inserted("2", 2, "mend the pier.")])
    (collision,) = merged.collisions
    assert merged.paragraphs == BASE
    assert (collision.first, collision.last) == (1, 3)
    assert decide(merged, collision, Choice(amendment="2")).paragraphs == (*BASE[:2], "mend the pier.", *BASE[2:])
    own = decide(merged, collision, Choice(words=("Sell some.", "Mend the pier.")))
    assert own.paragraphs == (BASE[0], "Sell some.", "Mend the pier.", BASE[3])


def test_sentence_put_in_beside_an_edit_of_another_stays_whole() -> None:
    base = ("Open the pool. Close the gym.",)
    merged = merge(
        base,
        [
            Amended("1", ("Open the pool. Heat it. Close the gym.",)),
            Amended("2", ("Open the pool again. Close the gym.",)),
        ],
    )
    assert merged.paragraphs == ("Open the pool again. Heat it. Close the gym.",)
    assert (merged.collisions, merged.warnings) == ((), ())


WORDS = st.sampled_from(["elm", "oak", "ash", "yew", "bee", "fox", "owl"])
PARAGRAPH = st.one_of(
    st.lists(WORDS, max_size=6).map(" ".join),
    st.text("ab .é\u0301-", max_size=8),
)
TEXT = st.lists(PARAGRAPH, max_size=6).map(tuple)


@st.composite
def amendings(draw: st.DrawFn) -> tuple[tuple[str, ...], list[Amended]]:
    """A text and up to four amendments that edit, strike out, insert and move."""
    base = draw(TEXT)
    amendments = []
    for name in draw(st.lists(st.sampled_from(["1", "2", "2A", "10"]), max_size=4, unique=True)):
        texts = list(base)
        for _ in range(draw(st.integers(0, 3))):
            change(draw, texts)
        amendments.append(Amended(name, tuple(texts)))
    return base, amendments


def change(draw: st.DrawFn, texts: list[str]) -> None:
    at = draw(st.integers(0, len(texts)))
    kind = draw(st.sampled_from(["insert", "strike", "move", "edit", "edit"]))
    if kind == "insert" or at == len(texts):
        texts.insert(at, draw(PARAGRAPH))
    elif kind == "strike":
        del texts[at]
    elif kind == "move":
        texts.insert(draw(st.integers(0, len(texts) - 1)), texts.pop(at))
    else:
        words = texts[at].split(" ")
        words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(["", "new", "newer tree", "elm"]))
        texts[at] = " ".join(words)


@settings(max_examples=300, deadline=None)
@given(TEXT, TEXT)
def test_merge_of_one_amendment_gives_exactly_its_text(base: tuple[str, ...], amended: tuple[str, ...]) -> None:
    merged = merge(base, [Amended("1", amended)])
    assert (merged.paragraphs, merged.collisions) == (amended, ())


@settings(max_examples=300, deadline=None)
@given(amendings(), st.randoms(use_true_random=False))
def test_merge_does_not_depend_on_the_order_of_listing(
    case: tuple[tuple[str, ...], list[Amended]], chance: random.Random
) -> None:
    base, amendments = case
    listed = list(amendments)
    chance.shuffle(listed)
    assert merge(base, listed) == merge(base, amendments)


@settings(max_examples=300, deadline=None)
@given(amendings())
def test_merge_of_an_amendment_with_the_same_again_is_that_amendment(
    case: tuple[tuple[str, ...], list[Amended]],
) -> None:
    base, amendments = case
    for each in amendments[:1]:
        merged = merge(base, [each, Amended("again", each.paragraphs)])
        assert (merged.paragraphs, merged.collisions) == (each.paragraphs, ())


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_merge_of_edits_to_words_apart_equals_one_after_the_other(data: st.DataObject) -> None:
    base = tuple(" ".join(f"w{i}x{j}" for j in range(8)) for i in range(4))
    places = data.draw(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), unique=True, max_size=6))
    after = [text.split(" ") for text in base]
    amendments = []
    for number, (i, j) in enumerate(places):
        new = data.draw(st.sampled_from(["", f"new{number}", f"new{number} and more"]))
        words = base[i].split(" ")
        words[2 * j] = after[i][2 * j] = new
        amendments.append(Amended(str(number), (*base[:i], " ".join(words), *base[i + 1 :])))
    merged = merge(base, amendments)
    assert (merged.paragraphs, merged.collisions) == (tuple(" ".join(words) for words in after), ())


@settings(max_examples=300, deadline=None)
@given(amendings())
def test_merge_never_loses_a_new_word_silently(case: tuple[tuple[str, ...], list[Amended]]) -> None:
    base, amendments = case
    marked = [
        Amended(each.name, tuple(text.replace("new", f"new{each.name}") for text in each.paragraphs))
        for each in amendments
    ]
    merged = merge(base, marked)
    shown = " ".join([*merged.paragraphs, *(text for each in merged.collisions for text in each.readings)])
    for each in marked:
        assert all(word in shown for text in each.paragraphs for word in text.split() if "new" in word)


@settings(max_examples=300, deadline=None)
@given(amendings())
def test_merge_keeps_every_base_word_that_nobody_struck_out(case: tuple[tuple[str, ...], list[Amended]]) -> None:
    _, amendments = case
    base = ("zebra crossing", "yak wool", "xenon lamp")
    kept = [Amended(each.name, (*each.paragraphs, *base)) for each in amendments]
    merged = merge((*case[0], *base), kept)
    assert merged.paragraphs[len(merged.paragraphs) - 3 :] == base


@settings(max_examples=300, deadline=None)
@given(amendings())
def test_decisions_for_one_amendment_throughout_leave_nothing_open(
    case: tuple[tuple[str, ...], list[Amended]],
) -> None:
    base, amendments = case
    merged = merge(base, amendments)
    while merged.collisions:
        collision = merged.collisions[0]
        left = len(merged.collisions)
        merged = decide(merged, collision, Choice(amendment=collision.amendments[0]))
        assert len(merged.collisions) == left - 1
    assert not any("Decide again" in warning for warning in merged.warnings)


@settings(max_examples=300, deadline=None)
@given(amendings(), st.data())
def test_decisions_for_one_amendment_put_in_all_its_words(
    case: tuple[tuple[str, ...], list[Amended]], data: st.DataObject
) -> None:
    base, amendments = case
    marked = [
        Amended(each.name, tuple(text.replace("new", f"new{each.name}") for text in each.paragraphs))
        for each in amendments
    ]
    for chosen in marked and [data.draw(st.sampled_from(marked))]:
        merged = merge(base, marked)
        for collision in merged.collisions:
            takes = collision.rival_of(chosen.name) is not None
            merged = decide(merged, collision, Choice(amendment=chosen.name if takes else None))
        assert merged.collisions == ()
        shown = " ".join(merged.paragraphs)
        assert all(word in shown for text in chosen.paragraphs for word in text.split() if "new" in word)
