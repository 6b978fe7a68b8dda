"""What stands above a motion, in the forms that councils use. All made up."""

from datetime import date

import pytest

from coopcouncil.rules.motions.header import days_in, meeting_date_of, read_header, title_of


@pytest.mark.parametrize(
    "lines",
    [
        ["Proposed by Cllr Ann Wren, seconded by Cllr Bo Fell"],
        ["Proposed by: Cllr Ann Wren; Seconded by: Cllr Bo Fell"],
        ["Moved: Cllr Ann Wren / Seconded: Cllr Bo Fell"],
        ["Moved by Cllr Ann Wren and seconded by Cllr Bo Fell"],
        ["Proposer: Cllr Ann Wren", "Seconder: Cllr Bo Fell"],
        ["Mover – Cllr Ann Wren", "Seconder – Cllr Bo Fell"],
        ["Proposed by Cllr Ann Wren\nSeconded by Cllr Bo Fell"],
        ["Proposer", "Cllr Ann Wren", "Seconder:", "Cllr Bo Fell"],
        ["Cllr Ann Wren will move and Cllr Bo Fell will second:"],
        ["Cllr Ann Wren (Proposer)", "Cllr Bo Fell (Seconder)"],
    ],
)
def test_header_names_mover_and_seconder_however_written(lines: list[str]) -> None:
    header = read_header(lines)

    assert (header.mover, header.seconder) == ("Cllr Ann Wren", "Cllr Bo Fell")


def test_header_states_nothing_that_is_not_there() -> None:
    header = read_header(["Notice of Motion", "Proposed by Councillor", "Seconder:", "Clean rivers"])

    assert header == type(header)(None, None, None, None, None)
    assert title_of(["Clean rivers"]) is None


def test_header_tells_meeting_item_and_title() -> None:
    lines = ["Motion: Clean rivers for all", "Agenda Item 9(b)", "Council, 17 March 2026"]
    header = read_header(lines)

    assert (header.meeting, header.item) == ("Council, 17 March 2026", "9(b)")
    assert title_of(lines) == "Clean rivers for all"
    assert title_of(["Motion: Councillor Ann Wren"]) is None


@pytest.mark.parametrize(
    "text",
    ["17 March 2026", "Tuesday, 17th March, 2026", "March 17, 2026", "17 Mar 2026", "17/03/2026", "17.3.26",
     "2026-03-17", "the 17th day of March 2026"],
)  # fmt: skip
def test_header_reads_a_day_in_english_forms(text: str) -> None:
    assert list(days_in(f"Council of {text} at 7pm")) == [date(2026, 3, 17)]


def test_meeting_date_is_none_where_several_may_be_it() -> None:
    assert meeting_date_of(["Meeting of 3 June 2026", "Received 20 May 2026"]) == date(2026, 6, 3)
    assert meeting_date_of(["3 June 2026", "4 June 2026"]) is None
    assert meeting_date_of(["31 June 2026"]) is None
