"""Addresses of the plan."""

from django.urls import path

from opbouw.web.plan import along, moving, views

urlpatterns = [
    path("plan", views.plan, name="plan"),
    path("plan/changes", views.changes, name="plan_changes"),
    path("plan/along", along.along, name="plan_along"),
    path("plan/week.pdf", along.week_pdf, name="plan_week_pdf"),
    path("plan/watch/<uuid:session_id>.fit", along.watch_file, name="plan_watch_file"),
    path("plan/sessions/<uuid:session_id>/move", moving.move, name="plan_move"),
    path("plan/moves/<uuid:event_id>/undo", moving.undo, name="plan_move_undo"),
    # Where the plan stood before: kept for who saved the address.
    path("road", views.moved, name="road"),
    path("week", views.moved, {"part": "#week"}, name="week"),
]
