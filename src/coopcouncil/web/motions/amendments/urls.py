"""Addresses of amendments, and of what they come to together."""

from coopcouncil.web.motions import downloads
from coopcouncil.web.motions.amendments import changing, settling, views
from coopcouncil.web.permissions import route
from coopcouncil.web.rights import Right

_ONE = "amendments/<uuid:public_id>/"
_MOTION = "motions/<uuid:public_id>/"

urlpatterns = [
    route(f"{_MOTION}amendments/add/", changing.add, name="amendment-add", may=Right.ADD_AMENDMENT),
    route(f"{_MOTION}together/", views.together, name="motion-together", may=Right.SEE_MOTION),
    route(f"{_MOTION}together.docx", views.together_document, name="motion-together-word", may=Right.SEE_MOTION),
    route(f"{_MOTION}together.txt", views.together_text, name="motion-together-text", may=Right.SEE_MOTION),
    route(f"{_MOTION}together/<slug:key>/", settling.decide, name="motion-decide", may=Right.DECIDE_ON_TEXT),
    route(_ONE, views.amendment, name="amendment", may=Right.SEE_MOTION),
    route(f"{_ONE}redline/<slug:form>/", downloads.amendment, name="amendment-file", may=Right.SEE_MOTION),
    route(f"{_ONE}change/", changing.change, name="amendment-change", may=Right.CHANGE_MOTION),
    route(f"{_ONE}details/", changing.details, name="amendment-details", may=Right.CHANGE_MOTION),
    route(f"{_ONE}move/<slug:to>/", changing.move, name="amendment-move", may=Right.MOVE_MOTION),
    route(f"{_ONE}settle/", settling.settle, name="amendment-settle", may=Right.SETTLE_AMENDMENT),
]
