"""Addresses for machines."""

from coopcouncil.web.permissions import route
from coopcouncil.web.rights import Right
from coopcouncil.web.running import views

urlpatterns = [
    route("health/live", views.live, name="health-live", may=Right.CHECK_HEALTH),
    route("health/ready", views.ready, name="health-ready", may=Right.CHECK_HEALTH),
    route("metrics", views.metrics, name="metrics", may=Right.READ_METRICS),
]
