"""Names this app for Django."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """The app's place and short label."""

    name = "opbouw.web.figures"
    label = "figures"
