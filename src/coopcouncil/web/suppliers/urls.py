"""Addresses of suppliers, organisations and reviews."""

from coopcouncil.web.permissions import route
from coopcouncil.web.rights import Right
from coopcouncil.web.suppliers import views

urlpatterns = [
    route("suppliers/", views.suppliers, name="suppliers", may=Right.SEE_PUBLISHED),
    route("suppliers.csv", views.suppliers_csv, name="suppliers-csv", may=Right.SEE_PUBLISHED),
    route("suppliers/<str:supplier_id>/", views.supplier, name="supplier", may=Right.SEE_PUBLISHED),
    route("suppliers/<str:supplier_id>/judge/", views.judge, name="judge", may=Right.REVIEW_SUPPLIERS),
    route("organisations/<str:org_id>/", views.organisation, name="organisation", may=Right.SEE_PUBLISHED),
    route("review/", views.review, name="review", may=Right.REVIEW_SUPPLIERS),
]
