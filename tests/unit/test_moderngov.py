"""Reading the XML of ModernGov's web service: what is there, what is missing, and what is no answer at all."""

from collections.abc import Iterator
from datetime import date

import pytest
from tests.support.moderngov import SERVICE, Meeting, item, moderngov, paper, serve
from tests.support.websites import Website

from coopcouncil.data.documents.links import LinkLimits
from coopcouncil.data.meetings.markup import MarkupError, plain_text, read_xml
from coopcouncil.data.meetings.moderngov import ModernGov, ModernGovError
from coopcouncil.data.meetings.values import ReadMeeting, Standing

FIRST, LAST = date(2027, 3, 1), date(2027, 4, 30)
MINUTE = "&lt;div&gt;&lt;p&gt;RESOLVED:&lt;/p&gt;&lt;p&gt;Yes &amp;amp; no.&lt;/p&gt;&lt;/div&gt;"


@pytest.fixture
def site() -> Iterator[Website]:
    with moderngov([Meeting("1", items=[item("11", "Apologies")])]) as made:
        yield made


def _reader(site: Website, **more: object) -> ModernGov:
    return ModernGov(site.url(""), allow_private=True, **more)  # type: ignore[arg-type]


def _only(site: Website, meeting: Meeting) -> ReadMeeting:
    serve(site, [meeting], "01%2F03%2F2027", "30%2F04%2F2027")
    reader = _reader(site)
    [listed] = reader.meetings(meeting.committee, FIRST, LAST)
    return reader.meeting(listed)


def test_committees_are_read_with_those_that_ended(site: Website) -> None:
    read = _reader(site).committees()
    assert [(each.ref, each.name, each.ended) for each in read] == [
        ("142", "Council", False),
        ("908", "Made-up Scrutiny Committee", False),
        ("7", "Old Panel", True),
    ]


def test_meeting_is_read_with_its_agenda_and_papers(site: Website) -> None:
    papers = paper("Report", "documents/s1/Report.pdf") + paper("Bad", "javascript:alert(1)")
    read = _only(site, Meeting("1", items=[item("11", "1 &amp; 2", number="4.", papers=papers)]))
    assert read.starts_at.isoformat() == "2027-03-17T19:00:00"
    assert read.place == "Council Chamber, Town Hall"
    assert read.address == f"{site.url('')}/ieListDocuments.aspx?CId=908&MId=1"
    [only] = read.items
    assert (only.number, only.title) == ("4", "1 & 2")
    assert [(each.title, each.address) for each in only.papers] == [("Report", site.url("/documents/s1/Report.pdf"))]


@pytest.mark.parametrize(
    "minute",
    [
        MINUTE,
        "<div><p>RESOLVED:</p><p>Yes &amp; no.</p></div>",
        "<![CDATA[<p>RESOLVED:</p><p>Yes &amp; no.</p>]]>",
        "<p>RESOLVED:<br>Yes & no.<p>",  # HTML that is no XML
    ],
)
def test_minutes_are_read_as_plain_text_however_the_html_is_put_there(site: Website, minute: str) -> None:
    read = _only(site, Meeting("1", minuted="True", items=[item("11", "A", minute=minute)]))
    assert read.items[0].minute == "RESOLVED:\nYes & no."
    assert read.minuted


def test_minutes_that_are_not_published_are_left_out(site: Website) -> None:
    read = _only(site, Meeting("1", items=[item("11", "A", minute=MINUTE)]))
    assert read.items[0].minute == ""


@pytest.mark.parametrize(
    ("said", "hour", "minute"),
    [
        ("19:30", 19, 30),
        ("7.30 pm", 19, 30),
        ("7pm", 19, 0),
        ("12.15 a.m.", 0, 15),
        ("10.00am", 10, 0),
        ("", 0, 0),
        ("tba", 0, 0),
        ("99:99", 0, 0),
    ],
)
def test_hour_is_read_as_people_write_it(site: Website, said: str, hour: int, minute: int) -> None:
    read = _only(site, Meeting("1", at=said))
    assert (read.starts_at.hour, read.starts_at.minute) == (hour, minute)


def test_cancelled_and_postponed_meetings_do_not_take_place(site: Website) -> None:
    assert _only(site, Meeting("1", status="Cancelled")).standing == Standing.CANCELLED
    assert _only(site, Meeting("1", status="Postponed to May")).standing == Standing.CANCELLED
    assert _only(site, Meeting("1", status="")).standing == Standing.PLANNED


def test_rows_without_an_id_or_a_day_are_left_out_and_days_outside_too(site: Website) -> None:
    serve(
        site,
        [Meeting("", on="17/03/2027"), Meeting("2", on="sometime"), Meeting("3", on="01/01/2020"), Meeting("4")],
        "01%2F03%2F2027",
        "30%2F04%2F2027",
    )
    assert [each.ref for each in _reader(site).meetings("908", FIRST, LAST)] == ["4"]


def test_address_may_be_that_of_the_service_itself(site: Website) -> None:
    reader = ModernGov(site.url(f"{SERVICE}?op=GetCommittees"), allow_private=True)
    assert reader.source == site.url("")
    assert len(reader.committees()) == 3


def test_answer_that_is_no_service_names_its_address(site: Website) -> None:
    reader, path = _reader(site), f"{SERVICE}/GetCommittees"
    for body, said in (
        (b"<html><body><h1>Sorry</body></html>", "line 1, column"),
        (b"not xml", "is not the XML"),
        (b"", "is not the XML"),
        (b"<error>no</error>", "holds no committees"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><committees>&a;</committees>', "defines entities"),
    ):
        site.pages[path] = (200, {}, body)
        with pytest.raises(ModernGovError, match=said) as caught:
            reader.committees()
        assert site.url(path) in str(caught.value)


def test_empty_list_is_an_answer(site: Website) -> None:
    site.pages[f"{SERVICE}/GetCommittees"] = (200, {}, b"<committees><committeescount>0</committeescount></committees>")
    assert _reader(site).committees() == []


def test_answer_that_is_too_large_or_missing_is_refused(site: Website) -> None:
    with pytest.raises(ModernGovError, match="larger than"):
        _reader(site, limits=LinkLimits(largest_bytes=100)).committees()
    site.pages.clear()
    with pytest.raises(ModernGovError, match="404"):
        _reader(site).committees()


def test_service_inside_a_private_network_is_not_asked_unless_allowed(site: Website) -> None:
    with pytest.raises(ModernGovError, match="private network"):
        ModernGov(site.url("")).committees()
    assert site.asked == []


def test_deep_nesting_is_refused_and_many_entities_are_never_expanded() -> None:
    with pytest.raises(MarkupError, match="larger than any"):
        read_xml(b"<a>" * 500 + b"</a>" * 500)
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    with pytest.raises(MarkupError, match="entities"):
        read_xml(bomb)


def test_text_of_html_leaves_out_scripts_and_keeps_paragraphs() -> None:
    assert plain_text("<style>p{}</style><p>One&nbsp;two</p><script>x()</script><ul><li>a<li>b</ul>") == "One two\na\nb"


def test_names_are_cut_to_what_can_be_kept_and_lose_control_characters(site: Website) -> None:
    read = _only(site, Meeting("1", place="x" * 500, items=[item("11", "Long " * 200)]))
    assert (len(read.place), len(read.items[0].title)) == (200, 300)
