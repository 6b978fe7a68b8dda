"""Addresses of votes."""

from coopcouncil.web.motions.votes import views
from coopcouncil.web.permissions import route
from coopcouncil.web.rights import Right

_ONE = "amendments/<uuid:public_id>/"
_MOTION = "motions/<uuid:public_id>/"

urlpatterns = [
    route(f"{_MOTION}votes/", views.votes, name="motion-votes", may=Right.SEE_MOTION),
    route(f"{_MOTION}vote/", views.vote_on_motion, name="motion-vote", may=Right.ENTER_VOTE),
    route(f"{_MOTION}vote/correct/", views.correct_on_motion, name="motion-vote-correct", may=Right.CORRECT_VOTE),
    route(f"{_ONE}vote/", views.vote_on_amendment, name="amendment-vote", may=Right.ENTER_VOTE),
    route(f"{_ONE}vote/correct/", views.correct_on_amendment, name="amendment-vote-correct", may=Right.CORRECT_VOTE),
]
