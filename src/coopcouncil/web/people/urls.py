"""Addresses of people."""

from coopcouncil.web.people import views
from coopcouncil.web.permissions import route
from coopcouncil.web.rights import Right

urlpatterns = [
    route("account/", views.account, name="account", may=Right.USE_OWN_ACCOUNT),
]
