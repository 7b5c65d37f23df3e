"""Addresses of the frame."""

from django.urls import path

from opbouw.web.ui import views

urlpatterns = [
    path("health", views.health, name="health"),
    path("language", views.language, name="language"),
    path("theme", views.theme, name="theme"),
    path("motion", views.motion, name="motion"),
]
