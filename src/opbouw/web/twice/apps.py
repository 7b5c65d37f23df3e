"""Names this app for Django."""

from django.apps import AppConfig


class TwiceConfig(AppConfig):
    """The app's place and short label."""

    name = "opbouw.web.twice"
    label = "twice"
