"""The database as files at one moment, and back again. Never a copy of the file of a running database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.db import connection

from opbouw.cli.problems import Problem
from opbouw.cli.rows import write_rows

SQLITE_MEMBER = "database.sqlite3"
LOCKED_S = 20


def take(folder: Path, *, portable: bool) -> dict[str, Path]:
    """The database as members of a backup, by name: SQLite's own file, or rows for every other database.

    :param portable: rows for SQLite too.
    """
    if connection.vendor != "sqlite" or portable:
        return write_rows(folder)
    path = folder / SQLITE_MEMBER
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    check_sqlite(path)
    return {SQLITE_MEMBER: path}


def check_sqlite(path: Path) -> None:
    """Have SQLite read every page of a database file.

    :raises Problem: when it is damaged.
    """
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as opened:
            answer = opened.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as problem:
        answer = str(problem)
    if answer != "ok":
        raise Problem(f"the database in it is damaged ({answer}). Use another copy.")


def put_sqlite(path: Path) -> None:
    """Replace the content of the SQLite database of this Opbouw by that of a file, in one step of SQLite itself.

    :raises Problem: when the database is in use, or is no SQLite.
    """
    if connection.vendor != "sqlite":
        raise Problem(
            "this backup holds a SQLite database and this Opbouw uses PostgreSQL. "
            "Make one that fits with: opbouw backup --portable FILE"
        )
    connection.close()
    target = str(connection.settings_dict["NAME"])
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target, timeout=LOCKED_S)) as opened:
            source.backup(opened)
    except sqlite3.Error as problem:
        raise Problem(
            f"the database could not be replaced ({problem}). Stop `opbouw serve` first; nothing changed."
        ) from None


def events_in(path: Path) -> Iterator[str]:
    """Every event of a SQLite database file, in the order they were written, as it was written.

    :raises Problem: when the file is no database of Opbouw.
    """
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as opened:
            yield from (str(row[0]) for row in opened.execute("SELECT original FROM store_eventrow ORDER BY seq"))
    except sqlite3.Error as problem:
        raise Problem(f"the database in it is no database of Opbouw ({problem}). Use another copy.") from None
