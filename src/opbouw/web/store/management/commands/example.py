"""`python -m opbouw.web example`: make the example runner now, so that the first visitor does not wait for it."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from opbouw.web.store.example import open_example


class Command(BaseCommand):
    """Makes the example runner, or brings it up to today."""

    help = "Make the example runner, or bring it up to today."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Open the example once."""
        open_example(timezone.localdate(), "nl")
        self.stdout.write("The example runner is ready.")
