"""Addresses of the API, of its tokens and of what is said about it."""

from django.urls import include, path

from coopcouncil.web.api import views
from coopcouncil.web.api.version_one import addresses
from coopcouncil.web.permissions import route
from coopcouncil.web.rights import Right

urlpatterns = [
    path("api/v1/", include(addresses())),
    route("api/", views.documentation, name="api", may=Right.READ_HELP),
    route("account/tokens/", views.tokens, name="tokens", may=Right.USE_OWN_ACCOUNT),
    route("account/tokens/<uuid:token_id>/revoke/", views.revoke, name="token-revoke", may=Right.USE_OWN_ACCOUNT),
]
