"""What a clerk should look at in a motion: one fault at a time, and none on clean text. All made up."""

import pytest
from tests.unit.test_marked_text import MOTION

from coopcouncil.evidence.findings import Outcome
from coopcouncil.rules.motions.marked_text import read_marked
from coopcouncil.rules.motions.warnings import TextFinding, warnings_of

TOP = """Fenwick Borough Council: 3 June 2026

Agenda Item No. 7 – Motion from Councillor Ada Finch

Proposed by Councillor A Finch Seconded by Councillor B Moor

Additions in bold and deletions shown in strikethrough

"""
CLEAN = f"""{TOP}This Council notes:

- the orchard was given to the town in 1921, and is cared for by the Parks and Green Spaces Committee.
- the Orchard Policy was adopted by the Parks and Green Spaces Committee on Tuesday 5 May 2026.

This Council resolves to:

- plant forty trees by 1 March 2027 under the Orchard Policy;
- ask the tenants of the mill:
  - whether they pay the Real Living Wage;
  - how many apprentices they have;
- bring a report on the trees to the Parks and Green Spaces Committee every year.
"""


def rules(text: str) -> dict[str, TextFinding]:
    return {each.finding.rule.removeprefix("motion-"): each for each in warnings_of(read_marked(text))}


def test_warnings_on_clean_text_are_none() -> None:
    assert warnings_of(read_marked(CLEAN)) == ()


def test_warnings_on_a_text_without_clauses_are_given_all_the_same() -> None:
    assert "no-mover" in rules("This Council notes that the orchard was given to the town.")


FAULTS = [
    # rule, what is replaced, by what, the words named
    ("stray-bullet", "  - how many", "  - o how many", "o how many apprentices they have;"),
    ("stray-bullet", "in 1921, and", "in 1921, • and", "in 1921, • and"),
    ("stray-bullet", "Wage;\n", "Wage; o why;\n", "; o"),
    ("level", "  - how many", "      - how many", "how many apprentices"),
    ("level", "ask the tenants of the mill:", "ask the tenants of the mill.", "whether they pay"),
    ("level", "  - how many apprentices they have;\n", "- how many apprentices they have;\n  - and why;\n", "how many"),
    ("misspelt", "bring a report on the trees to the Parks and Green Spaces Committee",
     "bring a report on the trees to the Spaces Commitee", "Spaces Commitee"),
    ("unfinished", "  - how many apprentices they have;", "  - how many apprentices they have of their",
     "how many apprentices they have of their"),
    ("empty-item", "- ask the", "- \n- ask the", "-"),
    ("white-line", "resolves to:\n\n", "resolves to:\n   \n", "   "),
    ("double-space", "forty trees", "forty  trees", "forty  trees"),
    ("double-space", "forty trees", "forty ~~fine~~ trees", "forty  trees"),
    ("marks", "forty trees", "**forty trees", "**forty"),
    ("report-as-question", "  - how many", "  - Bring a report to the committee;\n  - how many", "Bring a report"),
    ("unfinished", "ask the tenants", "ask that the ~~plan is shown to the~~ tenants", "ask that the"),
    ("unfinished", "every year.", "every year and ~~to the press~~", "every year and"),
    ("undefined", "Real Living Wage", "living wage", "living wage"),
    ("undefined", "forty trees", "a small, representative wood of trees", "representative"),
    ("undefined", "every year.", "every year, where practical.", "where practical"),
    ("no-seconder", "Councillor B Moor", "Councillor", "Proposed by"),
    ("no-mover", TOP, "Seconded by Councillor B Moor\n\n", "Seconded by"),
    ("two-names", "trees to the Parks and Green Spaces", "trees to the Park and Green Spaces", "Park and Green Spaces"),
    ("two-names", "trees to the Parks and Green Spaces", "trees to the Parks & Green Spaces", "Parks & Green Spaces"),
    ("contradiction", "under the Orchard Policy", "under the planned Orchard Policy", "planned Orchard Policy"),
    ("date", "Tuesday 5 May", "Monday 5 May", "Monday 5 May 2026"),
    ("date", "Tuesday 5 May", "31 June", "31 June 2026"),
    ("date", "Tuesday 5 May", "9 June", "9 June 2026"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "old", "new", "words"), FAULTS)
def test_warnings_name_one_fault_with_its_line_and_words(rule: str, old: str, new: str, words: str) -> None:
    text = CLEAN.replace(old, new)
    assert text != CLEAN
    found = rules(text)[rule]

    assert words in found.words
    assert found.finding.outcome is Outcome.CHECK
    assert found.finding.evidence == (f"line {found.line}: {found.words}",)
    lines = text.splitlines()
    assert words.split()[0:1] == [] or words.split(maxsplit=1)[0] in lines[found.line - 1].replace("~~", "")
    assert found.finding.reason.count(". ") >= 1, "a reason, then what the clerk can do"


def test_warnings_of_nothing_with_a_date_say_so_once() -> None:
    text = CLEAN.replace(" by 1 March 2027", "").replace(" every year", "")
    found = [each for each in warnings_of(read_marked(text)) if each.finding.rule == "motion-no-date"]

    assert len(found) == 1


def test_warnings_say_that_advice_may_be_older_than_the_change() -> None:
    assert "advice" in rules(MOTION)
    assert "advice" not in rules(MOTION.replace("**", "").replace("~~", ""))


def test_warnings_say_that_marks_have_no_legend_once() -> None:
    text = CLEAN.replace("Additions in bold and deletions shown in strikethrough\n", "")
    text = text.replace("forty", "**forty**").replace("tenants", "~~tenants~~")
    found = [each for each in warnings_of(read_marked(text)) if each.finding.rule == "motion-marks"]

    assert len(found) == 1
    assert "no line of the text says what they mean" in found[0].finding.reason


def test_warnings_come_by_line() -> None:
    found = warnings_of(read_marked(CLEAN.replace("forty", "small  forty").replace("B Moor", "")))

    assert [each.line for each in found] == sorted(each.line for each in found)
    assert len(found) == 3
