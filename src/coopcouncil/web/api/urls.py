"""Addresses of the API and of what is said about it."""

from django.urls import include, path

from coopcouncil.web.api.version_one import addresses

urlpatterns = [
    path("api/v1/", include(addresses())),
]
