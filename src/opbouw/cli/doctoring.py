"""`opbouw doctor`: what may be wrong with this installation, and what to do about it."""

from __future__ import annotations

import os
import shutil
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

import typer
from rich.text import Text

from opbouw.cli.problems import REFUSED, Problem
from opbouw.cli.site import one_line, open_site
from opbouw.cli.terminal import AsJson, Language, console, print_json, spoken
from opbouw.cli.texts import text

LEAST_FREE_MB = 200
LEAST_PYTHON = (3, 11)
SQLITE_WANTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is right, what was found, and what to do when it is not."""

    check: str
    ok: bool
    found: str
    todo: str | None = None


def doctor(lang: Language = None, as_json: AsJson = False) -> None:
    """Check Python, the packages, the settings, the data folder, the disk, the database and the evidence.

    Looks only; changes nothing that is kept. With --json: a list with check, ok, found and todo. Exit status 1 when
    something is wrong.
    """
    words, findings = spoken(lang), []
    for look in (_python, _packages, _evidence, _settings):
        findings += list(look(words))
    if all(one.ok for one in findings):
        for look in (_folder, _disk, _database, _zone):
            findings += list(look(words))
    if as_json:
        print_json([asdict(one) for one in findings])
    else:
        _print(findings)
    if not all(one.ok for one in findings):
        raise typer.Exit(REFUSED)


def _print(findings: list[Finding]) -> None:
    out = console()
    for one in findings:
        out.print(Text.assemble(("✓ " if one.ok else "✗ ", "green" if one.ok else "red"), f"{one.check}: {one.found}"))
        if one.todo and not one.ok:
            out.print(f"  {one.todo}", soft_wrap=True)


def _python(lang: str) -> Iterator[Finding]:
    yield Finding("Python", sys.version_info >= LEAST_PYTHON, sys.version.split()[0], text("doctor_python", lang))


def _packages(lang: str) -> Iterator[Finding]:
    """Every package that Opbouw asks for is there."""
    missing = []
    for line in requires("opbouw") or ():
        name = line.split(";")[0].split("[")[0].split(">")[0].split("<")[0].split("=")[0].split("!")[0].strip()
        try:
            version(name)
        except PackageNotFoundError:
            missing.append(name)
    found = ", ".join(missing) if missing else f"opbouw {version('opbouw')}"
    yield Finding(text("doctor_packages", lang), not missing, found, text("doctor_install", lang))


def _evidence(lang: str) -> Iterator[Finding]:
    from opbouw.evidence import tables

    try:
        found = f"{len(tables.injuries)} + {len(tables.exercises)} + {len(tables.criteria)} + {len(tables.params)}"
        yield Finding(text("doctor_evidence", lang), True, found)
    except (OSError, ValueError, KeyError, tomllib.TOMLDecodeError) as problem:
        yield Finding(text("doctor_evidence", lang), False, one_line(problem), text("doctor_install", lang))


def _settings(lang: str) -> Iterator[Finding]:
    try:
        open_site()
    except Problem as problem:
        yield Finding(text("doctor_settings", lang), False, str(problem), text("doctor_set", lang))
        return
    from django.conf import settings

    debug = bool(settings.DEBUG)
    yield Finding(
        text("doctor_settings", lang), not debug, "OPBOUW_DEBUG=1" if debug else "ok", text("doctor_debug", lang)
    )


def _folder(lang: str) -> Iterator[Finding]:
    from django.conf import settings

    path: Path = settings.DATA_DIR
    others = path.stat().st_mode & 0o077
    writable = os.access(path, os.W_OK | os.X_OK)
    yield Finding(
        text("doctor_folder", lang), writable and not others, str(path), text("doctor_rights", lang, path=path)
    )


def _disk(lang: str) -> Iterator[Finding]:
    from django.conf import settings

    free = shutil.disk_usage(settings.DATA_DIR).free // 10**6
    yield Finding(text("doctor_disk", lang), free >= LEAST_FREE_MB, f"{free} MB", text("doctor_space", lang))


def _database(lang: str) -> Iterator[Finding]:
    from django.db import Error, connection
    from django.db.migrations.executor import MigrationExecutor

    name = text("doctor_database", lang)
    try:
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        wrong = list(_sqlite_wrong(connection)) if connection.vendor == "sqlite" else []
    except Error as problem:
        yield Finding(name, False, one_line(problem), text("doctor_reach", lang))
        return
    yield Finding(name, not wrong, ", ".join(wrong) or connection.vendor, text("doctor_reach", lang))
    found = str(len(waiting)) if waiting else "ok"
    yield Finding(text("doctor_migrations", lang), not waiting, found, text("doctor_migrate", lang))


def _sqlite_wrong(connection: Any) -> Iterator[str]:
    with connection.cursor() as cursor:
        for name, wanted in SQLITE_WANTED.items():
            cursor.execute(f"PRAGMA {name}")
            found = cursor.fetchone()[0]
            if found != wanted:
                yield f"{name} = {found}"


def _zone(lang: str) -> Iterator[Finding]:
    from django.conf import settings
    from django.utils import timezone

    yield Finding(text("doctor_zone", lang), True, f"{settings.TIME_ZONE}, {timezone.localtime():%Y-%m-%d %H:%M}")
