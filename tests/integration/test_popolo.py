"""Bodies, offices, meetings, motions and votes as open data: what Popolo asks for, and only what is public."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support.meetings import clerk, committee, held, meeting
from tests.support.site import client, visitor

from coopcouncil.cli import main
from coopcouncil.rules.motions.states import AmendmentState, MotionState
from coopcouncil.rules.motions.voting import Ballot, Method, Result
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.meetings.bodies.operations import add_alias, begin_office
from coopcouncil.web.meetings.popolo import popolo
from coopcouncil.web.motions.models import Amendment, Motion, PersonVote, Text, Vote
from coopcouncil.web.people.models import Body

# what popoloproject.com/specs asks of each kind, and where its references lead
REQUIRED = {
    "organizations": {"id", "name"},
    "posts": {"id", "label", "organization_id"},
    "memberships": {"id", "person_id", "organization_id"},
    "persons": {"id", "name"},
    "events": {"id", "name", "start_date"},
    "motions": {"id", "organization_id", "text", "date"},
    "vote_events": {"id", "motion_id", "organization_id", "start_date", "result"},
}
LEADS_TO = {
    "organization_id": "organizations",
    "parent_id": "organizations",
    "person_id": "persons",
    "creator_id": "persons",
    "voter_id": "persons",
    "post_id": "posts",
    "motion_id": "motions",
    "event_id": "events",
}
OPTIONS = {"yes", "no", "abstain", "absent", "not voting", "paired"}


def faults_of(found: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Where this is not as the specification has it."""
    ids = {kind: {row["id"] for row in rows} for kind, rows in found.items()}
    faults = [f"{kind}: two rows of one id" for kind, rows in found.items() if len(ids[kind]) != len(rows)]
    for kind, rows in found.items():
        for row in rows:
            faults += [f"{kind} {row['id']} lacks {name}" for name in REQUIRED[kind] - set(row)]
            faults += _loose(kind, row, ids)
            for part in (*row.get("votes", ()), *row.get("counts", ())):
                faults += _loose(kind, part, ids)
                faults += [] if part["option"] in OPTIONS else [f"{kind}: {part['option']} is no option"]
            faults += [
                f"{kind}: no vote {each}" for each in row.get("vote_events", ()) if each not in ids["vote_events"]
            ]
    return faults


def _loose(kind: str, row: dict[str, Any], ids: dict[str, set[str]]) -> list[str]:
    leading = {name: value for name, value in row.items() if name in LEADS_TO}
    return [
        f"{kind}: {name} {value} leads nowhere" for name, value in leading.items() if value not in ids[LEADS_TO[name]]
    ]


def _motion(title: str, state: MotionState, *, body: Body | None = None) -> Motion:
    made = Motion.objects.create(title=title, state=state, body=body, mover="Cllr A. Made-up", meeting=meeting(body))
    Text.objects.create(
        motion=made, number=1, paragraphs=[["p1", 0, "resolves", "That we buy co-operatively."]], fingerprint="0"
    )
    return made


def _vote(motion: Motion, method: Method = Method.RECORDED, **more: Any) -> Vote:
    made = {"text": motion.texts.get(), "meeting": motion.meeting, "result": Result.CARRIED, **more}
    return Vote.objects.create(motion=motion, method=method, **made)


@pytest.fixture
def carried() -> Motion:
    motion = _motion("Buy co-operatively", MotionState.CARRIED)
    vote = _vote(motion)
    for name, ballot in (("Cllr A. Made-up", Ballot.FOR), ("Cllr B. Made-up", Ballot.AGAINST), ("Cllr C", Ballot.FOR)):
        PersonVote.objects.create(vote=vote, name=name, ballot=ballot)
    return motion


