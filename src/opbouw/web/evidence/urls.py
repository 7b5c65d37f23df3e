"""Addresses of the evidence register."""

from django.urls import path

from opbouw.web.evidence import views

urlpatterns = [
    path("evidence", views.evidence, name="evidence"),
    path("evidence/limits", views.limits, name="evidence_limits"),
]
