"""The app of the players."""

from django.apps import AppConfig


class PlayerConfig(AppConfig):
    """Pages that lead through a session; they keep nothing themselves."""

    name = "opbouw.web.player"
    label = "player"
