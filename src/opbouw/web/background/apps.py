"""Names this app for Django."""

from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    """The app's place and short label."""

    name = "opbouw.web.background"
    label = "background"
