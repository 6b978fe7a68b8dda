"""Addresses of reports."""

from coopcouncil.web.permissions import route
from coopcouncil.web.reports import views
from coopcouncil.web.rights import Right

urlpatterns = [
    route("reports/", views.reports, name="reports", may=Right.DRAFT_REPORT),
    route("reports/<slug:slug>/", views.report, name="report", may=Right.DRAFT_REPORT),
    route("reports/<slug:slug>/report.<str:ending>", views.report_file, name="report-file", may=Right.DRAFT_REPORT),
]
