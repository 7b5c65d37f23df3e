"""Names this app for Django."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    """The app's place and short label."""

    name = "opbouw.web.reminders"
    label = "reminders"