def test_everything_public_is_as_popolo_has_it(carried: Motion) -> None:
    board = committee()
    add_alias(body=board, name="Spokes", by=clerk())
    begin_office(body=board, title="Chair", holder="Cllr A. Made-up", starts_on=date(2026, 5, 1), by=clerk())
    begin_office(body=None, title="Leader", holder="Cllr B. Made-up", starts_on=None, by=clerk())
    amendment = Amendment.objects.create(motion=carried, name="1", mover="Cllr D", state=AmendmentState.LOST)
    shown = {"votes_for": 3, "votes_against": 20, "abstentions": 1, "result": Result.LOST}
    _vote(carried, Method.SHOW_OF_HANDS, amendment=amendment, **shown)
    found = popolo("Ambleford")
    assert faults_of(found) == []
    assert {kind: len(rows) for kind, rows in found.items()} == {
        "organizations": 3,
        "posts": 2,
        "memberships": 2,
        "events": 1,
        "motions": 2,
        "vote_events": 2,
        "persons": 4,
    }


def test_check_of_the_shape_finds_what_is_wrong(carried: Motion) -> None:
    found = popolo("Ambleford")
    del found["motions"][0]["text"]
    found["vote_events"][0]["motion_id"] = "nothing"
    found["vote_events"][0]["counts"][0]["option"] = "perhaps"
    assert len(faults_of(found)) == 3


def test_recorded_vote_is_counted_by_its_names(carried: Motion) -> None:
    found = popolo("Ambleford")
    [event] = found["vote_events"]
    assert event["result"] == "pass"
    assert event["counts"] == [
        {"option": "yes", "value": 2},
        {"option": "no", "value": 1},
        {"option": "abstain", "value": 0},
    ]
    assert len(event["votes"]) == 3
    [motion] = found["motions"]
    assert motion["text"] == "Buy co-operatively\nThat we buy co-operatively."
    assert (motion["result"], motion["vote_events"]) == ("pass", [event["id"]])


def test_motion_is_left_out_until_it_is_public_and_stays_once_it_was() -> None:
    _motion("A draft", MotionState.DRAFT)
    gone = _motion("Withdrawn before", MotionState.WITHDRAWN)
    assert popolo("Ambleford")["motions"] == []
    Motion.objects.filter(pk=gone.pk).update(published_at=timezone.now())
    assert [each["status"] for each in popolo("Ambleford")["motions"]] == ["withdrawn"]
    assert "A draft" not in json.dumps(popolo("Ambleford"))


def test_amendment_that_was_never_voted_on_is_left_out(carried: Motion) -> None:
    Amendment.objects.create(motion=carried, name="1", mover="Cllr Secret")
    assert "Secret" not in json.dumps(popolo("Ambleford"))


def test_address_serves_it_to_caches_and_answers_not_modified(carried: Motion) -> None:
    answer = visitor().get("/open/popolo.json")
    assert answer.json()["motions"][0]["id"] == str(carried.public_id)
    assert answer["Cache-Control"] == "public, max-age=300"
    assert answer["Access-Control-Allow-Origin"] == "*"
    again = visitor().get("/open/popolo.json", headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    held(meeting())
    assert visitor().get("/open/popolo.json", headers={"if-none-match": answer["ETag"]}).status_code == 200


def test_it_is_the_same_for_a_clerk_and_for_the_public(carried: Motion) -> None:
    _motion("A draft", MotionState.DRAFT)
    theirs = client(Role.DEMOCRATIC_SERVICES).get("/open/popolo.json").json()
    assert theirs == visitor().get("/open/popolo.json").json()


def test_it_asks_the_database_as_often_for_many_as_for_few(carried: Motion) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            popolo("Ambleford")
        return len(queries)

    committee()
    few = asked()
    for number in range(5):
        _vote(_motion(f"Motion {number}", MotionState.CARRIED, body=committee(f"Committee {number}")))
    assert asked() == few


def test_command_writes_it(carried: Motion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coopcouncil.cli.meetings_export.open_database", lambda _: None)
    out = tmp_path / "popolo.json"
    done = CliRunner().invoke(main, ["meetings", "export", "--popolo", "--out", str(out), "--data", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert "1 motions" in done.output
    assert faults_of(json.loads(out.read_text(encoding="utf-8"))) == []
    shown = CliRunner().invoke(main, ["meetings", "export", "--popolo", "--data", str(tmp_path)])
    assert json.loads(shown.output) == json.loads(out.read_text(encoding="utf-8"))
    assert CliRunner().invoke(main, ["meetings", "export", "--data", str(tmp_path)]).exit_code == 2
