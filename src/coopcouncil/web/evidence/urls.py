"""Addresses of evidence."""

from coopcouncil.web.evidence import changing, views
from coopcouncil.web.permissions import route
from coopcouncil.web.rights import Right

_ITEM = "evidence/<uuid:public_id>/"

urlpatterns = [
    route("evidence/", views.evidence, name="evidence", may=Right.SEE_EVIDENCE),
    route("evidence.csv", views.evidence_csv, name="evidence-csv", may=Right.SEE_EVIDENCE),
    route("evidence/add/", changing.add, name="evidence-add", may=Right.ADD_EVIDENCE),
    route("evidence/add/<slug:kind>/", changing.add_kind, name="evidence-add-kind", may=Right.ADD_EVIDENCE),
    route(_ITEM, views.item, name="evidence-item", may=Right.SEE_EVIDENCE),
    route(f"{_ITEM}file/", views.file, name="evidence-file", may=Right.SEE_EVIDENCE),
    route(f"{_ITEM}change/", changing.change, name="evidence-change", may=Right.CHANGE_EVIDENCE),
    route(f"{_ITEM}publish/", changing.publish, name="evidence-publish", may=Right.PUBLISH_EVIDENCE),
    route(f"{_ITEM}withdraw/", changing.withdraw, name="evidence-withdraw", may=Right.WITHDRAW_EVIDENCE),
    route(f"{_ITEM}check/", changing.check, name="evidence-check", may=Right.CHECK_EVIDENCE),
    route(f"{_ITEM}supports/", changing.supports, name="evidence-supports", may=Right.CONNECT_EVIDENCE),
    route(f"{_ITEM}supports/remove/", changing.disconnect, name="evidence-disconnect", may=Right.CONNECT_EVIDENCE),
]
