"""The pages of amendments and votes, as people use them."""

from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from tests.support.amendments import FIRST, THIRD, WORDS, amendment, brought, clerk, motion, seconded, words_of
from tests.support.people import person
from tests.support.site import client, visitor

from coopcouncil.rules.motions.paragraphs import Paragraph, ParagraphRole
from coopcouncil.rules.motions.states import AmendmentState
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.motions.amendments.board import board_of
from coopcouncil.web.motions.amendments.consolidating import consolidate
from coopcouncil.web.motions.amendments.lines import BREAK, own_words, read_lines, to_lines
from coopcouncil.web.motions.amendments.permissions import can_see
from coopcouncil.web.motions.amendments.queries import section_of
from coopcouncil.web.motions.amendments.subjects import duties, find_many, search, visible_to
from coopcouncil.web.motions.models import Amendment, CollisionDecision, Motion

pytestmark = pytest.mark.django_db

MORE = FIRST.replace("£10,000", "£20,000")
LESS = FIRST.replace("£10,000", "£5,000")


@pytest.fixture
def office() -> Client:
    return client(Role.DEMOCRATIC_SERVICES)


def page_of(site: Client, address: str, status: int = 200) -> str:
    response = site.get(address)
    assert response.status_code == status, response.content.decode()[:3000]
    return unescape(response.content.decode())


def post(site: Client, address: str, given: dict[str, Any], status: int = 302) -> str:
    response = site.post(address, given)
    assert response.status_code == status, unescape(response.content.decode())
    return str(response["Location"]) if status == 302 else unescape(response.content.decode())


def home(of: Motion | Amendment) -> str:
    kind = "amendments" if isinstance(of, Amendment) else "motions"
    return f"/{kind}/{of.public_id}/"


def two() -> tuple[Motion, Amendment, Amendment]:
    """A motion whose two open amendments collide."""
    moved = motion()
    return moved, *(
        brought(amendment(moved, name, {FIRST: words}), AmendmentState.SUBMITTED)
        for name, words in (("1", MORE), ("2", LESS))
    )


# ---- adding and changing
def test_amendment_is_shown_as_a_redline_before_it_is_kept(office: Client) -> None:
    moved = motion()
    address = f"{home(moved)}amendments/add/"
    assert FIRST in page_of(office, address)
    given = {"name": "1", "mover": "C. Hope", "words": "\n".join(WORDS).replace("£10,000", "£20,000"), "base": "1"}
    shown = post(office, address, {**given, "step": "look"}, 200)
    assert "<ins>" in shown
    assert not Amendment.objects.exists()
    assert post(office, address, {**given, "step": "keep"}) == home(Amendment.objects.get())
    assert words_of(Amendment.objects.get()) == tuple(MORE if text == FIRST else text for text in WORDS)


def test_amendment_written_while_another_was_carried_is_carried_onto_the_new_text(office: Client) -> None:
    moved = motion()
    first = seconded(amendment(moved, "1", {THIRD: None}))
    given = {"name": "2", "words": "\n".join(WORDS).replace("£10,000", "£20,000"), "base": "1", "step": "keep"}
    post(office, f"{home(first)}vote/?how=assent", {"version": first.version, "taken_at": "1 May 2026 at 19:30"})
    post(office, f"{home(moved)}amendments/add/", given)
    late = Amendment.objects.get(name="2")
    assert THIRD not in words_of(late)
    assert MORE in words_of(late)


def test_amendment_to_an_amendment_begins_with_that_one_s_words(office: Client) -> None:
    first = amendment(motion(), "1", {FIRST: MORE})
    address = f"{home(first.motion)}amendments/add/?to={first.public_id}"
    shown = page_of(office, address)
    assert MORE in shown
    assert 'value="1A"' in shown
    words = "\n".join(words_of(first)).replace("April", "May")
    post(office, address, {"name": "1A", "words": words, "base": "1", "step": "keep"})
    assert Amendment.objects.get(name="1A").amends == first


