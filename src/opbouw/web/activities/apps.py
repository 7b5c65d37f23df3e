"""Names this app for Django."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """The app's place and short label."""

    name = "opbouw.web.activities"
    label = "activities"
