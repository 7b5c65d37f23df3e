"""The example runner: an archive and a log made by the project itself, always six weeks into the return."""

from opbouw.demo.files import archive, archive_zip
from opbouw.demo.log import events

__all__ = ["archive", "archive_zip", "events"]
