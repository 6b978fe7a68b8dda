"""Addresses of the answer, the picture and the payments beneath it."""

from coopcouncil.web.permissions import route
from coopcouncil.web.rights import Right
from coopcouncil.web.spending import views

urlpatterns = [
    route("picture/", views.picture, name="picture", may=Right.SEE_PUBLISHED),
    route("picture/<slug:name>/", views.picture_part, name="picture-part", may=Right.SEE_PUBLISHED),
    route("picture/<slug:name>.csv", views.picture_csv, name="picture-csv", may=Right.SEE_PUBLISHED),
    route("payments/", views.payments, name="payments", may=Right.SEE_PUBLISHED),
    route("payments.csv", views.payments_csv, name="payments-csv", may=Right.SEE_PUBLISHED),
]
