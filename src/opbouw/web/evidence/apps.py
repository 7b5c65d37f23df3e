"""Names this app for Django."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """The app's place and short label."""

    name = "opbouw.web.evidence"
    label = "evidence"
