"""Names this app for Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The app's place and short label."""

    name = "opbouw.web.accounts"
    label = "accounts"
