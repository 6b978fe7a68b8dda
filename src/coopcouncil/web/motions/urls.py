"""Addresses of motions."""

from coopcouncil.web.motions import changing, downloads, taking_in, views
from coopcouncil.web.permissions import route
from coopcouncil.web.rights import Right

_ONE = "motions/<uuid:public_id>/"

urlpatterns = [
    route("motions/", views.motions, name="motions", may=Right.SEE_MOTION),
    route("motions/take-in/", taking_in.send, name="motion-send", may=Right.ADD_MOTION),
    route("motions/take-in/keep/", taking_in.keep, name="motion-keep", may=Right.ADD_MOTION),
    route(_ONE, views.motion, name="motion", may=Right.SEE_MOTION),
    route(f"{_ONE}texts/<int:number>/", views.text, name="motion-text", may=Right.SEE_MOTION),
    route(f"{_ONE}texts/<int:number>/<slug:form>/", downloads.text, name="motion-text-file", may=Right.SEE_MOTION),
    route(f"{_ONE}compare/", views.compare, name="motion-compare", may=Right.SEE_MOTION),
    route(f"{_ONE}compare/<slug:form>/", downloads.compared, name="motion-compare-file", may=Right.SEE_MOTION),
    route(f"{_ONE}details/", changing.details, name="motion-details", may=Right.CHANGE_MOTION),
    route(f"{_ONE}change-text/", changing.words, name="motion-change-text", may=Right.CHANGE_MOTION),
    route(f"{_ONE}move/<slug:to>/", changing.move, name="motion-move", may=Right.MOVE_MOTION),
    route("texts/<uuid:public_id>/warnings/<slug:key>/", changing.warning, name="warning", may=Right.DECIDE_ON_TEXT),
    route("texts/<uuid:public_id>/advise/", changing.advise, name="advise", may=Right.ADVISE),
]
