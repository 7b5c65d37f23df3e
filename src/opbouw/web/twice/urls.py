"""Addresses of what was recorded twice."""

from django.urls import path

from opbouw.web.twice import views

urlpatterns = [
    path("recordings", views.recordings, name="recordings"),
    path("recordings/<uuid:first>/<uuid:second>", views.say, name="recordings_say"),
]
