"""Addresses of the record."""

from coopcouncil.web.permissions import route
from coopcouncil.web.record import views
from coopcouncil.web.rights import Right

urlpatterns = [
    route("record/", views.record, name="record", may=Right.SEE_RECORD),
    route("record.csv", views.record_csv, name="record-csv", may=Right.SEE_RECORD),
    route("record/<int:number>/", views.entry, name="entry", may=Right.SEE_RECORD),
    route("record/<int:number>/redact/", views.redact_entry, name="redact-entry", may=Right.REDACT_RECORD),
    route("record/people/<uuid:public_id>/redact/", views.redact_person, name="redact-person", may=Right.REDACT_RECORD),
]
