"""The demo's motions and what was promised: made once, by the demo's people, and every scene is there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client
from django.utils import timezone
from tests.support.recording import entries_made
from tests.support.site import make_tiny, site_over, visitor

from coopcouncil.cli import main
from coopcouncil.rules.motions.states import ActionState
from coopcouncil.web.evidence.models import Evidence
from coopcouncil.web.meetings.demo import PROCEDURE, make_demo_meetings
from coopcouncil.web.meetings.procedure import FILE
from coopcouncil.web.motions.demo import FENMARSH, LIBRARY, MEALS, make_demo_motions
from coopcouncil.web.motions.models import Motion
from coopcouncil.web.people.demo import make_demo_people
from coopcouncil.web.people.models import Person
from coopcouncil.web.promises.demo import make_demo_promises
from coopcouncil.web.promises.models import Action
from coopcouncil.web.promises.standing import is_late, not_stated
from coopcouncil.web.reports.demo import make_demo_reports
from coopcouncil.web.reports.models import Report


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The demo's data folder, with the council's rules of procedure."""
    made = tmp_path / "demo"
    make_tiny(made)
    (made / FILE).write_text(PROCEDURE, encoding="utf-8")
    monkeypatch.setenv("COOPCOUNCIL_DATA", str(made))
    return made


@pytest.fixture
def made(root: Path) -> Iterator[tuple[int, int]]:
    """How many motions and actions were made; the pages are served over the demo."""
    with site_over(root):
        make_demo_people(supplier="Made-up Supplier", org_id="GB-COH-01234567")
        make_demo_meetings()
        yield make_demo_motions(), make_demo_promises()


def as_(name: str) -> Client:
    """A browser in which this person of the demo is signed in."""
    browser = visitor()
    browser.force_login(Person.objects.get(name=name))
    return browser


def page(browser: Client, address: str) -> str:
    """What the page says."""
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def motion(title: str) -> Motion:
    return Motion.objects.get(title=title)


def test_demo_has_no_motions_before_there_are_people() -> None:
    assert (make_demo_motions(), make_demo_promises()) == (0, 0)


def test_motions_made_again_change_nothing_and_the_record_is_whole(made: tuple[int, int]) -> None:
    assert made == (3, 7)
    with entries_made() as entries:
        assert (make_demo_motions(), make_demo_promises()) == (0, 0)
    assert entries.told == []
    verified = CliRunner().invoke(main, ["record", "verify"])
    assert verified.exit_code == 0
    assert "whole" in verified.output


@pytest.mark.usefixtures("made")
def test_carried_motion_shows_its_amendment_its_votes_and_no_day_that_is_stale() -> None:
    carried = motion(FENMARSH)
    said = page(visitor(), f"/motions/{carried.public_id}/")
    assert "Fenmarsh County Council: " in said
    assert not any(old in said for old in ("14 July 2026", "30 September 2026", "31 January 2027"))
    votes = page(visitor(), f"/motions/{carried.public_id}/votes/")
    assert "Emrys Candlewick" in votes
    assert carried.votes.get(amendment=None).votes_for == 6
    assert carried.amendments.get().state == "carried"


@pytest.mark.usefixtures("made")
def test_actions_stand_in_every_state_and_what_is_not_stated_stays_so() -> None:
    today = timezone.localdate()
    by_place = {(each.resolution.number, each.place): each for each in Action.objects.select_related("resolution")}
    states = {place: each.state for place, each in by_place.items()}
    assert states == {
        (1, 1): ActionState.DISCHARGED,
        (2, 1): ActionState.CONTINUING,
        (3, 1): ActionState.OPEN,
        (3, 2): ActionState.OPEN,
        (4, 1): ActionState.CONTINUING,
        (5, 1): ActionState.AWAITING_DISCHARGE,
        (6, 1): ActionState.BLOCKED,
    }
    assert [place for place, each in by_place.items() if is_late(each, today)] == [(3, 1)]
    assert not_stated(by_place[4, 1]) == ("body", "review frequency")
    assert by_place[2, 1].reviews.count() == 1
    assert Evidence.objects.get(kind="figure").state == "published"
    assert list(Evidence.objects.filter(state="draft").values_list("title", flat=True)) == [
        "Draft report on Mill Lane Hall"
    ]


@pytest.mark.usefixtures("made")
def test_public_reads_what_was_done_with_its_proof_and_no_draft() -> None:
    promises = page(visitor(), "/promises/")
    assert "1 is done" in promises
    assert "Letter to every community group" in promises
    assert "Draft report on Mill Lane Hall" not in promises
    assert "Wren Castellow" not in promises
    assert visitor().get(f"/motions/{motion(LIBRARY).public_id}/").status_code != 200


@pytest.mark.usefixtures("made")
def test_each_home_begins_with_what_waits_there() -> None:
    clerk, adviser, owner = (
        page(as_(name), "/") for name in ("Nuala Fairbrisk", "Perpetua Lindqvast", "Wren Castellow")
    )
    assert MEALS in clerk
    assert LIBRARY in clerk
    assert f"Advise on the motion {LIBRARY}" in adviser
    assert "the transfer of Mill Lane Hall" in owner
    together = page(as_("Nuala Fairbrisk"), f"/motions/{motion(MEALS).public_id}/together/")
    assert "in time for the budget" in together


@pytest.mark.usefixtures("made")
def test_scrutiny_committee_has_its_report_and_another_is_being_written() -> None:
    assert (make_demo_reports(), make_demo_reports()) == (2, 0)
    published, draft = Report.objects.get(state="published"), Report.objects.get(state="draft")
    assert (str(published.body), str(draft.body)) == ("Scrutiny Committee", "Cabinet")
    said = page(visitor(), f"/reports/{published.public_id}/")
    assert "Letter to every community group" in said
    assert visitor().get(f"/reports/{draft.public_id}/").status_code != 200
