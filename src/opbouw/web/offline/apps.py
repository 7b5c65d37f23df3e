"""Names this app for Django."""

from django.apps import AppConfig


class OfflineConfig(AppConfig):
    """The app's place and short label."""

    name = "opbouw.web.offline"
    label = "offline"
