"""Names this app for Django."""

from django.apps import AppConfig


class OnboardingConfig(AppConfig):
    """The app's place and short label."""

    name = "opbouw.web.onboarding"
    label = "onboarding"
