"""Two clerks, or two imports, at the very same moment: nothing is lost, and nothing is written twice."""

from datetime import date

import pytest
from tests.support.meetings import clerk, committee, fresh, item, meeting
from tests.support.moderngov import Meeting as Served
from tests.support.moderngov import item as served_item
from tests.support.moderngov import moderngov
from tests.support.racing import race

from coopcouncil.data.meetings.moderngov import ModernGov
from coopcouncil.web.meetings.importing.operations import import_meetings
from coopcouncil.web.meetings.models import AgendaItem, Meeting
from coopcouncil.web.meetings.operations import ChangedMeanwhileError, MeetingSaid, change_meeting

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_clerks_who_change_a_meeting_at_once_do_not_overwrite_each_other() -> None:
    made, by = meeting(committee()), clerk()

    def change(title: str) -> None:
        change_meeting(meeting=made, version=1, said=MeetingSaid(made.body, made.starts_at, title), by=by)

    refused = race(lambda: change("One"), lambda: change("Other"), expecting=ChangedMeanwhileError)
    assert [type(each) for each in refused].count(type(None)) == 1
    assert fresh(made).version == 2
    assert fresh(made).title in {"One", "Other"}


def test_two_clerks_who_add_items_at_once_both_find_them_on_the_agenda() -> None:
    made = meeting()
    clerk()
    race(*(lambda number=number: item(made, f"Item {number}") for number in range(4)), expecting=ChangedMeanwhileError)
    assert sorted(AgendaItem.objects.values_list("place", flat=True)) == [1, 2, 3, 4]


def test_two_imports_at_once_of_known_committees_make_each_meeting_once() -> None:
    by = clerk()
    served = [Served(str(number), items=[served_item(f"{number}1", "A")]) for number in range(3)]
    with moderngov(served[:1]) as site:
        reader = ModernGov(site.url(""), allow_private=True)

        def take_in() -> None:
            import_meetings(reader=reader, first=date(2027, 3, 1), last=date(2027, 4, 30), by=by)

        take_in()
        Meeting.objects.all().delete()
        race(take_in, take_in, expecting=ChangedMeanwhileError)
    assert Meeting.objects.count() == 1
    assert AgendaItem.objects.count() == 1
