"""Addresses of suppliers, organisations and reviews."""

from django.urls import path

from coopcouncil.web.suppliers import views

urlpatterns = [
    path("suppliers/", views.suppliers, name="suppliers"),
    path("suppliers.csv", views.suppliers_csv, name="suppliers-csv"),
    path("suppliers/<str:supplier_id>/", views.supplier, name="supplier"),
    path("suppliers/<str:supplier_id>/judge/", views.judge, name="judge"),
    path("organisations/<str:org_id>/", views.organisation, name="organisation"),
    path("review/", views.review, name="review"),
]