def test_words_with_markup_and_controls_are_shown_as_words_and_kept_without_controls(office: Client) -> None:
    moved = motion()
    hostile = "<script>alert('x')</script> \x00\x07 <b>bold</b> \u202e {{ 7*7 }}"
    given = {"name": "1", "words": "\n".join([*WORDS, hostile]), "base": "1", "step": "keep"}
    post(office, f"{home(moved)}amendments/add/", given)
    made = Amendment.objects.get()
    assert words_of(made)[-1] == hostile.replace("\x00", "").replace("\x07", "")
    raw = office.get(home(made)).content.decode()
    assert "<script>alert" not in raw
    assert "&lt;script&gt;alert" in raw


def test_lines_left_alone_are_the_paragraphs_of_the_base_and_new_ones_take_their_level_from_the_dash() -> None:
    base = (
        Paragraph("p1", 0, ParagraphRole.HEADING, "This Council resolves to:"),
        Paragraph("p2", 1, ParagraphRole.CLAUSE, "ask  two things\nof everybody: "),
        Paragraph("p3", 2, ParagraphRole.SUB_ITEM, "how many **stars** there are;"),
    )
    lines = to_lines(base)
    assert BREAK in lines
    assert read_lines(lines, base) == base
    more = read_lines(f"{lines}\n  - and why;\n- write it down.\n\n", base)
    assert more[:3] == base
    assert [(each.level, each.role, each.text) for each in more[3:]] == [
        (2, ParagraphRole.SUB_ITEM, "and why;"),
        (1, ParagraphRole.CLAUSE, "write it down."),
    ]
    assert own_words("One\u23cetwo\nthree\n\n") == ("One\ntwo", "three")


def test_file_s_words_are_shown_and_kept_with_the_file_they_came_from(office: Client, tmp_path: Path) -> None:
    moved = motion()
    address = f"{home(moved)}amendments/add/"
    words = "\n".join(MORE if text == FIRST else text for text in WORDS)
    with override_settings(COOPCOUNCIL_DATA=tmp_path):
        sent = SimpleUploadedFile("amendment 1.txt", words.encode())
        shown = post(office, address, {"name": "1", "words": "\n".join(WORDS), "base": "1", "file": sent}, 200)
    assert not Amendment.objects.exists()
    source = shown.split('name="source"')[1].split('value="')[1].split('"')[0]
    post(office, address, {"name": "1", "words": words, "base": "1", "step": "keep", "source": source})
    text = Amendment.objects.get().texts.get()
    assert text.source_name == "amendment 1.txt"
    assert MORE in text.plain


def test_change_shows_what_somebody_saved_in_the_meantime_and_keeps_what_was_written(office: Client) -> None:
    made = amendment(motion(), "1", {FIRST: MORE})
    address = f"{home(made)}change/"
    words = "\n".join(words_of(made))
    post(office, address, {"words": words.replace("April", "May"), "version": 1, "step": "keep"})
    shown = post(office, address, {"words": words.replace("April", "March"), "version": 1, "step": "keep"}, 200)
    assert "in the meantime" in shown
    assert "</span>May" in shown
    assert "by March." in shown
    assert 'name="version" value="2"' in shown
    assert made.texts.count() == 2


def test_details_are_changed_and_a_taken_name_is_refused(office: Client) -> None:
    _, first, _ = two()
    given = {"name": "2", "mover": "D. Dale", "received_at": "17 March 2026 at 14:05", "version": first.version}
    assert "There is an amendment 2 to this motion already" in post(office, f"{home(first)}details/", given, 200)
    post(office, f"{home(first)}details/", {**given, "name": "1", "mover_here": ""})
    assert "17 March 2026 at 14:05" in page_of(office, home(first))


