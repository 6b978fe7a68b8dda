"""Addresses of the upload."""

from django.urls import path

from coopcouncil.web.uploads import views

urlpatterns = [
    path("", views.upload, name="upload"),
    path("<str:token>/", views.check, name="upload-check"),
    path("<str:token>/load/", views.load, name="upload-load"),
    path("<str:token>/progress/", views.progress, name="upload-progress"),
    path("<str:token>/discard/", views.discard, name="upload-discard"),
]
