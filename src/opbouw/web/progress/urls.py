"""The address of progress."""

from django.urls import path

from opbouw.web.progress import views

urlpatterns = [path("progress", views.progress, name="progress")]
