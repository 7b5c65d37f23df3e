"""Names this app for Django."""

from django.apps import AppConfig


class LearnConfig(AppConfig):
    """The app's place and short label."""

    name = "opbouw.web.learn"
    label = "learn"
