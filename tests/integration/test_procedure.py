"""The council's own rules: notice of motions and closed days, read from its file, and what is wrong with one."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from django.test import override_settings
from tests.support.meetings import clerk
from tests.support.site import client, visitor

from coopcouncil.rules.motions.agenda_notice import agenda_by
from coopcouncil.rules.motions.naming import are_alike, plain_name
from coopcouncil.rules.motions.notice import Counting, NoticeProfile
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.meetings.deadlines import deadlines_of
from coopcouncil.web.meetings.operations import MeetingSaid, add_meeting
from coopcouncil.web.meetings.procedure import ProcedureError, council_calendar, notice_profile

RULES = """
[notice]
days = 8
counting = "nth-day"
until = "12:00"
source = "Constitution, Council Procedure Rule 12"

[closed]
2027-03-10 = "Made-up closure"
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "procedure.toml"
    path.write_text(RULES, encoding="utf-8")
    return path


def test_profile_and_closed_days_are_read_from_the_file(rules: Path) -> None:
    with override_settings(COOPCOUNCIL_PROCEDURE=str(rules)):
        said = NoticeProfile(8, Counting.NTH_DAY, time(12), "Constitution, Council Procedure Rule 12")
        assert notice_profile() == said
        assert council_calendar().why_not_worked(date(2027, 3, 10)) == "Made-up closure"


def test_file_in_the_data_folder_is_found(rules: Path) -> None:
    with override_settings(COOPCOUNCIL_PROCEDURE="", COOPCOUNCIL_DATA=rules.parent):
        assert notice_profile() is not None
    with override_settings(COOPCOUNCIL_PROCEDURE="", COOPCOUNCIL_DATA=rules.parent / "none"):
        assert notice_profile() is None
        assert council_calendar().is_working_day(date(2027, 3, 10))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[notice", "cannot be read as TOML"),
        ("[notices]\ndays = 8", r"\[notices\] is not known"),
        ("notice = 8", "notice is no table"),
        ("[notice]\ndays = 0", "whole number from 1"),
        ("[notice]\ndays = true", "whole number from 1"),
        ("[notice]\ndays = 8", '"nth-day" or "clear-days"'),
        ('[notice]\ndays = 8\ncounting = "clear-days"', "source must say"),
        ("[notice]\ndays = 8\nhour = 12", "hour is not known"),
        ('[notice]\ndays = 8\ncounting = "clear-days"\nsource = "x"\nuntil = "noon"', "until must be an hour"),
        ('[closed]\nchristmas = "x"', "christmas is no date"),
    ],
)
def test_file_that_makes_no_sense_says_what_to_write(rules: Path, text: str, said: str) -> None:
    rules.write_text(text, encoding="utf-8")
    reading = council_calendar if text.startswith("[closed]") else notice_profile
    with override_settings(COOPCOUNCIL_PROCEDURE=str(rules)), pytest.raises(ProcedureError, match=said) as caught:
        reading()
    assert str(rules) in str(caught.value)


def test_kept_list_of_holidays_that_is_damaged_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "bank-holidays.json").write_text("{", encoding="utf-8")
    with override_settings(COOPCOUNCIL_DATA=tmp_path), pytest.raises(ProcedureError, match="is damaged"):
        council_calendar()


def test_agenda_is_due_five_clear_days_before() -> None:
    # Wednesday 17 March 2027: Tuesday, Monday, Friday, Thursday and Wednesday lie between it and Tuesday 9 March
    assert agenda_by(date(2027, 3, 17), council_calendar()).on == date(2027, 3, 9)


def test_page_shows_both_deadlines_and_tells_the_clerk_when_one_is_not_known(rules: Path) -> None:
    said = MeetingSaid(None, datetime(2027, 3, 17, 19, tzinfo=UTC))
    made = add_meeting(said=said, by=clerk())
    address = f"/meetings/{made.public_id}/"
    with override_settings(COOPCOUNCIL_PROCEDURE=str(rules)):
        page = visitor().get(address).content.decode()
        assert "noon on Thursday 4 March 2027" in page
        assert "the end of Monday 8 March 2027" in page  # the closed day counts for neither
    with override_settings(COOPCOUNCIL_PROCEDURE=str(rules.parent / "none.toml")):
        assert deadlines_of(made).motions is None
        assert "rule of notice is not set" in client(Role.DEMOCRATIC_SERVICES).get(address).content.decode()
        assert "rule of notice" not in visitor().get(address).content.decode()
    rules.write_text("[notice", encoding="utf-8")
    with override_settings(COOPCOUNCIL_PROCEDURE=str(rules)):
        assert visitor().get(address).status_code == 200
        assert "cannot be read as TOML" in client(Role.DEMOCRATIC_SERVICES).get(address).content.decode()


def test_names_are_compared_without_what_makes_no_difference() -> None:
    assert plain_name("The Children's & Young People's Committee.") == "childrens and young peoples committee"
    assert are_alike("Asset and Procurement Spokes", "Assets & Procurement Spokes meeting")
    assert not are_alike("Planning Committee", "Licensing Panel")
