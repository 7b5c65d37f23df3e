"""Addresses of the clues and of the runner's history."""

from django.contrib.auth.decorators import login_required
from django.urls import path
from django.views.generic import RedirectView

from opbouw.web.clues import views

_BOARD = login_required(RedirectView.as_view(pattern_name="causes"))  # for an address people may have kept

urlpatterns = [
    path("causes", views.causes, name="causes"),
    path("causes/questions", views.cause_questions, name="cause_questions"),
    path("causes/clues", _BOARD, name="clues"),
    path("history/running", views.running_history, name="running_history"),
]
