"""Addresses of promises."""

from coopcouncil.web.permissions import route
from coopcouncil.web.promises import views
from coopcouncil.web.promises.published import views as published
from coopcouncil.web.rights import Right

_ACTION = "promises/actions/<uuid:public_id>/"

urlpatterns = [
    route("promises/", published.promises, name="promises", may=Right.SEE_PROMISES),
    route("promises.csv", published.promises_csv, name="promises-csv", may=Right.SEE_PROMISES),
    route("promises.json", published.promises_json, name="promises-json", may=Right.SEE_PROMISES),
    route("promises/<uuid:public_id>/", published.promises_motion, name="promises-motion", may=Right.SEE_PROMISES),
    route(_ACTION, views.action, name="action", may=Right.SEE_ACTION),
]