# ---- where it stands
def test_each_role_is_offered_only_the_moves_it_may_make(office: Client) -> None:
    made = brought(amendment(motion(), "1", {FIRST: MORE}), AmendmentState.SUBMITTED)
    assert "Rule in order" not in page_of(office, home(made))
    assert "Withdraw" in page_of(office, home(made))
    adviser = client(Role.MONITORING_OFFICER)
    assert "Rule in order" in page_of(adviser, home(made))
    post(adviser, f"{home(made)}move/in-order/", {"version": made.version})
    made.refresh_from_db()
    assert made.state == "in-order"
    assert "Only the mover of amendment 1 or the clerk" in page_of(
        client(Role.COUNCILLOR), f"{home(made)}move/withdrawn/", 403
    )


def test_withdrawing_asks_why(office: Client) -> None:
    made = amendment(motion(), "1", {FIRST: MORE})
    assert "Say why" in post(office, f"{home(made)}move/withdrawn/", {"version": 1}, 200)
    post(office, f"{home(made)}move/withdrawn/", {"version": 1, "why": "No longer wanted."})
    assert "No longer wanted." in page_of(office, home(made))


def test_unknown_state_is_a_page_not_found(office: Client) -> None:
    made = amendment(motion(), "1", {FIRST: MORE})
    page_of(office, f"{home(made)}move/adopted/", 404)


def test_public_sees_an_amendment_once_it_was_moved(office: Client) -> None:
    moved, first, _ = two()
    assert visitor().get(home(first)).status_code == 302
    seconded_one = seconded(amendment(moved, "3", {THIRD: None}))
    shown = page_of(visitor(), home(seconded_one))
    assert THIRD in shown
    assert "Democratic Services" not in shown
    assert visitor().get(f"{home(moved)}together/").status_code == 302


def test_lists_hold_what_each_person_may_see() -> None:
    _, first, second = two()
    Amendment.objects.filter(pk=second.pk).update(state="moved")
    amendment(first.motion, "3", {THIRD: None})
    everybody = list(Amendment.objects.select_related("motion"))
    for role in Role:
        expected = {each.name for each in everybody if can_see(person(role), each)}
        assert set(visible_to(person(role)).values_list("name", flat=True)) == expected, role
    assert {len(visible_to(person(role))) for role in Role} == {1, 2, 3}
    assert [hit.title for hit in search(clerk(), "Allotments", 5)] == [
        "Amendment 3 to Allotments",
        "Amendment 2 to Allotments",
        "Amendment 1 to Allotments",
    ]
    assert find_many(clerk(), ["no id"]) == {}


# ---- together
def test_collision_is_shown_with_rival_texts_and_decided_in_a_page(office: Client) -> None:
    moved, *_ = two()
    (clash,) = consolidate(board_of(moved)).clashes
    shown = page_of(office, f"{home(moved)}together/")
    assert "1 collision to decide" in shown
    assert "20,000" in shown
    assert "5,000" in shown
    address = f"{home(moved)}together/{clash.key}/"
    assert "Choose what should stand here" in post(office, address, {"why": "So."}, 200)
    post(office, address, {"choice": "amendment:1", "why": "The group asked for it.", "seen": ""})
    assert CollisionDecision.objects.get().amendment == moved.amendments.get(name="1")
    shown = page_of(office, f"{home(moved)}together/")
    assert "The words of amendment 1 stand" in shown
    assert "The group asked for it." in shown


def test_second_decision_from_a_stale_page_shows_the_first_and_keeps_what_was_written(office: Client) -> None:
    moved, *_ = two()
    (clash,) = consolidate(board_of(moved)).clashes
    address = f"{home(moved)}together/{clash.key}/"
    post(office, address, {"choice": "amendment:1", "why": "First.", "seen": ""})
    late = {"choice": "own", "words": "15,000", "why": "Half way.", "seen": ""}
    shown = post(office, address, late, 200)
    assert "decided this in the meantime: the words of amendment 1 (First.)" in shown
    assert "Half way." in shown
    assert CollisionDecision.objects.get().why == "First."


def test_chosen_amendments_are_put_together_without_the_others(office: Client) -> None:
    moved, first, _ = two()
    shown = page_of(office, f"{home(moved)}together/?with={first.public_id}")
    assert "Amendment 1 alone." in shown
    assert "5,000" not in shown.split("Choose which amendments")[0]
    text = office.get(f"{home(moved)}together.txt?with={first.public_id}").content.decode()
    assert MORE in text


