"""`python -m opbouw.web read_again`: read what was given anew, from the bytes that were kept, by the readers of now."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from opbouw.activities import READER_VERSION
from opbouw.web.activities import services
from opbouw.web.activities.models import Import


class Command(BaseCommand):
    """Puts imports in the queue again: those that older readers read, or all of them."""

    help = "Read what was given anew: what older readers read, or everything with --all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which imports."""
        parser.add_argument("--all", action="store_true", help="Also what the readers of now have read.")

    def handle(self, *_args: Any, all: bool, **_options: Any) -> None:
        """Queue them; a worker reads them, and nothing of before goes until it has."""
        found = Import.objects.filter(undone_at=None).exclude(finished_at=None)
        wanted = found if all else found.filter(reader__lt=READER_VERSION)
        count = services.read_again(wanted.values_list("pk", flat=True))
        self.stdout.write(f"Imports to be read again: {count}. The server does it beside the pages.")
