"""Addresses from the first visit to the road."""

from django.urls import path

from opbouw.web.onboarding import views

urlpatterns = [
    path("", views.start, name="start"),
    path("example", views.example, name="example"),
    path("start", views.begin, name="onboarding"),
]
