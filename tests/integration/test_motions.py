"""A motion is taken in, changed, advised on and brought to the order paper: operations, pages and who may."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.support.people import person
from tests.support.site import client, site_over, visitor

from coopcouncil.evidence.findings import Outcome
from coopcouncil.rules.motions.states import MotionState
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.meetings.models import Meeting
from coopcouncil.web.motions import queries
from coopcouncil.web.motions.amendments.meanwhile import ChangedMeanwhileError
from coopcouncil.web.motions.amendments.texts import current_text
from coopcouncil.web.motions.models import Motion, WarningDecision
from coopcouncil.web.motions.operations import (
    Details,
    MotionError,
    TextChangedError,
    advise,
    change_details,
    change_text,
    move_motion,
    take_in,
)
from coopcouncil.web.motions.reading import read_words
from coopcouncil.web.permissions import NotAllowedError
from coopcouncil.web.record.models import Entry
from coopcouncil.web.subjects import duties_of

WORDS = """Fenwick Borough Council: 3 June 2027

Proposed by Councillor A Finch, seconded by Councillor B Moor

This Council notes:
- the orchard was given to the town in 1921.

This Council resolves to:
- plant  forty trees by 1 March 2028.
- ask the tenants of the mill whether they pay the Real Living Wage.
"""
MARKED = WORDS.replace("Proposed", "Additions in bold and deletions shown in strikethrough\n\nProposed").replace(
    "plant  forty", "plant ~~forty~~ **sixty**"
)


@pytest.fixture(autouse=True)
def _data(tmp_path: Path) -> Iterator[None]:
    """A folder of its own for the files that are sent."""
    with site_over(tmp_path):
        yield


def clerk() -> Client:
    return client(Role.DEMOCRATIC_SERVICES)


def motion(words: str = WORDS, *, by: Role = Role.DEMOCRATIC_SERVICES) -> Motion:
    return take_in(details=Details("The orchard", mover="A Finch"), paragraphs=read_words(words).text, by=person(by))


def meeting(days: int = 60) -> Meeting:
    return Meeting.objects.create(starts_at=timezone.now() + timedelta(days=days))


def moved(found: Motion, *states: MotionState) -> Motion:
    """The motion after these moves, each by somebody who may make it."""
    for to in states:
        adviser = to in (MotionState.IN_ORDER, MotionState.OUT_OF_ORDER)
        by = person(Role.MONITORING_OFFICER if adviser else Role.DEMOCRATIC_SERVICES)
        found = move_motion(motion=found, version=found.version, to=to, by=by, why="because")
    return found


def read_on_page(page: str) -> str:
    return re.search(r'name="source" id="id_source" value="([^"]*)"', page)[1]  # type: ignore[index]


def test_motion_that_is_sent_is_shown_before_it_is_kept() -> None:
    shown = clerk().post("/motions/take-in/", {"words": WORDS}).content.decode()
    assert "Two spaces stand in a row" in shown
    assert 'value="Councillor A Finch' in shown
    assert not Motion.objects.exists()


def test_motion_is_kept_with_its_words_and_its_header_as_a_draft() -> None:
    browser = clerk()
    sent = browser.post("/motions/take-in/", {"words": WORDS}).content.decode()
    answer = browser.post(
        "/motions/take-in/keep/", {"words": WORDS, "source": read_on_page(sent), "title": "The orchard", "mover": ""}
    )
    found = Motion.objects.get()
    assert answer["Location"] == f"/motions/{found.public_id}/"
    assert (found.state, found.mover, found.published_at) == ("draft", "", None)
    assert current_text(found).plain[-1].startswith("ask the tenants of the mill")
    assert Entry.objects.filter(about=found.about, what="took in").count() == 1


@pytest.mark.parametrize(("changes_are", "versions", "amendments"), [("amendment", 1, 1), ("agreed", 2, 0)])
def test_changes_in_a_motion_are_what_the_clerk_says(changes_are: str, versions: int, amendments: int) -> None:
    browser = clerk()
    data = {"words": MARKED, "title": "The orchard"}
    refused = browser.post("/motions/take-in/keep/", data).content.decode()
    assert "Say whether the changes are an amendment or agreed already." in refused
    browser.post("/motions/take-in/keep/", data | {"changes_are": changes_are})
    found = Motion.objects.get()
    assert (found.texts.count(), found.amendments.count()) == (versions, amendments)
    assert any("forty" in each for each in found.texts.get(number=1).plain)
    newest = found.amendments.get().texts.get() if amendments else current_text(found)
    assert any("sixty" in each for each in newest.plain)


def test_two_versions_of_a_motion_come_as_an_amendment_that_keeps_paragraphs() -> None:
    later = WORDS.replace("forty", "sixty").replace("- ask", "- mend the wall.\n- ask")
    clerk().post("/motions/take-in/keep/", {"words": WORDS, "changed": later, "title": "T", "changes_are": "amendment"})
    found = Motion.objects.get()
    old, new = current_text(found).read, found.amendments.get().texts.get().read
    assert {each.id for each in old} < {each.id for each in new}
    assert len(new) == len(old) + 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose a file, or write in the words of the motion."),
        ({"words": "  \n "}, "Choose a file, or write in the words of the motion."),
        ({"words": "a" * 400_001}, "400000"),
        ({"file": SimpleUploadedFile("m.docx", b"%PDF-1.7 nothing")}, "There is a problem"),
    ],
)
def test_motion_that_cannot_be_read_is_refused_in_words(sent: dict[str, object], said: str) -> None:
    shown = clerk().post("/motions/take-in/", sent)
    assert shown.status_code == 200
    assert said in shown.content.decode()
    assert not Motion.objects.exists()


def test_source_of_somebody_else_is_not_believed() -> None:
    sent = clerk().post("/motions/take-in/", {"file": SimpleUploadedFile("orchard.txt", WORDS.encode())})
    source = read_on_page(sent.content.decode())
    other = client(Role.COUNCILLOR)
    other.post("/motions/take-in/keep/", {"words": WORDS, "source": source, "title": "Mine"})
    assert current_text(Motion.objects.get(title="Mine")).source_name == ""
    clerk().post("/motions/take-in/keep/", {"words": WORDS, "source": source, "title": "Theirs"})
    assert current_text(Motion.objects.get(title="Theirs")).source_name == "orchard.txt"


def test_draft_is_seen_by_its_mover_and_the_clerk_and_nobody_else() -> None:
    found = motion(by=Role.COUNCILLOR)
    address = f"/motions/{found.public_id}/"
    assert client(Role.COUNCILLOR).get(address).status_code == 200
    assert clerk().get(address).status_code == 200
    other = visitor()
    other.force_login(person(Role.COUNCILLOR, name="another councillor"))
    assert other.get(address).status_code == 403
    assert "The orchard" not in other.get("/motions/").content.decode()
    assert visitor().get(address).status_code == 302


def test_motion_is_public_from_the_order_paper_on_and_stays_so() -> None:
    found = moved(motion(), MotionState.SUBMITTED, MotionState.IN_ORDER)
    assert visitor().get(f"/motions/{found.public_id}/").status_code == 302
    with pytest.raises(MotionError, match="at which coming meeting"):
        moved(found, MotionState.ON_ORDER_PAPER)
    change_details(
        motion=found, version=found.version, details=Details("The orchard", meeting=meeting()),
        by=person(Role.DEMOCRATIC_SERVICES),
    )  # fmt: skip
    found = moved(Motion.objects.get(), MotionState.ON_ORDER_PAPER)
    assert found.meeting is not None
    assert [item.about for item in found.meeting.items.all()] == [found.about]
    assert visitor().get(f"/motions/{found.public_id}/").status_code == 200
    found = moved(found, MotionState.WITHDRAWN)
    assert visitor().get(f"/motions/{found.public_id}/").status_code == 200


def test_advice_holds_for_one_version_and_lapses_when_the_text_changes() -> None:
    found = moved(motion(), MotionState.SUBMITTED)
    text, adviser = current_text(found), person(Role.MONITORING_OFFICER)
    assert any("Advise on the motion" in each.words for each in duties_of(adviser, timezone.localdate()))
    advise(text=text, in_order=True, words="In order.", by=adviser)
    assert queries.advice_on(text).outcome is Outcome.PASS
    assert not any("Advise on" in each.words for each in duties_of(adviser, timezone.localdate()))
    changed = read_words(WORDS.replace("forty", "fifty")).text
    made = change_text(motion=found, base=text, paragraphs=changed, why="A slip.", by=person(Role.DEMOCRATIC_SERVICES))
    finding = queries.advice_on(made)
    assert (finding.outcome, "has lapsed" in finding.reason) == (Outcome.CHECK, True)
    assert any("again: its text has changed" in each.words for each in duties_of(adviser, timezone.localdate()))
    with pytest.raises(MotionError, match="changed in the meantime"):
        advise(text=text, in_order=False, words="No.", by=adviser)


def test_text_is_never_changed_but_followed() -> None:
    found = motion()
    text = current_text(found)
    was = list(text.paragraphs)
    change_text(
        motion=found, base=text, paragraphs=read_words(WORDS.replace("forty", "fifty")).text, why="A slip.",
        by=person(Role.DEMOCRATIC_SERVICES),
    )  # fmt: skip
    assert found.texts.get(number=1).paragraphs == was
    assert current_text(found).number == 2


def test_two_clerks_who_change_the_text_lose_nothing() -> None:
    found = motion()
    base, browser = current_text(found), clerk()
    theirs = read_words(WORDS.replace("the town", "the parish")).text
    change_text(motion=found, base=base, paragraphs=theirs, why="Its name.", by=person(Role.DEMOCRATIC_SERVICES))
    mine = WORDS.replace("forty", "fifty")
    sent = {"base": "1", "words": mine, "why": "A slip.", "keep": "keep"}
    shown = browser.post(f"/motions/{found.public_id}/change-text/", sent).content.decode()
    assert "changed the text on" in shown
    assert "You changed nothing that they changed." in shown
    together = re.search(r"<textarea[^>]*name=\"words\"[^>]*>(.*?)</textarea>", shown, re.DOTALL)[1]  # type: ignore[index]
    assert "the parish" in together
    assert "fifty" in together
    assert current_text(found).number == 2
    with pytest.raises(TextChangedError):
        change_text(motion=found, base=base, paragraphs=theirs, why="x", by=person(Role.DEMOCRATIC_SERVICES))


def test_two_clerks_who_change_the_same_words_see_both() -> None:
    found = motion()
    theirs = read_words(WORDS.replace("forty", "ninety")).text
    change_text(motion=found, base=current_text(found), paragraphs=theirs, why="More.",
                by=person(Role.DEMOCRATIC_SERVICES))  # fmt: skip
    sent = {"base": "1", "words": WORDS.replace("forty", "fifty"), "why": "A slip.", "keep": "keep"}
    shown = clerk().post(f"/motions/{found.public_id}/change-text/", sent).content.decode()
    assert "In 1 place you both changed the same words" in shown
    assert "ninety" in shown
    assert "fifty" in shown


def test_details_of_a_motion_that_somebody_changed_meanwhile_are_not_written_over() -> None:
    found = motion()
    change_details(motion=found, version=1, details=Details("The old orchard"), by=person(Role.DEMOCRATIC_SERVICES))
    with pytest.raises(ChangedMeanwhileError):
        change_details(motion=found, version=1, details=Details("Orchards"), by=person(Role.DEMOCRATIC_SERVICES))
    shown = clerk().post(f"/motions/{found.public_id}/details/", {"version": "1", "title": "Orchards"})
    assert "in the meantime" in shown.content.decode()
    assert Motion.objects.get().title == "The old orchard"


def test_decision_on_a_warning_holds_while_the_same_words_stand() -> None:
    found = motion()
    text = current_text(found)
    (warned,) = [each for each in queries.warned(found, text) if each.about.finding.rule == "motion-double-space"]
    browser = clerk()
    address = f"/texts/{text.public_id}/warnings/{warned.key}/"
    assert "Say what should become of it." in browser.post(address, {}).content.decode()
    assert browser.post(address, {"decision": "leave", "why": "As the author wants."}).status_code == 302
    changed = read_words(WORDS.replace("1921", "1922")).text
    change_text(motion=found, base=text, paragraphs=changed, why="A slip.", by=person(Role.DEMOCRATIC_SERVICES))
    decided = {each.key: each.decision for each in queries.warned(found, current_text(found))}
    assert decided[warned.key] == WarningDecision.objects.get()
    assert client(Role.COUNCILLOR).post(address, {"decision": "mend"}).status_code == 403


def test_notice_is_judged_by_the_councils_rule(tmp_path: object, settings: object) -> None:
    found = motion()
    assert queries.notice_of(found) == (None, "No meeting is stated yet.")
    found.meeting, found.received_at = meeting(), datetime(2026, 1, 5, 12, tzinfo=UTC)
    finding, missing = queries.notice_of(found)
    assert finding is None
    assert "rule of notice is not set" in missing


@pytest.mark.parametrize(
    ("role", "to"),
    [
        (Role.OFFICER, MotionState.SUBMITTED),
        (Role.AUDITOR, MotionState.SUBMITTED),
        (Role.COUNCILLOR, MotionState.SUBMITTED),
        (Role.MONITORING_OFFICER, MotionState.SUBMITTED),
        (Role.DEMOCRATIC_SERVICES, MotionState.CARRIED),
    ],
)
def test_motion_is_not_moved_by_who_may_not(role: Role, to: MotionState) -> None:
    found = motion()
    with pytest.raises(NotAllowedError):
        move_motion(motion=found, version=1, to=to, by=person(role))


def test_motion_is_not_carried_without_a_vote() -> None:
    states = (MotionState.SUBMITTED, MotionState.IN_ORDER, MotionState.ON_ORDER_PAPER, MotionState.MOVED,
              MotionState.SECONDED)  # fmt: skip
    found = motion()
    found.meeting = meeting()
    found.save()
    found = moved(found, *states)
    with pytest.raises(NotAllowedError, match="Enter the vote"):
        moved(found, MotionState.CARRIED)


def test_hostile_words_are_shown_as_words() -> None:
    hostile = WORDS.replace("the orchard was", "<script>alert(1)</script> {{ 7 * 7 }} שלום é👩‍👩‍👧 the orchard was")
    found = motion(hostile)
    shown = clerk().get(f"/motions/{found.public_id}/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }} שלום é👩‍👩‍👧" in shown


def test_motions_are_found_by_words_and_state() -> None:
    found = motion()
    browser = clerk()
    assert "The orchard" in browser.get("/motions/?words=ORCH&state=draft").content.decode()
    assert "Nothing fits" in browser.get("/motions/?words=harbour").content.decode()
    assert "The orchard" in browser.get("/search/?q=orchard").content.decode()
    text = browser.get(f"/motions/{found.public_id}/texts/1/txt/").content.decode()
    assert read_words(text).text == current_text(found).read


def test_list_of_motions_asks_the_database_no_more_for_more_rows(django_assert_max_num_queries: object) -> None:
    browser = clerk()
    counts = []
    for _ in range(2):
        for _ in range(5):
            motion()
        with django_assert_max_num_queries(25) as asked:  # type: ignore[operator]
            browser.get("/motions/")
        counts.append(len(asked.captured_queries))
    assert counts[0] == counts[1], connection.vendor


@pytest.mark.parametrize(
    ("to", "outcome"), [(MotionState.IN_ORDER, Outcome.PASS), (MotionState.OUT_OF_ORDER, Outcome.FAIL)]
)
def test_ruling_is_advice_on_the_text_as_it_stands(to: MotionState, outcome: Outcome) -> None:
    found = moved(motion(), MotionState.SUBMITTED, to)
    assert queries.advice_on(current_text(found)).outcome is outcome
    assert [each.words for each in queries.advice_given(found)] == ["because"]


def test_ruling_that_repeats_the_advice_adds_none() -> None:
    found = moved(motion(), MotionState.SUBMITTED)
    advise(text=current_text(found), in_order=True, words="In order.", by=person(Role.MONITORING_OFFICER))
    moved(found, MotionState.IN_ORDER)
    assert [each.words for each in queries.advice_given(found)] == ["In order."]
