"""Django's commands with our settings: `python -m opbouw.web migrate`."""

import os
import sys
from collections.abc import Sequence

from django.core.management import execute_from_command_line


def main(argv: Sequence[str] | None = None) -> None:
    """Run one management command; the arguments are those after the program's name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opbouw.web.settings")
    execute_from_command_line(["opbouw.web", *(sys.argv[1:] if argv is None else argv)])
