"""Addresses of the tests."""

from django.urls import path

from opbouw.web.readiness import views

urlpatterns = [
    path("tests", views.tests, name="tests"),
    path("tests/<slug:test>", views.test, name="test"),
]
