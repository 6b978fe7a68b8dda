"""Motions in the styles of ten councils, all made up, and what is proposed from each. What is not stated is None."""

import pytest

from coopcouncil.rules.motions.clauses import propose
from coopcouncil.rules.motions.marked_text import read_marked

# kind, owner, body, due, trigger, review, evidence
Outline = list[tuple[str, str | None, str | None, str | None, str | None, str | None, str]]
STYLES: dict[str, tuple[str, int, Outline]] = {
    "notice with letters": (
        """\
MOTION ON NOTICE

Moved by: Cllr P. Ashdown
Seconded by: Cllr R. Khan

This Council notes that the Tarn Valley bus was withdrawn in May.

Council RESOLVES THAT:

(a) the Chief Executive be instructed to write to the operator by 31st March next and ask:
    (i) why the service was withdrawn;
    (ii) what it would cost to restore it; and
    (iii) to report the answers to the Transport Sub-Committee in six months;
(b) officers be asked to prepare a business case for a community bus.
""",
        2,
        [
            ("once", "the Chief Executive", None, "by 31st March next", None, None, "letter, answers"),
            ("report", None, "Transport Sub-Committee", "in six months", None, None, "report, minute"),
            ("once", "officers", None, None, None, None, "document"),
        ],
    ),
    "numbered with to": (
        """\
Northmere District Council, 14 July 2027
Motion submitted by Councillor Beth Olu, seconded by Councillor J. Hart

This Council believes that reservoirs belong to everybody.

This Council calls upon the Cabinet Member for Environment to:

1) To ask the water company how many leaks it mended, what it spent on them, and when it will publish its plan?
2) To bring a report to the December meeting of Audit Committee.
3) Continue to publish river levels every month.
""",
        0,
        [
            ("once", "the Cabinet Member for Environment", None, None, None, None, "answers"),
            (
                "report",
                "the Cabinet Member for Environment",
                "Audit Committee",
                "to the December meeting of Audit Committee",
                None,
                None,
                "report, minute",
            ),
            ("continuing", "the Cabinet Member for Environment", None, None, None, "every month", "document"),
        ],
    ),
    "proposed without council": (
        """\
Proposed: Councillor T. Vale
Seconded: Councillor M. Brook

Background
The town clock has stopped.

It is therefore proposed that:

1. The Town Hall Panel review the repair of the clock and report back to Cabinet by the end of September 2027.
2. Once the review is complete, the Leader write to the makers.
""",
        0,
        [
            ("once", "The Town Hall Panel", "Town Hall Panel", None, None, None, "minute"),
            ("report", "The Town Hall Panel", "Cabinet", "by the end of September 2027", None, None, "report, minute"),
            ("once", "the Leader", None, None, "Once the review is complete", None, "letter"),
        ],
    ),
    "instructing by heading": (
        """\
Cllr Ines Roe (Proposer)
Cllr Sam Tull (Seconder)

Council believes:
- allotments are good for health.

Council further notes:
- the waiting list is 400 people long.

Council instructs the Chief Executive to:
- publish the waiting list quarterly;
- ask every parish how much land it has, and whether any of it could be let;
- draw up a plan for new plots in time for the budget, and consult the Allotments Forum on it.
""",
        0,
        [
            ("continuing", "the Chief Executive", None, None, None, "quarterly", "document"),
            ("once", "the Chief Executive", None, None, None, None, "answers"),
            ("once", "the Chief Executive", "Allotments Forum", "in time for the budget", None, None, "document"),
        ],
    ),
    "requests in verbs": (
        """\
Council resolves to:
- Request that the Executive Member for Housing brings a report to the Executive within six months.
- Ask the Overview and Scrutiny Committee to examine empty homes.
- Establish a Damp and Mould Task Group, reporting to the Housing Board twice a year.
- Thank all the volunteers.
""",
        0,
        [
            (
                "report",
                "the Executive Member for Housing",
                "Executive",
                "within six months",
                None,
                None,
                "report, minute",
            ),
            (
                "once",
                "the Overview and Scrutiny Committee",
                "Overview and Scrutiny Committee",
                None,
                None,
                None,
                "minute, decision",
            ),
            ("once", None, None, None, None, None, "decision"),
            ("report", None, "Housing Board", None, None, "twice a year", "report, minute"),
            ("once", None, None, None, None, None, ""),
        ],
    ),
    "therefore resolves": (
        """\
This Council therefore resolves:
1. To declare a nature emergency.
2. To instruct the Director of Place to produce a plan by April 2028 and to report annually to the Climate Board.
3. That the Mayor writes to the Secretary of State for Food and Rural Affairs asking for powers to protect hedgerows.
4. If powers are granted, to adopt a hedgerow bylaw.
""",
        0,
        [
            ("once", None, None, None, None, None, "decision"),
            ("once", "the Director of Place", None, "by April 2028", None, None, "document"),
            ("report", "the Director of Place", "Climate Board", None, None, "annually", "report, minute"),
            ("once", "the Mayor", None, None, None, None, "letter"),
            ("once", None, None, None, "If powers are granted", None, "document"),
        ],
    ),
    "agrees to": (
        """\
Council agrees to:
- ask the Section 151 Officer to assess the cost of paying the Real Living Wage to all contractors;
- refer the assessment to the Finance Spokes before the budget meeting in February;
- ensure that, subject to the outcome of the assessment, new contracts include a Living Wage clause.
""",
        0,
        [
            ("once", "the Section 151 Officer", None, None, None, None, "figures"),
            ("once", None, "Finance Spokes", "before the budget meeting in February", None, None, "minute"),
            ("once", None, None, None, "subject to the outcome of the assessment", None, "document"),
        ],
    ),
    "full council is asked": (
        """\
Full Council is asked to:
i. note the petition of 1,204 residents;
ii. request officers to survey the residents of Mill Lane and report:
   - how many have been flooded;
   - what they need;
   - present the findings to the Flood Risk Panel at its next meeting;
iii. review drainage annually.
""",
        2,
        [
            ("once", None, None, None, None, None, ""),
            ("once", "officers", None, None, None, None, "figures, answers"),
            ("report", None, "Flood Risk Panel", "at its next meeting", None, None, "report, minute"),
            ("continuing", None, None, None, None, "annually", "minute"),
        ],
    ),
    "sentences without a list": (
        """\
This Council requests the Leader of the Council to write to both Members of Parliament to ask for support.

This Council requests that the Head of Libraries explores Sundays and reports to the Reading Panel by 1 October 2027.

This Council resolves not to close any library.
""",
        0,
        [
            ("once", "the Leader of the Council", None, None, None, None, "letter"),
            ("once", "the Head of Libraries", None, None, None, None, "minute, decision"),
            ("report", "the Head of Libraries", "Reading Panel", "by 1 October 2027", None, None, "report, minute"),
            ("once", None, None, None, None, None, ""),
        ],
    ),
    "calls for": (
        """\
Motion 3: Co-operative housing

This Council calls for:
- a community land trust to be set up by 2028;
- land to be found for it;
- progress to be reported to the Housing Committee each quarter;
- the trust's members to decide its rents.
""",
        0,
        [
            ("once", None, None, "by 2028", None, None, "decision"),
            ("once", None, None, None, None, None, ""),
            ("report", None, "Housing Committee", None, None, "each quarter", "report, minute"),
            ("once", None, None, None, None, None, ""),
        ],
    ),
}


