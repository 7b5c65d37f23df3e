"""Addresses of the app on the phone. The service worker stands at the root, so that it may serve every page."""

from django.urls import path, re_path

from opbouw.web.offline import views

urlpatterns = [
    path("service-worker.js", views.worker, name="worker"),
    re_path(r"^app\.(?P<lang>nl|en)\.webmanifest$", views.manifest, name="manifest"),
    path("offline", views.nothing, name="offline"),
    path("offline/day", views.without_signal, name="offline_day"),
    path("offline/check-in", views.blank_check_in, name="offline_check_in"),
    path("offline/state", views.state, name="offline_state"),
    path("saved", views.saved, name="saved"),
]
