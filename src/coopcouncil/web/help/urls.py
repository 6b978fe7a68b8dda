"""Addresses of the help pages."""

from coopcouncil.web.help import views
from coopcouncil.web.permissions import route
from coopcouncil.web.rights import Right

urlpatterns = [
    route("about/", views.about, name="about", may=Right.READ_HELP),
    route("glossary/", views.glossary, name="glossary", may=Right.READ_HELP),
    route("accessibility/", views.accessibility, name="accessibility", may=Right.READ_HELP),
    route("cookies/", views.cookies, name="cookies", may=Right.READ_HELP),
    route("privacy/", views.privacy, name="privacy", may=Right.READ_HELP),
    route("terms/", views.terms, name="terms", may=Right.READ_HELP),
]