@pytest.mark.parametrize("style", STYLES)
def test_motion_of_another_style_gives_its_questions_and_actions(style: str) -> None:
    text, questions, actions = STYLES[style]
    resolutions = propose(read_marked(text).after).resolutions

    assert sum(len(each.questions) for each in resolutions) == questions
    assert [
        (each.kind.value, each.owner, each.body, each.due, each.trigger, each.review, ", ".join(each.evidence))
        for resolution in resolutions
        for each in resolution.actions
    ] == actions


def checks(style: str) -> list[str]:
    resolutions = propose(read_marked(STYLES[style][0]).after).resolutions
    return [check for each in resolutions for check in each.checks]


def test_motion_that_asks_several_questions_in_one_clause_is_to_be_checked() -> None:
    assert checks("numbered with to") == ["It asks more than one question. Check that each gets its answer."]


def test_motion_with_two_actions_in_one_clause_is_to_be_checked() -> None:
    assert "It may ask for more than one thing. Check, and divide it where it does." in checks("instructing by heading")


def test_motion_with_a_report_among_numbered_questions_is_to_be_checked() -> None:
    assert checks("notice with letters") == ["It stands among the questions above, but asks for a report. Check."]


@pytest.mark.parametrize(
    ("clause", "owner"),
    [
        ("officers be asked to count the ducks.", "officers"),
        ("That the Head of Parks be instructed to plant oaks.", "the Head of Parks"),
        ("the Council be asked to think again.", None),
        ("the Leader of the Council writes to the ministry.", "the Leader of the Council"),
        ("the Council writes to the ministry.", None),
        ("that ducks be counted.", None),
        ("call upon the Cabinet Member for Ponds to resign.", "the Cabinet Member for Ponds"),
    ],
)
def test_owner_is_whom_the_clause_asks_or_tells_to_act_and_never_the_council_itself(
    clause: str, owner: str | None
) -> None:
    (resolution,) = propose(read_marked(f"This Council resolves:\n- {clause}\n").after).resolutions

    assert resolution.actions[0].owner == owner


@pytest.mark.parametrize(
    ("line", "resolves"),
    [
        ("Council RESOLVES THAT:", True),
        ("Council RESOLVES THAT", True),
        ("This Council agrees to", True),
        ("It is therefore proposed that:", True),
        ("Full Council is asked to:", True),
        ("Council further notes:", False),
        ("This Council believes that", False),
        ("Council recognises:", False),
    ],
)
def test_heading_of_any_style_says_whether_what_follows_is_resolved(line: str, resolves: bool) -> None:
    assert bool(propose(read_marked(f"{line}\n- mend the weir\n").after).resolutions) is resolves


def test_sentence_that_notes_outside_a_list_resolves_nothing() -> None:
    assert propose(read_marked("This Council notes that it resolved to mend the weir in 2020.").after).resolutions == ()
