"""Addresses of the help pages."""

from django.urls import path

from coopcouncil.web.help import views

urlpatterns = [
    path("about/", views.about, name="about"),
    path("glossary/", views.glossary, name="glossary"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("cookies/", views.cookies, name="cookies"),
]
