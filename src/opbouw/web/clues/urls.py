"""Addresses of the clues and of the runner's history."""

from django.urls import path

from opbouw.web.clues import views

urlpatterns = [
    path("causes", views.look_into_causes, name="causes"),
    path("causes/clues", views.clues, name="clues"),
    path("history/running", views.running_history, name="running_history"),
]
