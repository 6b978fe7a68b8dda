"""What adopted texts ask for, on made-up motions in several wordings."""

from datetime import date

import pytest

from coopcouncil.rules.motions.bodies import alias_questions, bodies_in
from coopcouncil.rules.motions.clause_words import EvidenceKind, is_question
from coopcouncil.rules.motions.clauses import ActionKind, Proposal, ProposedAction, propose
from coopcouncil.rules.motions.paragraphs import Paragraph, ParagraphRole


def motion(*clauses: str) -> tuple[Paragraph, ...]:
    """A text: a heading, a welcomes item with a sub-item, and resolves clauses; "  " sets a sub-item in."""
    start = [
        Paragraph("a", 0, ParagraphRole.HEADING, "This Council welcomes that:"),
        Paragraph("b", 1, ParagraphRole.ITEM, "the Ferry Committee met:"),
        Paragraph("c", 2, ParagraphRole.SUB_ITEM, "twice in May."),
        Paragraph("d", 0, ParagraphRole.HEADING, "This Council resolves to:"),
    ]
    listed = [
        Paragraph(f"p{place}", 2, ParagraphRole.SUB_ITEM, text.strip())
        if text.startswith("  ")
        else Paragraph(f"p{place}", 1, ParagraphRole.CLAUSE, text)
        for place, text in enumerate(clauses)
    ]
    return (*start, *listed)


def only_action(clause: str) -> ProposedAction:
    (resolution,) = propose(motion(clause)).resolutions
    (action,) = resolution.actions
    return action


def outline(proposal: Proposal) -> list[tuple[int, int, int, list[str]]]:
    """Each resolution: its number, how many questions and parts, and the kinds of its actions."""
    return [
        (each.number, len(each.questions), len(each.parts), [action.kind.value for action in each.actions])
        for each in proposal.resolutions
    ]


def test_resolutions_of_a_letter_with_questions_and_a_report_among_them() -> None:
    proposal = propose(
        motion(
            "survey the boat hirers on the canal and find out:",
            "  whether they hire out life jackets;",
            "  how many apprentices they have.",
            "  Report back to the Waterways Committee with what was learned by 30 June 2027.",
            "mend the lock gates.",
            "",
        )
    )
    assert outline(proposal) == [(1, 2, 0, ["once"]), (2, 0, 0, ["report"]), (3, 0, 0, ["once"])]
    asked, report, _ = proposal.resolutions
    assert [question.id for question in asked.questions] == ["p1", "p2"]
    assert asked.actions[0].evidence == (EvidenceKind.FIGURES, EvidenceKind.ANSWERS)
    assert report.actions[0].body == "Waterways Committee"
    assert report.actions[0].due_on == date(2027, 6, 30)
    assert "asks for a report" in report.checks[0]


def test_resolutions_of_a_list_of_parts_share_their_owner() -> None:
    (resolution,) = propose(
        motion(
            "request the Director of Parks to:",
            "  plant an orchard by March 2027;",
            "  review the mowing of verges every two years;",
            "  present a paper on hedges to Cabinet.",
        )
    ).resolutions
    assert [action.kind for action in resolution.actions] == [
        ActionKind.ONCE,
        ActionKind.CONTINUING,
        ActionKind.REPORT,
    ]
    assert {action.owner for action in resolution.actions} == {"the Director of Parks"}
    assert [action.due for action in resolution.actions] == ["by March 2027", None, None]
    assert resolution.actions[1].review == "every two years"
    assert resolution.actions[2].body == "Cabinet"


def test_question_listed_beside_its_clause_is_kept_under_it_and_the_clerk_is_told() -> None:
    first, second = propose(
        motion("write to every school and ask:", "Do they have a bicycle shed?", "open the library on Sundays.")
    ).resolutions
    assert [question.text for question in first.questions] == ["Do they have a bicycle shed?"]
    assert 'The question "Do they have a bicycle shed?" stands beside this clause' in first.checks[0]
    assert second.paragraph.text == "open the library on Sundays."


def test_item_set_in_under_a_clause_that_opens_no_list_is_a_resolution_to_check() -> None:
    first, second = propose(motion("continue to run the ferry.", "  paint the pier.")).resolutions
    assert (first.parts, first.questions) == ((), ())
    assert "reads as a resolution of its own" in second.checks[0]


