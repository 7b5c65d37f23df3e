"""Watched folders: a file that stopped growing is taken once, and stays where it is as it is."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import structlog
from django.conf import settings
from django.core.files import File
from django.db import transaction

from opbouw.web.accounts.models import Account
from opbouw.web.activities import services
from opbouw.web.activities.models import Import, SeenFile
from opbouw.web.store import uploads
from opbouw.web.store.models import Runner, Upload

SETTLED_S = 5.0  # a file that did not change for so long is whole
_UNFINISHED = frozenset({".part", ".crdownload", ".tmp", ".partial", ".download"})
Mark = tuple[int, int]  # size in bytes, moment of the last change in nanoseconds

log = structlog.get_logger("opbouw.web.activities")


@dataclass(slots=True)
class Folder:
    """One folder that is looked at now and then; it remembers how each file was, and names each state of it once."""

    path: Path
    clock: Callable[[], float] = time.monotonic
    _since: dict[Path, tuple[Mark, float]] = field(default_factory=dict)
    _named: dict[Path, Mark] = field(default_factory=dict)

    def settled(self) -> list[tuple[Path, Mark]]:
        """The files that stopped changing since the last look, deeper folders too, in the order of their names."""
        now, seen = self.clock(), dict(_files(self.path))
        self._since = {
            path: self._since[path] if self._since.get(path, (None, 0.0))[0] == mark else (mark, now)
            for path, mark in seen.items()
        }
        whole = {path: mark for path, (mark, since) in self._since.items() if now - since >= SETTLED_S}
        fresh = sorted((path, mark) for path, mark in whole.items() if self._named.get(path) != mark)
        self._named = whole
        return fresh


_FOLDERS: dict[tuple[str, Path], Folder] = {}


def look() -> None:
    """Look once at every folder of the settings, and take what is new and whole."""
    for name, path in settings.WATCHED:
        account = Account.objects.filter(name__iexact=name).first()
        runner = Runner.objects.filter(account=account).first() if account and not account.is_example else None
        if runner is None:
            log.warning("watched_folder_without_runner")
            continue
        take(runner, _FOLDERS.setdefault((name, path), Folder(path)).settled())


def take(runner: Runner, files: Iterable[tuple[Path, Mark]]) -> Import | None:
    """Take the files that this runner's folders did not have before, as one import; None when there are none."""
    files = list(files)
    if not files:
        return None
    known = {(seen.path, seen.size_bytes, seen.changed_ns) for seen in SeenFile.objects.filter(runner=runner)}
    fresh = [(path, mark) for path, mark in files if (str(path), *mark) not in known]
    given, seen = [], []
    for path, mark in fresh:
        kept = _kept(runner, path, mark)
        if kept is None:
            continue
        upload = kept[0]
        seen.append(SeenFile(runner=runner, path=str(path), size_bytes=mark[0], changed_ns=mark[1]))
        if not upload.parts.exists():
            given.append((uploads.own_name(path.name), upload))
    with transaction.atomic():
        SeenFile.objects.bulk_create(
            seen,
            update_conflicts=True,
            unique_fields=["runner", "path"],
            update_fields=["size_bytes", "changed_ns"],
            batch_size=200,
        )
        return services.begin(runner, given, "folder") if given else None


def _kept(runner: Runner, path: Path, mark: Mark) -> tuple[Upload, bool] | None:
    """The bytes of a file, kept; None when it cannot be read, or changed while it was."""
    try:
        with path.open("rb") as stream:
            kept = uploads.keep(runner, File(stream, path.name))
        same = _mark(path) == mark
    except OSError as problem:
        log.warning("watched_file_not_read", error=type(problem).__name__)
        return None
    if not same and kept[1]:
        uploads.forget(kept[0])
    return kept if same else None


def _files(folder: Path) -> Iterator[tuple[Path, Mark]]:
    for top, inner, names in os.walk(folder):
        inner[:] = [name for name in inner if not name.startswith(".")]
        for name in names:
            path = Path(top, name)
            if name.startswith((".", "~")) or path.suffix.casefold() in _UNFINISHED or path.is_symlink():
                continue
            mark = _mark(path)
            if mark is not None:
                yield path, mark


def _mark(path: Path) -> Mark | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns)
