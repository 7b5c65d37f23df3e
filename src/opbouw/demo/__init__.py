"""The example runner: an archive and a log made by the project itself, always six weeks into the return."""

from opbouw.demo.archive import archive, archive_zip

__all__ = ["archive", "archive_zip"]
