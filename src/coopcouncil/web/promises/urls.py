"""Addresses of promises."""

from coopcouncil.web.permissions import route
from coopcouncil.web.promises import views
from coopcouncil.web.rights import Right

_ACTION = "promises/actions/<uuid:public_id>/"

urlpatterns = [
    route(_ACTION, views.action, name="action", may=Right.SEE_ACTION),
]
