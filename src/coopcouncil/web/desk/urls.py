"""Addresses of the desk."""

from coopcouncil.web.desk import views
from coopcouncil.web.permissions import route
from coopcouncil.web.rights import Right

urlpatterns = [
    route("", views.home, name="home", may=Right.SEE_PUBLISHED),
    route("search/", views.search, name="search", may=Right.SEE_PUBLISHED),
]
