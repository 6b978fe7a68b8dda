"""The demo's meetings: made once, by the demo's clerk."""

from coopcouncil.web.meetings.demo import make_demo_meetings
from coopcouncil.web.meetings.models import AgendaItem, Meeting, Office
from coopcouncil.web.meetings.queries import body_named
from coopcouncil.web.people.demo import make_demo_people


def test_demo_has_meetings_in_every_state_but_cancelled_and_makes_them_once() -> None:
    assert make_demo_meetings() == 0  # nobody is here yet who keeps them
    make_demo_people(supplier="Made-up Supplier", org_id="GB-COH-01234567")
    assert make_demo_meetings() == 4
    assert make_demo_meetings() == 0
    assert Meeting.objects.filter(state="held").count() == 1
    assert not AgendaItem.objects.filter(meeting__state="held", minute="").exists()
    assert Office.objects.count() == 3
    assert str(body_named("the overview & scrutiny panel").one) == "Scrutiny Committee"
