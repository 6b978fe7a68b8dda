"""Addresses of the answer, the picture and the payments beneath it."""

from django.urls import path

from coopcouncil.web.spending import views

urlpatterns = [
    path("", views.home, name="home"),
    path("picture/", views.picture, name="picture"),
    path("picture/<slug:name>/", views.picture_part, name="picture-part"),
    path("picture/<slug:name>.csv", views.picture_csv, name="picture-csv"),
    path("payments/", views.payments, name="payments"),
    path("payments.csv", views.payments_csv, name="payments-csv"),
]
