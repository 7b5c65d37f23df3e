"""`opbouw backup` and `opbouw restore`: everything that is kept, in one file that is checked."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer

from opbouw.cli.problems import Problem
from opbouw.cli.site import bring_up_to_date, open_site
from opbouw.cli.terminal import Language, spoken, watched
from opbouw.cli.texts import text
from opbouw.core.decision import RULES_VERSION
from opbouw.exports.archive import Archive, ArchiveError, open_archive, write_archive

KIND = "opbouw-backup"
UPLOAD = re.compile(r"uploads/([0-9a-f]{64})")
To = Annotated[Path, typer.Argument(metavar="FILE", help="The file to write, or a folder to put a dated file in.")]
From = Annotated[Path, typer.Argument(metavar="FILE", help="A file that `opbouw backup` wrote.")]
Portable = Annotated[
    bool, typer.Option("--portable", help="Write rows in place of SQLite's own file, to move to PostgreSQL.")
]
Replace = Annotated[bool, typer.Option("--replace", help="Replace what this Opbouw keeps now; it is gone after that.")]


def backup(file: To, portable: Portable = False, lang: Language = None) -> None:
    """Write the database and the uploads to one file, with the hash of each part, and check it.

    Nobody has to stop while it runs. The file is written whole or not at all, and holds health data: only its owner can
    read it. The secret that signs sessions is not in it: on another machine everybody logs in again.
    """
    from opbouw.cli.verifying import check_backup

    words, now = spoken(lang), datetime.now(UTC)
    path = file / f"opbouw-{now:%Y-%m-%d-%H%M%S}.zip" if file.is_dir() else file
    if path.exists():
        raise Problem(text("backup_exists", words, path=path))
    open_site()
    bring_up_to_date()
    with tempfile.TemporaryDirectory(prefix="opbouw-backup-") as folder:
        members, missing = _members(Path(folder), portable)
        about = {"made_at": now.isoformat(), "opbouw": version("opbouw"), "rules": RULES_VERSION, "missing": missing}
        write_archive(path, KIND, about, watched(members, text("backing_up", words)))
    found = check_backup(path, words)
    typer.echo(text("backup_made", words, path=path, size=f"{path.stat().st_size / 1e6:.1f}", **found))
    if missing:
        typer.echo(text("backup_missing", words, count=len(missing)), err=True)


def _members(folder: Path, portable: bool) -> tuple[Iterator[tuple[str, Path]], list[str]]:
    """The members of a backup: the database first, then the uploads it names; and uploads that are gone."""
    from opbouw.cli import snapshot
    from opbouw.web.store.models import Upload
    from opbouw.web.store.uploads import path_of

    database = snapshot.take(folder, portable=portable)
    wanted = sorted(set(Upload.objects.values_list("sha256", flat=True)))
    missing = [sha256 for sha256 in wanted if not path_of(sha256).exists()]

    def found() -> Iterator[tuple[str, Path]]:
        yield from database.items()
        yield from ((f"uploads/{sha256}", path_of(sha256)) for sha256 in wanted if sha256 not in missing)

    return found(), missing


def restore(file: From, replace: Replace = False, lang: Language = None) -> None:
    """Put a backup back: into an empty Opbouw, or with --replace in the place of what is there.

    Every hash is compared before anything changes. Stop `opbouw serve` first. Afterwards the database is brought up to
    date for this version.
    """
    from opbouw.cli.verifying import check_backup

    words = spoken(lang)
    open_site()
    found = check_backup(file, words)
    bring_up_to_date()
    if not replace and _kept():
        raise Problem(text("restore_full", words, path=file))
    with tempfile.TemporaryDirectory(prefix="opbouw-restore-") as folder, archive_of(file) as archive:
        _put_uploads(archive)
        _put_database(archive, Path(folder))
    bring_up_to_date()
    _sweep_uploads()
    typer.echo(text("restored", words, path=file, **found))


def archive_of(path: Path) -> Any:
    """A backup open for reading."""
    return open_archive(path, KIND)


def _kept() -> bool:
    """Whether this Opbouw keeps anything of a person; the example runner is nobody's."""
    from opbouw.web.accounts.models import Account
    from opbouw.web.store.models import Upload

    return Account.objects.filter(kind=Account.Kind.PERSON).exists() or Upload.objects.exists()


def _put_uploads(archive: Archive) -> None:
    """Uploads are named by their hash: one that is there already is the same."""
    from opbouw.web.store.uploads import path_of

    for name in archive.names("uploads"):
        known = UPLOAD.fullmatch(name)
        if known is None or archive.manifest.files[name][0] != known[1]:
            raise ArchiveError(f"{name} in it is no upload. Use another copy.")
        path = path_of(known[1])
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        archive.copy_to(name, path)


def _sweep_uploads() -> None:
    """Bytes that no upload names any more are gone too."""
    from django.conf import settings

    from opbouw.web.store.models import Upload

    known = set(Upload.objects.values_list("sha256", flat=True))
    for path in Path(settings.UPLOADS_DIR).glob("[0-9a-f][0-9a-f]/*"):
        if path.name not in known and UPLOAD.fullmatch(f"uploads/{path.name}"):
            path.unlink(missing_ok=True)


def _put_database(archive: Archive, folder: Path) -> None:
    from opbouw.cli import rows, snapshot

    if snapshot.SQLITE_MEMBER in archive.manifest.files:
        archive.copy_to(snapshot.SQLITE_MEMBER, folder / snapshot.SQLITE_MEMBER)
        snapshot.put_sqlite(folder / snapshot.SQLITE_MEMBER)
        return
    for name in archive.names("rows"):
        archive.copy_to(name, folder / Path(name).name)
    rows.read_rows(folder)
