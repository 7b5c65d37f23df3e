"""Addresses of static files that change with their content, so browsers may keep them for long."""

import hashlib
from functools import lru_cache
from pathlib import Path
from wsgiref.headers import Headers

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class VersionedStatic(StaticFilesStorage):
    """Adds a short hash of the file to its address."""

    def url(self, name: str | None) -> str:
        """The address of a static file, with its version."""
        plain = super().url(name)
        version = _version(name or "") if not settings.DEBUG else ""
        return f"{plain}?v={version}" if version else plain


@lru_cache(maxsize=256)
def _version(name: str) -> str:
    found = finders.find(name)
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:10] if isinstance(found, str) else ""


def ask_for_modules(headers: Headers, path: str, _url: str) -> None:
    """A module stands on others by their plain address: browsers ask each time whether it changed."""
    if path.endswith(".js"):
        headers["Cache-Control"] = "no-cache"
