"""Addresses of the players."""

from django.urls import path

from opbouw.web.player import views

urlpatterns = [path("sessions/<uuid:session_id>/play", views.play, name="play")]
