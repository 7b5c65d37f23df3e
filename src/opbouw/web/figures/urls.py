"""Addresses of what figures share; the version is a hash of the content."""

from django.urls import path

from opbouw.web.figures import views

urlpatterns = [
    path("figures/outlines.<slug:version>.svg", views.outlines, name="figure_outlines"),
    path("figures/<str:name>.<slug:version>.css", views.keyframes, name="figure_keyframes"),
]
