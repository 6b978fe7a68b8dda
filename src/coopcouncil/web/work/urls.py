"""Addresses of long work."""

from coopcouncil.web.permissions import route
from coopcouncil.web.rights import Right
from coopcouncil.web.work import views

urlpatterns = [
    route("", views.jobs, name="jobs", may=Right.SEE_WORK),
    # its own starter may always see it: the view asks who else may
    route("<uuid:public_id>/", views.job, name="job", may=Right.USE_OWN_ACCOUNT),
    route("<uuid:public_id>/again/", views.again, name="job-again", may=Right.USE_OWN_ACCOUNT),
]
