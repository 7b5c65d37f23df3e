"""The addresses of every app; each app keeps its own list."""

from django.urls import include, path

urlpatterns = [
    path("", include("opbouw.web.ui.urls")),
    path("", include("opbouw.web.accounts.urls")),
    path("", include("opbouw.web.onboarding.urls")),
    path("", include("opbouw.web.activities.urls")),
    path("", include("opbouw.web.daily.urls")),
    path("", include("opbouw.web.plan.urls")),
    path("", include("opbouw.web.player.urls")),
    path("", include("opbouw.web.clues.urls")),
    path("", include("opbouw.web.readiness.urls")),
    path("", include("opbouw.web.evidence.urls")),
    path("", include("opbouw.web.offline.urls")),
    path("", include("opbouw.web.reminders.urls")),
    path("", include("opbouw.web.twice.urls")),
    path("", include("opbouw.web.figures.urls")),
    path("", include("opbouw.web.library.urls")),
    path("", include("opbouw.web.learn.urls")),
    path("", include("opbouw.web.progress.urls")),
]

handler400 = "opbouw.web.ui.errors.bad_request"
handler403 = "opbouw.web.ui.errors.forbidden"
handler404 = "opbouw.web.ui.errors.not_found"
handler500 = "opbouw.web.ui.errors.server_error"