def test_downloads_are_word_files(office: Client) -> None:
    moved, first, _ = two()
    for address in (f"{home(moved)}together.docx", f"{home(first)}redline/docx/"):
        response = office.get(address)
        assert response.content.startswith(b"PK")
        assert "attachment" in response["Content-Disposition"]


def test_amendment_that_collides_with_the_new_text_is_settled_in_a_page(office: Client) -> None:
    way = (AmendmentState.IN_ORDER, AmendmentState.MOVED, AmendmentState.SECONDED)
    first, second = (brought(each, *way) for each in two()[1:])
    post(office, f"{home(first)}vote/?how=assent", {"version": first.version, "taken_at": "1 May 2026 at 19:30"})
    second.refresh_from_db()
    shown = page_of(office, home(second))
    assert "The text that it amends has changed" in shown
    refused = {"version": second.version, "taken_at": "1 May 2026 at 19:35"}
    assert "Settle that first" in post(office, f"{home(second)}vote/?how=assent", refused, 200)
    form = page_of(office, f"{home(second)}settle/")
    key = form.split('name="key" value="')[1].split('"')[0]
    given = {"version": second.version, "key": key, "choice": "amendment:2", "why": "Still less."}
    assert post(office, f"{home(second)}settle/", given) == home(second)
    assert LESS in words_of(second)


# ---- duties
def test_clerk_and_mover_are_told_what_waits_for_them() -> None:
    moved = motion()
    mover = person(Role.COUNCILLOR)
    first = seconded(amendment(moved, "1", {FIRST: MORE}))
    amendment(moved, "2", {FIRST: LESS}, by=mover)
    Amendment.objects.filter(name="2").update(state="submitted")
    today = first.added_at.date()
    assert [each.words for each in duties(clerk(), today)] == ["Decide 1 collision among the amendments to Allotments"]
    assert duties(mover, today) == []
    site = client(Role.DEMOCRATIC_SERVICES)
    post(site, f"{home(first)}vote/?how=assent", {"version": first.version, "taken_at": "1 May 2026 at 19:30"})
    words = "Amendment 2 to Allotments needs re-basing: settle what it collides with"
    assert [each.words for each in duties(mover, today)] == [words]
    assert [each.words for each in duties(clerk(), today)] == [words]
    assert duties(person(Role.OFFICER), today) == []


def test_adviser_is_told_of_amendments_that_were_handed_in() -> None:
    first = amendment(motion(), "1", {FIRST: MORE})
    today, adviser = first.added_at.date(), person(Role.MONITORING_OFFICER)
    assert duties(adviser, today) == []
    Amendment.objects.update(state="submitted")
    assert [(each.words, each.address) for each in duties(adviser, today)] == [
        ("Say whether amendment 1 to Allotments is in order", home(first))
    ]


def test_amendment_is_not_warned_of_words_that_it_leaves_alone(office: Client) -> None:
    moved = motion((*WORDS, "Ask a few  neighbours by 1 March 2028."))
    added = amendment(moved, "1", {FIRST: FIRST.replace("a fund", "a  fund")})
    assert page_of(office, home(moved)).count("Two spaces stand in a row.") == 1
    assert page_of(office, home(added)).count("Two spaces stand in a row.") == 1


def test_section_for_the_page_of_the_motion_lists_amendments_and_collisions() -> None:
    moved, *_ = two()
    shown = section(moved, clerk())
    assert "1 collision among them to decide" in shown
    assert "Collides with 2" in shown
    assert "Amendment 1" not in section(moved, AnonymousUser())


def section(moved: Motion, user: Any) -> str:
    """The section, drawn as the page of the motion draws it."""
    request = RequestFactory().get("/")
    request.user = user
    given = {"amendments": section_of(user, moved)}
    return unescape(render_to_string("motions/amendments/section.html", given, request))
