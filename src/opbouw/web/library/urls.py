"""Addresses of the library."""

from django.urls import path

from opbouw.web.library import views

urlpatterns = [
    path("library", views.library, name="library"),
    path("library/sheet", views.sheet, name="library_sheet"),
    path("library/exercises.pdf", views.sheet_pdf, name="library_pdf"),
    path("library/<slug:exercise>", views.exercise, name="library_exercise"),
    path("library/<slug:exercise>/hide", views.hide, name="library_hide"),
]
