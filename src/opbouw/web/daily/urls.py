"""Addresses of the daily screens."""

from django.urls import path

from opbouw.web.daily.views import (
    check_in,
    gate,
    history,
    letter,
    proposal,
    report,
    sessions,
    settings,
    signs,
    today,
    why,
)

urlpatterns = [
    path("today", today.today, name="today"),
    path("why", why.why, name="why"),
    path("why/<str:on>", why.why_on, name="why_on"),
    path("check-in", check_in.check_in, name="check_in"),
    path("check-in/new", check_in.new_spot, name="new_spot"),
    path("signs", signs.signs, name="signs"),
    path("stop", signs.stop, name="stop"),
    path("letter", letter.letter, name="letter"),
    path("letter.pdf", letter.letter_pdf, name="letter_pdf"),
    path("report", report.report, name="report"),
    path("report.pdf", report.report_pdf, name="report_pdf"),
    path("clearance", signs.clearance, name="clearance"),
    path("sessions/new", sessions.log_session, name="log_session"),
    path("sessions/<uuid:session_id>", sessions.session, name="session"),
    path("sessions/<uuid:session_id>/not-done", sessions.not_done, name="not_done"),
    path("gate", gate.gate, name="gate"),
    path("history", history.history, name="history"),
    path("history/<uuid:event_id>", history.correct, name="correct"),
    path("history/<uuid:event_id>/take-back", history.withdraw, name="withdraw"),
    path("settings", settings.settings, name="settings"),
    path("settings/days", settings.availability, name="availability"),
    path("settings/goal", settings.goal, name="goal"),
    path("settings/profile", settings.profile, name="profile"),
    path("settings/side", settings.side, name="side"),
    path("settings/away", settings.away, name="away"),
    path("settings/numbers", settings.numbers, name="numbers"),
    path("settings/download", settings.download, name="download"),
    path("settings/delete", settings.delete_all, name="delete_all"),
    path("proposal", proposal.answer_proposal, name="answer_proposal"),
]
