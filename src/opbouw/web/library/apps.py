"""Names this app for Django."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """The app's place and short label."""

    name = "opbouw.web.library"
    label = "library"
