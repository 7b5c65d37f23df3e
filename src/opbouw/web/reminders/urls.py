"""Addresses of reminders and the calendar."""

from django.urls import path

from opbouw.web.reminders import views

urlpatterns = [
    path("settings/reminders", views.reminders, name="reminders"),
    path("settings/reminders/switch", views.switch, name="reminders_switch"),
    path("settings/reminders/browser", views.browser, name="reminders_browser"),
    path("settings/reminders/test", views.test, name="reminders_test"),
    path("settings/reminders/text", views.text, name="reminders_text"),
    path("settings/calendar", views.calendar_address, name="calendar_address"),
    path("calendar/<uuid:name>/<slug:token>.ics", views.feed, name="calendar"),
]
