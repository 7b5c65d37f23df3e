"""Names this app for Django."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """The app's place and short label."""

    name = "opbouw.web.plan"
    label = "plan"
