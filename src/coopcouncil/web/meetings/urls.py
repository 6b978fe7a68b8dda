"""Addresses of meetings."""

from coopcouncil.web.meetings import changing, views
from coopcouncil.web.meetings.agendas import views as agendas
from coopcouncil.web.meetings.bodies import views as bodies
from coopcouncil.web.meetings.importing import views as importing
from coopcouncil.web.permissions import route
from coopcouncil.web.rights import Right

_SEE, _KEEP = Right.SEE_MEETINGS, Right.KEEP_MEETINGS
_ONE = "meetings/<uuid:public_id>/"
_ITEM = f"{_ONE}items/<uuid:item>/"

urlpatterns = [
    route("meetings/", views.meetings, name="meetings", may=_SEE),
    route("meetings.ics", views.calendar, name="meetings-calendar", may=_SEE),
    route("meetings/add/", changing.add, name="meeting-add", may=_KEEP),
    route("meetings/import/", importing.start, name="meetings-import", may=_KEEP),
    route(_ONE, views.meeting, name="meeting", may=_SEE),
    route(f"{_ONE}change/", changing.change, name="meeting-change", may=_KEEP),
    route(f"{_ONE}cancel/", changing.cancel, name="meeting-cancel", may=_KEEP),
    route(f"{_ONE}again/", changing.again, name="meeting-again", may=_KEEP),
    route(f"{_ONE}held/", changing.hold, name="meeting-held", may=_KEEP),
    route(f"{_ONE}publish/", changing.publish, name="agenda-publish", may=_KEEP),
    route(f"{_ONE}items/add/", agendas.add, name="item-add", may=_KEEP),
    route(f"{_ITEM}change/", agendas.change, name="item-change", may=_KEEP),
    route(f"{_ITEM}move/", agendas.move, name="item-move", may=_KEEP),
    route(f"{_ITEM}remove/", agendas.remove, name="item-remove", may=_KEEP),
    route(f"{_ITEM}minute/", agendas.minute, name="item-minute", may=_KEEP),
    route("committees/", bodies.committees, name="committees", may=_SEE),
    route("committees/<slug:slug>/", bodies.committee, name="committee", may=_SEE),
    route("committees/<slug:slug>.ics", views.committee_calendar, name="committee-calendar", may=_SEE),
    route("committees/<slug:slug>/names/add/", bodies.alias_add, name="alias-add", may=_KEEP),
    route("committees/<slug:slug>/names/<int:number>/remove/", bodies.alias_remove, name="alias-remove", may=_KEEP),
    route("council/", bodies.full_council, name="full-council", may=_SEE),
    route("council.ics", views.council_calendar, name="council-calendar", may=_SEE),
    route("open/popolo.json", views.open_data, name="popolo", may=_SEE),
    route("offices/add/", bodies.office_add, name="office-add", may=_KEEP),
    route("offices/<uuid:public_id>/end/", bodies.office_end, name="office-end", may=_KEEP),
]
