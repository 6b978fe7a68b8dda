"""Addresses of the upload."""

from coopcouncil.web.permissions import route
from coopcouncil.web.rights import Right
from coopcouncil.web.uploads import views

urlpatterns = [
    route("", views.upload, name="upload", may=Right.LOAD_PAYMENTS),
    route("<uuid:public_id>/", views.check, name="upload-check", may=Right.LOAD_PAYMENTS),
    route("<uuid:public_id>/load/", views.load, name="upload-load", may=Right.LOAD_PAYMENTS),
    route("<uuid:public_id>/discard/", views.discard, name="upload-discard", may=Right.LOAD_PAYMENTS),
]
