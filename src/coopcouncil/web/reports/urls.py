"""Addresses of reports."""

from coopcouncil.web.permissions import route
from coopcouncil.web.reports import changing, views
from coopcouncil.web.rights import Right

ONE = "reports/<uuid:public_id>/"

urlpatterns = [
    route("reports/", views.reports, name="reports", may=Right.SEE_REPORT),
    route("reports/start/", changing.start, name="report-start", may=Right.WRITE_REPORT),
    route(ONE, views.report, name="report", may=Right.SEE_REPORT),
    route(f"{ONE}preview/", views.preview, name="report-preview", may=Right.SEE_REPORT),
    route(f"{ONE}report.<str:ending>", views.report_file, name="report-file", may=Right.SEE_REPORT),
    route(f"{ONE}change/", changing.choose, name="report-change", may=Right.WRITE_REPORT),
    route(f"{ONE}sections/<str:key>/", changing.section, name="report-section", may=Right.WRITE_REPORT),
    route(f"{ONE}compute/", changing.compute, name="report-compute", may=Right.WRITE_REPORT),
    route(f"{ONE}publish/", changing.publish, name="report-publish", may=Right.PUBLISH_REPORT),
    route(f"{ONE}withdraw/", changing.withdraw, name="report-withdraw", may=Right.WITHDRAW_REPORT),
]