def test_clause_with_a_report_besides_proposes_both_actions() -> None:
    (resolution,) = propose(
        motion("explore a lending library of tools, and bring a report to the Leisure Panel within six months.")
    ).resolutions
    explore, report = resolution.actions
    assert explore.words == "explore a lending library of tools"
    assert (explore.kind, explore.body, explore.due) == (ActionKind.ONCE, None, None)
    assert (report.kind, report.body, report.due) == (ActionKind.REPORT, "Leisure Panel", "within six months")
    assert report.evidence == (EvidenceKind.REPORT, EvidenceKind.MINUTE)


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("open the baths on Mondays.", ("once", None, None, None, None, None)),
        ("continue to open the baths on Mondays.", ("continuing", None, None, None, None, None)),
        (
            "instruct the Chief Executive to keep the baths open.",
            ("continuing", "the Chief Executive", None, None, None, None),
        ),
        (
            "ask officers to count the swans twice a year.",
            ("continuing", "officers", None, None, None, "twice a year"),
        ),
        (
            "request that the Cabinet Member for Fens writes to the ministry before the end of 2027.",
            ("once", "the Cabinet Member for Fens", None, "before the end of 2027", None, None),
        ),
        (
            "establish, through the Bridges Sub-Committee, a repair fund no later than 1 May 2027.",
            ("once", None, "Bridges Sub-Committee", "no later than 1 May 2027", None, None),
        ),
        (
            "once the survey is complete, mend the weir.",
            ("once", None, None, None, "once the survey is complete", None),
        ),
        (
            "receive an annual report on eels from the Rivers Board at its next meeting in July.",
            ("report", None, None, "at its next meeting in July", None, "annual"),
        ),
        (
            "A report be brought to the Audit and Risk Committee.",
            ("report", None, "Audit and Risk Committee", None, None, None),
        ),
        (
            "report annually to Full Council on the state of the fords.",
            ("report", None, "Full Council", None, None, "annually"),
        ),
        ("ask them to be kind.", ("once", None, None, None, None, None)),
    ],
)
def test_action_states_what_its_clause_states_and_nothing_more(
    clause: str, expected: tuple[str, str | None, str | None, str | None, str | None, str | None]
) -> None:
    action = only_action(clause)
    stated = (action.kind.value, action.owner, action.body, action.due, action.trigger, action.review)
    assert stated == expected


@pytest.mark.parametrize(
    "clause",
    [
        "continue to open the baths on Mondays.",
        "instruct the Chief Executive to mend the weir by 31 March 2027, once the survey is complete.",
        "survey the pubs and bring a report to the Audit and Risk Committee within six months of this meeting.",
    ],
)
def test_every_stated_value_is_words_of_the_clause(clause: str) -> None:
    for action in propose(motion(clause)).resolutions[0].actions:
        stated = (action.words, action.owner, action.body, action.due, action.trigger, action.review)
        assert all(each is None or each in clause for each in stated)


def test_gaps_are_named_for_a_person_to_fill() -> None:
    assert only_action("be kind.").not_stated == ("owner", "body", "due date or trigger", "evidence")
    assert only_action("continue to plant trees.").not_stated == ("owner", "body", "review frequency")


@pytest.mark.parametrize(("due", "day"), [("by 31 April 2027", None), ("by 1st May 2027", date(2027, 5, 1))])
def test_due_day_is_a_day_of_the_calendar_or_none(due: str, day: date | None) -> None:
    assert only_action(f"mend the weir {due}.").due_on == day


def test_bodies_are_found_by_their_names_and_the_committee_alone_is_none() -> None:
    text = "Ask the Children and Young People’s Committee, the committee, Cabinet and the Cabinet Member for Fens."
    assert [body.name for body in bodies_in(text)] == ["Children and Young People’s Committee", "Cabinet"]


def test_names_nearly_the_same_are_put_to_the_clerk_as_a_question() -> None:
    texts = ["the Asset & Risk Committee", "the Assets and Risk Committee", "the Fens and Rivers Committee"]
    (question,) = alias_questions(texts)
    assert question.question == 'Are "Asset & Risk Committee" and "Assets and Risk Committee" one body?'
    proposal = propose(motion(*texts))
    assert proposal.aliases == (question,)
    assert "Ferry Committee" in proposal.bodies


def test_one_subject_under_two_kinds_of_body_is_asked_about() -> None:
    [question] = alias_questions(["ask the Asset and Pond Spokes and the Assets and Ponds Committee;"])

    assert question.names == ("Asset and Pond Spokes", "Assets and Ponds Committee")
    assert alias_questions(["the Planning Committee, and the Planning Panel"]) == ()
    assert alias_questions(["the Audit and Risk Panel; the Audit and Standards Committee"]) == ()


def test_text_without_resolves_clauses_proposes_nothing() -> None:
    assert propose(motion()).resolutions == ()


@pytest.mark.parametrize(("text", "expected"), [("o if they swim;", True), ("Is it so?", True), ("mend it.", False)])
def test_question_is_told_by_its_first_word_or_its_mark(text: str, expected: bool) -> None:
    assert is_question(text.removeprefix("o ")) is expected


def test_clause_too_long_to_be_one_is_kept_whole_and_left_to_a_person() -> None:
    clause = "bring a report to the Audit Panel and " * 20_000
    (resolution,) = propose(motion(clause)).resolutions
    assert resolution.paragraph.text == clause
    assert resolution.actions[0].not_stated == ("owner", "body", "due date or trigger", "evidence")
    assert "too long to be one clause" in resolution.checks[0]


@pytest.mark.parametrize(
    ("clause", "kind", "evidence"),
    [
        ("bring forward the sale of the tram shed to a group of its users.", ActionKind.ONCE, ()),
        (
            "publish each year what share of the rents stays in the town.",
            ActionKind.CONTINUING,
            (EvidenceKind.FIGURES,),
        ),
        ("publish the plan of the tram shed.", ActionKind.ONCE, (EvidenceKind.DOCUMENT,)),
    ],
)
def test_evidence_follows_what_a_clause_publishes(
    clause: str, kind: ActionKind, evidence: tuple[EvidenceKind, ...]
) -> None:
    action = only_action(clause)
    assert (action.kind, action.evidence) == (kind, evidence)
