"""What a redline shows: an old and a new text in, [-what goes out-] and {+what comes in+} out. Paragraphs part at |."""

import pytest

from coopcouncil.rules.motions.redline import Redline, Status, accepted, redline, rejected
from coopcouncil.rules.motions.segments import Mark

SHOWN = {Mark.EQUAL: "{}", Mark.DELETED: "[-{}-]", Mark.INSERTED: "{{+{}+}}"}
FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
COUPLE = "\U0001f469\u200d\U0001f469"

CASES = [
    # articles, single words, function words
    ("a apple is here", "an apple is here", "[-a-]{+an+} apple is here"),
    ("the council agrees", "this council agrees", "[-the-]{+this+} council agrees"),
    ("the councils agree", "the district councils agree", "the {+district +}councils agree"),
    ("The town has designated the year", "The town designated the year", "The town [-has -]designated the year"),
    ("red brown", "brown spotted", "[-red -]brown{+ spotted+}"),
    ("cats and dogs", "mice and rats", "[-cats-]{+mice+} and [-dogs-]{+rats+}"),
    ("we will act now", "we will not act now", "we will {+not +}act now"),
    ("the hall and the field", "the field and the hall", "the [-hall-]{+field+} and the [-field-]{+hall+}"),
    # sentences
    ("Trees matter.", "Trees matter. Plant more.", "Trees matter.{+ Plant more.+}"),
    ("Trees matter. Plant more.", "Plant more.", "[-Trees matter. -]Plant more."),
    ("One. Three.", "One. Two. Three.", "One. {+Two. +}Three."),
    ("The hall is old. The hall is cold.", "The hall is old. The hall is big. The hall is cold.",
     "The hall is old. {+The hall is big. +}The hall is cold."),
    ("It is so. It is so.", "It is so.", "[-It is so. -]It is so."),
    ("Trees matter", "Trees matter to all of us", "Trees matter{+ to all of us+}"),
    # accidental words in common are not kept
    ("ask that in the Trees and Hedge meetings this is discussed to see what else could be done ",
     "ask that in the Trees and Hedge meetings in this area.",
     "ask that in the Trees and Hedge meetings [-this is discussed to see what else could be done -]{+in this area.+}"),
    ("red car", "blue bus", "[-red car-]|{+blue bus+}"),
    ("the fee for the red old car is paid", "the fee for the blue new bus is paid",
     "the fee for the [-red old car-]{+blue new bus+} is paid"),
    # numbers, dates, money
    ("pay £1,250.50 now", "pay £1,350.50 now", "pay £[-1,250.50-]{+1,350.50+} now"),
    ("by 17 March 2026", "by 18 March 2026", "by [-17-]{+18+} March 2026"),
    ("in the year 2025-26", "in the year 2026-27", "in the year [-2025-26-]{+2026-27+}"),
    ("on 11/03/2026 at ten", "on 12/03/2026 at ten", "on [-11/03/2026-]{+12/03/2026+} at ten"),
    ("at 10:30 in hall", "at 11:30 in hall", "at [-10:30-]{+11:30+} in hall"),
    ("rule 4.2.1 holds", "rule 4.2.2 holds", "rule [-4.2.1-]{+4.2.2+} holds"),
    ("a 5% rise in rent", "a 6% rise in rent", "a [-5-]{+6+}% rise in rent"),
    # punctuation and quotes
    ("It is done", "It is done.", "It is done{+.+}"),
    ("trees hedges and ponds", "trees, hedges and ponds", "trees{+,+} hedges and ponds"),
    ("It is done.", "It is done!", "It is done[-.-]{+!+}"),
    ('the "green" plan', "the “green” plan", 'the [-"-]{+“+}green[-"-]{+”+} plan'),
    ("the green plan", 'the "green" plan', 'the {+"+}green{+"+} plan'),
    ("end (now) please", "end now please", "end [-(-]now[-)-] please"),
    ("it's ours", "its ours", "[-it's-]{+its+} ours"),
    ("the council's plan", "the council’s plan", "the [-council's-]{+council’s+} plan"),
    # hyphens and case: a word is never cut
    ("co-operative values hold", "cooperative values hold", "[-co-operative-]{+cooperative+} values hold"),
    ("the Living Wage is paid", "the living wage is paid", "the [-Living Wage-]{+living wage+} is paid"),
    ("the council meets", "The Council meets", "[-the council-]{+The Council+} meets"),
    ("reporting yearly to us", "reports yearly to us", "[-reporting-]{+reports+} yearly to us"),
    # spaces
    ("one  two three", "one two three", "one [- -]two three"),
    ("one two", "one two ", "one two{+ +}"),
    ("one\ttwo", "one two", "one[-\t-]{+ +}two"),
    # characters are whole
    (f"a {COUPLE} here", f"a {FAMILY} here", f"a [-{COUPLE}-]{{+{FAMILY}+}} here"),
    ("a \U0001f44d here", "a \U0001f44d\U0001f3fd here", "a [-\U0001f44d-]{+\U0001f44d\U0001f3fd+} here"),
    ("cafe now", "cafe\u0301 now", "[-cafe-]{+cafe\u0301+} now"),
    ("flag 🇬🇧 up", "flag 🇬🇪 up", "flag [-🇬🇧-]{+🇬🇪+} up"),
    ("שלום לך ידידי", "שלום לכם ידידי", "שלום [-לך-]{+לכם+} ידידי"),
    ("会议通过决议", "会议否决决议", "会议[-通过-]{+否决+}决议"),
    # paragraphs
    ("One stays.|Two goes out.|Three stays.", "One stays.|Three stays.", "One stays.|[-Two goes out.-]|Three stays."),
    ("One stays.|Three stays.", "One stays.|Wholly new.|Three stays.", "One stays.|{+Wholly new.+}|Three stays."),
    ("Plant forty trees in the park by spring. Report on them to the committee every year.",
     "Plant forty trees in the park by spring.|Report on them to the committee every year.",
     "Plant forty trees in the park by spring.[- Report on them to the committee every year.-]"
     "|{+Report on them to the committee every year.+}"),
    ("Plant forty trees in the park.|Ask the tenants of the mill for more advice.",
     "Plant forty trees in the park. Ask the tenants of the mill for more advice.",
     "[-Plant forty trees in the park.-]|{+Plant forty trees in the park. +}"
     "Ask the tenants of the mill for more advice."),
    ("Apples|Bananas|Cherries", "Cherries|Apples|Bananas", ">Cherries|Apples|Bananas|<Cherries"),
    ("Apples are red.||Pears are green.", "Apples are red.|Pears are green.", "Apples are red.|[--]|Pears are green."),
    ("", "", ""),
    ("x|", "x||", "x||{++}"),
]  # fmt: skip


def paragraphs(text: str) -> list[str]:
    return text.split("|")


def shown(change: Redline) -> str:
    """The redline in one line: paragraphs part at |, > came from elsewhere and < went there."""
    parts = []
    for each in change.paragraphs:
        if each.status is Status.MOVED:
            parts.append((">" if each.old is None else "<") + each.segments[0].text)
        else:
            parts.append("".join(SHOWN[mark].format(text) for mark, text in each.segments))
    return "|".join(parts)


@pytest.mark.parametrize(("old", "new", "expected"), CASES)
def test_redline_of_two_texts(old: str, new: str, expected: str) -> None:
    change = redline(paragraphs(old), paragraphs(new))

    assert shown(change) == expected
    assert rejected(change) == paragraphs(old)
    assert accepted(change) == paragraphs(new)
