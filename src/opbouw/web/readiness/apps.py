"""Names this app for Django."""

from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    """The app's place and short label."""

    name = "opbouw.web.readiness"
    label = "readiness"
