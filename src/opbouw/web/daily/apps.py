"""Names this app for Django."""

from django.apps import AppConfig


class DailyConfig(AppConfig):
    """The app's place and short label."""

    name = "opbouw.web.daily"
    label = "daily"
