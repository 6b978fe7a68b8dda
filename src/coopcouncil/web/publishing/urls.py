"""Addresses of publishing."""

from coopcouncil.web.permissions import route
from coopcouncil.web.publishing import views
from coopcouncil.web.rights import Right

urlpatterns = [
    route("", views.publishing, name="publishing", may=Right.SEE_UNPUBLISHED_SPENDING),
    route("publish/", views.publish, name="publish", may=Right.PUBLISH_SPENDING),
]
