"""Addresses of the pages to read."""

from django.urls import path

from opbouw.web.learn import views

urlpatterns = [
    path("learn", views.learn, name="learn"),
    path("learn/phases/<slug:phase>", views.phase, name="learn_phase"),
    path("learn/injuries/<slug:injury>", views.injury, name="learn_injury"),
    path("learn/signs", views.signs, name="learn_signs"),
    path("learn/deciding", views.deciding, name="learn_deciding"),
    path("learn/what-it-is-not", views.limits_of_use, name="learn_not"),
]
