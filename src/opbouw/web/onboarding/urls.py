"""Addresses from the first visit to the road."""

from django.urls import path

from opbouw.web.onboarding import views

urlpatterns = [
    path("", views.start, name="start"),
    path("example", views.example, name="example"),
    path("now", views.today_or_road, name="today_or_road"),
    path("start", views.begin, name="onboarding"),
    path("start/stop", views.stop, name="onboarding_stop"),
    path("start/stop/letter", views.letter, name="onboarding_letter"),
    path("start/stop/letter.pdf", views.letter_pdf, name="onboarding_letter_pdf"),
    path("start/younger", views.too_young, name="too_young"),
    path("start/before/files", views.upload, name="onboarding_upload"),
    path("start/before/files/<uuid:import_id>/remove", views.remove_upload, name="onboarding_remove"),
    path("start/<slug:slug>", views.step, name="onboarding_step"),
]
