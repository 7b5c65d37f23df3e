"""Names this app for Django."""

from django.apps import AppConfig


class CluesConfig(AppConfig):
    """The app's place and short label."""

    name = "opbouw.web.clues"
    label = "clues"
