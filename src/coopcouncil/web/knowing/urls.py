"""Addresses of how we know."""

from django.urls import path

from coopcouncil.web.knowing import views

urlpatterns = [
    path("", views.knowing, name="knowing"),
    path("refused/", views.refused, name="refused"),
    path("counted-once/", views.duplicates, name="duplicates"),
]
