"""Reports to committees on the site: started, written by two at once, published, withdrawn, computed again."""

import re
from io import BytesIO
from typing import Any

import docx
import pytest
from django.test import Client
from tests.support import meetings
from tests.support.promises import fresh as fresh_action
from tests.support.promises import promised, shown_by
from tests.support.reports import clerk as a_clerk
from tests.support.reports import draft, fresh, officer, published, wrote
from tests.support.site import client, visitor

from coopcouncil.papers.committee_report.kept import Missing
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.evidence.operations import withdraw_evidence
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.permissions import NotAllowedError
from coopcouncil.web.record.models import Entry
from coopcouncil.web.reports.drafting import drafted
from coopcouncil.web.reports.models import Report
from coopcouncil.web.reports.operations import (
    ChangedMeanwhileError,
    Chosen,
    LooksDifferentError,
    choose_again,
    publish_report,
    start_report,
    withdraw_report,
    write_section,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _data(settings: Any, tmp_path: Any) -> None:
    settings.COOPCOUNCIL_DATA = tmp_path


@pytest.fixture
def clerks() -> Client:
    return client(Role.DEMOCRATIC_SERVICES)


def _address(report: Report, more: str = "") -> str:
    return f"/reports/{report.public_id}/{more}"


def _text(answer: Any) -> str:
    return str(answer.content.decode())


# ---- starting
def test_start_offers_the_actions_and_the_meeting_of_the_committee(clerks):
    to = meetings.committee()
    action = promised("Plant forty trees.")
    action.body = to
    action.save()
    meeting = meetings.meeting(to)

    page = clerks.get("/reports/start/", {"committee": to.slug})

    checked = re.findall(r'value="([^"]+)" checked', _text(page))
    assert checked == [meeting.subject_ref, action.subject_ref]


def test_start_keeps_a_draft_with_what_was_chosen(clerks):
    to, action = meetings.committee(), promised("Plant forty trees.")

    answer = clerks.post(
        f"/reports/start/?committee={to.slug}",
        {"title": "Orchards", "author": "Head of Parks", "meeting": "", "actions": [action.subject_ref]},
    )

    made = Report.objects.get()
    assert answer["Location"] == _address(made)
    assert (made.title, made.body, made.actions, made.state) == ("Orchards", to, [action.subject_ref], "draft")
    assert Entry.objects.filter(about=made.about, what="started").count() == 1


def test_start_without_a_committee_asks_for_one(clerks):
    assert "Choose to whom the report is." in _text(clerks.get("/reports/start/", {"committee": ""}))


def test_start_refuses_the_meeting_of_another_body():
    chosen = Chosen("Orchards", meetings.meeting(meetings.committee("Other")), "", ())

    with pytest.raises(RefusedError, match="another body"):
        start_report(body=meetings.committee(), chosen=chosen, by=officer())


def test_start_refuses_an_action_that_is_no_promise():
    with pytest.raises(RefusedError, match="not a promise"):
        start_report(body=None, chosen=Chosen("O", None, "", ("6f1d2f6e-0000-4000-8000-000000000000",)), by=officer())


# ---- who sees and does what
def test_draft_is_seen_by_officers_and_not_by_visitors_or_councillors():
    report = draft(promised())

    assert client(Role.OFFICER).get(_address(report)).status_code == 200
    assert client(Role.COUNCILLOR).get(_address(report)).status_code == 403
    assert visitor().get(_address(report)).status_code == 302
    assert visitor().get(_address(report, "report.pdf")).status_code == 302


def test_list_shows_the_public_what_is_published_alone():
    published(draft(promised(), title="Published one"))
    draft(promised(title="Ponds"), title="Still a draft")

    assert "Still a draft" in _text(client().get("/reports/"))
    shown = _text(visitor().get("/reports/"))
    assert "Published one" in shown
    assert "Still a draft" not in shown


def test_officer_may_not_publish():
    report = draft(promised())

    with pytest.raises(NotAllowedError, match="emocratic"):
        publish_report(report=report, version=report.version, seen=drafted(report).seen, by=officer())


def test_lists_without_a_report_say_what_to_do(clerks):
    assert "No report has been started yet" in _text(clerks.get("/reports/"))
    assert "No report has been published yet" in _text(visitor().get("/reports/"))


# ---- writing
def test_section_is_written_and_told_apart_from_what_is_computed(clerks):
    report = draft(promised("Plant forty trees."))

    clerks.post(_address(report, "sections/legal/"), {"version": "0", "text": "Counsel was asked.\r\n\r\nNo risk."})

    assert report.words.get().text == "Counsel was asked.\n\nNo risk."
    shown = _text(clerks.get(_address(report)))
    assert "Counsel was asked." in shown
    assert "Plant forty trees." in shown
    assert "Written: Democratic Services," in shown


def test_second_editor_of_a_section_sees_the_first_ones_words_beside_their_own(clerks):
    report = draft(promised())
    wrote(report, "What the officer wrote.")

    page = clerks.post(_address(report, "sections/legal/"), {"version": "0", "text": "What the clerk wrote."})

    shown = _text(page)
    assert "Officer changed this while you were writing" in shown
    assert "What the officer wrote." in shown
    assert "What the clerk wrote." in shown
    assert report.words.get().text == "What the officer wrote."
    again = clerks.post(_address(report, "sections/legal/"), {"version": "1", "text": "Both together."})
    assert again.status_code == 302
    assert report.words.get().text == "Both together."


def test_two_editors_of_different_sections_do_not_meet():
    report = draft(promised())

    wrote(report, "One.", "legal")
    wrote(report, "Two.", "equality", by=a_clerk())

    assert report.words.count() == 2


def test_second_choice_of_actions_is_not_written_over_the_first(clerks):
    first, second = promised("Plant forty trees."), promised("Dig a pond.", title="Ponds")
    report = draft(first)
    choose_again(
        report=report,
        choice_version=1,
        chosen=Chosen(report.title, None, "", (first.subject_ref, second.subject_ref)),
        by=officer(),
    )

    page = clerks.post(
        _address(report, "change/"), {"version": "1", "title": "Mine", "author": "", "meeting": "", "actions": []}
    )

    assert "Officer changed this while you were writing" in _text(page)
    assert fresh(report).actions == [first.subject_ref, second.subject_ref]
    assert fresh(report).title == report.title


def test_writing_the_same_again_makes_no_entry():
    report = draft(promised())
    wrote(report, "Words.")
    before = Entry.objects.count()

    wrote(report, "Words.", version=1)

    assert Entry.objects.count() == before


def test_words_that_are_too_long_are_refused():
    with pytest.raises(RefusedError, match="Shorten them"):
        wrote(draft(promised()), "x" * 20_001)


def test_heading_that_the_template_lacks_is_not_found(clerks):
    assert clerks.get(_address(draft(promised()), "sections/none/")).status_code == 404


# ---- publishing
def test_publish_page_says_who_sees_it_and_which_required_headings_are_empty(clerks):
    shown = _text(clerks.get(_address(draft(promised()), "publish/")))

    assert "Everybody will see it" in shown
    assert "Required headings without words:" in shown
    assert "<li>Legal implications</li>" in shown
    assert "Publish with its gaps" in shown


def test_published_report_stays_as_it_was_when_what_is_recorded_changes(clerks):
    action = promised("Plant forty trees.")
    proof = shown_by(action, "record", title="A letter to schools", published=True)
    report = draft(action)
    sent = dict(re.findall(r'name="(version|seen)" value="([^"]+)"', _text(clerks.get(_address(report, "publish/")))))

    assert clerks.post(_address(report, "publish/"), sent).status_code == 302
    before = visitor().get(_address(report, "report.docx"))
    content = b"".join(before.streaming_content)
    type(action).objects.filter(pk=action.pk).update(words="Plant four trees.")
    withdraw_evidence(evidence=proof, why="Made up.", by=officer())

    shown = _text(visitor().get(_address(report)))
    assert "Plant forty trees." in shown
    assert "A letter to schools" in shown
    assert "Plant four trees." not in shown
    assert b"".join(visitor().get(_address(report, "report.docx")).streaming_content) == content
    assert any("Plant forty trees." in each.text for each in docx.Document(BytesIO(content)).paragraphs)
    assert fresh_action(action).words == "Plant four trees."


@pytest.mark.parametrize(("ending", "opening"), [("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!DOCTYPE html>")])
def test_draft_comes_as_a_file(ending, opening):
    given = client().get(_address(draft(promised()), f"report.{ending}"))

    assert given.content.startswith(opening)
    assert f'filename="draft-orchards-so-far.{ending}"' in given["Content-Disposition"]


def test_report_in_another_form_is_not_found():
    assert client().get(_address(draft(promised()), "report.exe")).status_code == 404


def test_publishing_what_was_not_looked_at_is_refused():
    action = promised("Plant forty trees.")
    report = draft(action)
    seen = drafted(report).seen
    shown_by(action, "record", published=True)

    with pytest.raises(LooksDifferentError):
        publish_report(report=report, version=report.version, seen=seen, by=a_clerk())
    assert fresh(report).state == "draft"


def test_publishing_an_older_version_is_refused():
    report = draft(promised())
    version = report.version
    wrote(report, "Words.")

    with pytest.raises(ChangedMeanwhileError):
        publish_report(report=fresh(report), version=version, seen=drafted(report).seen, by=a_clerk())


def test_published_report_cannot_be_written():
    report = published(draft(promised()))

    with pytest.raises(NotAllowedError, match="published"):
        write_section(report=report, key="legal", heading="Legal", version=0, text="More.", by=a_clerk())


def test_published_report_names_nobody_to_the_public():
    report = draft(promised())
    wrote(report, "Words.")
    published(report)

    shown = _text(visitor().get(_address(report)))
    assert a_clerk().name not in shown
    assert officer().email not in shown


def test_withdrawn_report_tells_the_public_why_and_nothing_else(clerks):
    report = published(draft(promised("Plant forty trees.")))

    clerks.post(_address(report, "withdraw/"), {"why": "A figure was wrong."})

    answer = visitor().get(_address(report))
    assert answer.status_code == 410
    assert "A figure was wrong." in _text(answer)
    assert "Plant forty trees." not in _text(answer)
    assert "Plant forty trees." in _text(clerks.get(_address(report)))
    assert visitor().get(_address(report, "report.pdf")).status_code == 302


def test_withdrawing_without_a_reason_is_refused():
    with pytest.raises(RefusedError, match="Say why"):
        withdraw_report(report=draft(promised()), why=" ", by=officer())


# ---- gaps and evidence
def test_evidence_that_is_not_published_is_a_gap_and_told_to_the_writers_alone(clerks):
    action = promised("Plant forty trees.")
    shown_by(action, "record", title="A secret draft")
    report = draft(action)

    assert Missing("Main issues", "Plant forty trees.", "no published evidence yet") in drafted(report).gaps
    assert "A secret draft" in _text(clerks.get(_address(report)))
    assert "A secret draft" not in _text(clerks.get(_address(report, "preview/")))


def test_report_is_put_on_the_agenda_and_carries_its_item(clerks):
    to = meetings.committee()
    meeting = meetings.meeting(to)
    report = draft(promised(), to=to, meeting=meeting)
    assert f"/items/add/?about=report:{report.public_id}" in _text(clerks.get(_address(report)))

    meetings.item(meeting, report.title, number="7", about=report.about)

    assert "Put it on the agenda" not in _text(clerks.get(_address(report)))
    assert drafted(report).paper.item_number == "7"


def test_computing_again_without_a_figure_says_so(clerks):
    report = draft(promised())

    shown = _text(clerks.post(_address(report, "compute/"), follow=True))

    assert "There is no published figure beneath these actions" in shown
