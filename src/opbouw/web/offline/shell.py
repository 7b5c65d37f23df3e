"""The static files the app stands on, and the version that changes with any of them."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static

OWN = Path(__file__).resolve().parents[1]  # the static folders of this package, not those of its libraries
SHELL = (
    "ui/tokens.css",
    "ui/base.css",
    "ui/app.css",
    "ui/letter.css",
    "ui/sprite.svg",
    "ui/logo.svg",
    "daily/daily.css",
    "daily/why.css",
    "daily/none.js",
    "plan/plan.css",
    "offline/offline.css",
    "offline/queue.js",
    "offline/page.js",
    "offline/day.js",
    "offline/saved.js",
    "offline/icon-192.png",
)
UNVERSIONED = ("ui/fonts/figtree-latin-wght-normal.woff2",)  # asked by a style sheet, which knows no version
WORKER = "offline/worker.js"


def addresses() -> list[str]:
    """Where the files of the shell are, as pages and style sheets ask for them."""
    return [*(static(name) for name in SHELL), *(f"/{settings.STATIC_URL.lstrip('/')}{name}" for name in UNVERSIONED)]


def version() -> str:
    """A short hash of every static file of this package."""
    return _digest() if settings.DEBUG else _remembered()


@lru_cache(maxsize=1)
def _remembered() -> str:
    return _digest()


def _digest() -> str:
    found = hashlib.sha256()
    for path in sorted(OWN.glob("*/static/**/*")):
        if path.is_file():
            found.update(path.relative_to(OWN).as_posix().encode())
            found.update(path.read_bytes())
    return found.hexdigest()[:12]


def source(name: str) -> str:
    """The text of a static file."""
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return Path(found).read_text(encoding="utf-8")
