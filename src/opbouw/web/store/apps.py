"""Names this app for Django."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The app's place and short label."""

    name = "opbouw.web.store"
    label = "store"
