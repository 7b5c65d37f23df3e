"""`python -m opbouw.web remind`: send what is due now. Run it every quarter of an hour; it says only how many."""

from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from opbouw.web.reminders import push, selectors, services


class Command(BaseCommand):
    """Sends the reminders that are due."""

    help = "Send the reminders that are due now; meant for a timer, every quarter of an hour."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Send once."""
        signing = selectors.signing()
        if signing is None:
            raise CommandError("Reminders are off: set OPBOUW_VAPID_KEY and OPBOUW_VAPID_CONTACT (see docs/host.md).")
        found = services.send_due(partial(push.wake, signing))
        self.stdout.write(f"{found['sent']} sent, {found['later']} failed, {found['gone']} browsers gone.")
