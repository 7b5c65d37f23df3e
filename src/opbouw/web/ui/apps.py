"""Names this app for Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The app's place and short label."""

    name = "opbouw.web.ui"
    label = "ui"
