"""Addresses of the archive."""

from django.urls import path

from opbouw.web.activities import ones, tables, views

urlpatterns = [
    path("activities", ones.activities, name="activities"),
    path("activities/<uuid:activity_id>", ones.activity, name="activity"),
    path("activities/<uuid:activity_id>/sport", ones.activity_sport, name="activity_sport"),
    path("settings/archive", views.archive, name="archive"),
    path("settings/archive/level", views.archive_level, name="archive_level"),
    path("settings/archive/<uuid:import_id>", views.archive_import, name="archive_import"),
    path("settings/archive/<uuid:import_id>/cancel", views.archive_cancel, name="archive_cancel"),
    path("settings/archive/<uuid:import_id>/go-on", views.archive_go_on, name="archive_go_on"),
    path("settings/archive/<uuid:import_id>/columns/<int:line_id>", tables.archive_columns, name="archive_columns"),
    path("settings/archive/<uuid:import_id>/take-back", views.archive_undo, name="archive_undo"),
]
