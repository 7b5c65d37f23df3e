"""Names this app for Django."""

from django.apps import AppConfig


class ProgressConfig(AppConfig):
    """The app's place and short label."""

    name = "opbouw.web.progress"
    label = "progress"
