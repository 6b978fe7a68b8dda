"""Addresses of the identity provider."""

from django.urls import include, path

urlpatterns = [
    path("", include("allauth.idp.urls")),
    path("account/", include("allauth.account.urls")),
]
