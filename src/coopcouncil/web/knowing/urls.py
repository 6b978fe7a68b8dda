"""Addresses of how we know."""

from coopcouncil.web.knowing import views
from coopcouncil.web.permissions import route
from coopcouncil.web.rights import Right

urlpatterns = [
    route("", views.knowing, name="knowing", may=Right.SEE_PUBLISHED),
    route("refused/", views.refused, name="refused", may=Right.SEE_PUBLISHED),
    route("counted-once/", views.duplicates, name="duplicates", may=Right.SEE_PUBLISHED),
]
