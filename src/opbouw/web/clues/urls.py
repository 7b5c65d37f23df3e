"""Addresses of the clues and of the runner's history."""

from django.urls import path
from django.views.generic import RedirectView

from opbouw.web.clues import views

urlpatterns = [
    path("causes", views.causes, name="causes"),
    path("causes/questions", views.cause_questions, name="cause_questions"),
    path("causes/clues", RedirectView.as_view(pattern_name="causes"), name="clues"),  # an address people may have kept
    path("history/running", views.running_history, name="running_history"),
]
