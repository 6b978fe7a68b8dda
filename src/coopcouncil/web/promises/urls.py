"""Addresses of promises."""

from coopcouncil.web.permissions import route
from coopcouncil.web.promises import views
from coopcouncil.web.promises.confirming import views as confirming
from coopcouncil.web.promises.progress import views as progress
from coopcouncil.web.rights import Right

_MOTION = "promises/motions/<uuid:public_id>/"
_RESOLUTION = "promises/resolutions/<uuid:public_id>/"
_ACTION = "promises/actions/<uuid:public_id>/"

urlpatterns = [
    route("promises/", views.promises, name="promises", may=Right.SEE_PROMISES),
    route("promises.csv", views.promises_csv, name="promises-csv", may=Right.SEE_PROMISES),
    route("promises.json", views.promises_json, name="promises-json", may=Right.SEE_PROMISES),
    route(_MOTION, views.of_motion, name="promises-motion", may=Right.SEE_PROMISES),
    route(f"{_MOTION}confirm/", confirming.confirm, name="promises-confirm", may=Right.CONFIRM_ACTIONS),
    route(f"{_MOTION}confirm/all/", confirming.confirm_all, name="promises-confirm-all", may=Right.CONFIRM_ACTIONS),
    route(f"{_RESOLUTION}confirm/", confirming.confirm_one, name="resolution-confirm", may=Right.CONFIRM_ACTIONS),
    route(f"{_RESOLUTION}add/", confirming.add, name="action-add", may=Right.CONFIRM_ACTIONS),
    route(_ACTION, views.action, name="action", may=Right.SEE_ACTION),
    route(f"{_ACTION}change/", confirming.change, name="action-change", may=Right.CONFIRM_ACTIONS),
    route(f"{_ACTION}reject/", confirming.reject, name="action-reject", may=Right.CONFIRM_ACTIONS),
    route(f"{_ACTION}note/", progress.note, name="action-note", may=Right.WORK_ON_ACTION),
    route(f"{_ACTION}block/", progress.block, name="action-block", may=Right.WORK_ON_ACTION),
    route(f"{_ACTION}unblock/", progress.unblock, name="action-unblock", may=Right.WORK_ON_ACTION),
    route(f"{_ACTION}review/", progress.review, name="action-review", may=Right.WORK_ON_ACTION),
    route(f"{_ACTION}discharge/", progress.discharge, name="action-discharge", may=Right.WORK_ON_ACTION),
    route(f"{_ACTION}proof/", progress.proof, name="action-proof", may=Right.WORK_ON_ACTION),
    route(f"{_ACTION}decide/", progress.decide, name="action-decide", may=Right.DECIDE_DISCHARGE),
    route(f"{_ACTION}supersede/", progress.supersede, name="action-supersede", may=Right.CONFIRM_ACTIONS),
]
