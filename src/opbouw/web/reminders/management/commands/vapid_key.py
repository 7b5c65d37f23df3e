"""`python -m opbouw.web vapid_key`: a fresh key to sign reminders with."""

from typing import Any

from django.core.management.base import BaseCommand

from opbouw.web.reminders.push import new_key


class Command(BaseCommand):
    """Prints a new key."""

    help = "Print a new key for OPBOUW_VAPID_KEY. With another key every browser has to be asked again."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print it once."""
        self.stdout.write(new_key())
