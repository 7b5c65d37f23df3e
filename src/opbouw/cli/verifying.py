"""`opbouw verify`: hashes compared, every event read again, every decision made again."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer

from opbouw.cli.problems import Problem
from opbouw.cli.site import bring_up_to_date, open_site
from opbouw.cli.terminal import AsJson, Language, print_json, spoken, watched
from opbouw.cli.texts import text
from opbouw.core.decide import decide
from opbouw.core.events import Event
from opbouw.core.serialize import LineError, load_event
from opbouw.exports.archive import Archive, ArchiveError
from opbouw.exports.remaking import remake

Of = Annotated[Path | None, typer.Argument(metavar="[FILE]", help="A backup; without it, what this Opbouw keeps now.")]


def verify(file: Of = None, lang: Language = None, as_json: AsJson = False) -> None:
    """Check a backup, or what is kept now: the hashes, the database, every event, and that decisions can be made again.

    Of what is kept now, every decision that was shown by these rules is made again on what it saw, and compared.
    With --json: the counts. Exit status 1 with what is wrong and what to do.
    """
    words = spoken(lang)
    if file is None:
        open_site()
        bring_up_to_date()
        found = _check_kept(words)
    else:
        found = check_backup(file, words)
    if as_json:
        print_json(found)
    else:
        typer.echo(text("verified", words, path=file or text("kept_here", words), **found))


def check_backup(path: Path, lang: str) -> dict[str, int]:
    """Check a backup file; gives how many uploads, events and episodes it holds.

    :raises Problem: naming the file and what is wrong with it.
    """
    from opbouw.cli.backing import archive_of

    try:
        with archive_of(path) as archive, tempfile.TemporaryDirectory(prefix="opbouw-verify-") as folder:
            _not_newer(str(archive.manifest.about.get("opbouw", "0")), lang)
            for _ in watched(archive.check(), text("checking", lang)):
                pass
            counts = check_events(_events_of(archive, Path(folder)))
            return {"uploads": len(archive.names("uploads")), **counts}
    except ArchiveError as problem:
        raise Problem(f"{path}: {problem}") from None
    except Problem as problem:
        raise Problem(f"{path}: {problem}") from None


def _not_newer(made_by: str, lang: str) -> None:
    """A newer version may keep what this one does not know."""
    theirs, ours = ([int(part) for part in re.findall(r"\d+", one)] for one in (made_by, version("opbouw")))
    if theirs > ours:
        raise Problem(text("backup_newer", lang, theirs=made_by, ours=version("opbouw")))


def _events_of(archive: Archive, folder: Path) -> Iterator[str]:
    from opbouw.cli import snapshot

    if snapshot.SQLITE_MEMBER in archive.manifest.files:
        path = folder / snapshot.SQLITE_MEMBER
        archive.copy_to(snapshot.SQLITE_MEMBER, path)
        snapshot.check_sqlite(path)
        yield from snapshot.events_in(path)
        return
    path = folder / "events.jsonl"
    archive.copy_to("rows/store.eventrow.jsonl", path)
    with path.open(encoding="utf-8") as file:
        for line in file:
            try:
                yield str(json.loads(line)["original"])
            except (ValueError, TypeError, KeyError):
                raise Problem("the events in it are not whole. Use another copy.") from None


def check_events(originals: Iterable[str]) -> dict[str, int]:
    """Read every event again and make the newest decision of every episode; gives the counts.

    :raises Problem: naming the event that can no longer be read.
    """
    logs: dict[str, list[Event]] = {}
    count = 0
    for count, original in enumerate(originals, start=1):
        try:
            event = load_event(original, count)
        except LineError as problem:
            raise Problem(f"event {count} cannot be read any more: {problem.problem}.") from None
        logs.setdefault(event.episode, []).append(event)
    kinds = [decide(log, max(event.on for event in log)).kind for log in logs.values()]
    return {"events": count, "episodes": len(logs), "undecided": kinds.count("refusal")}


def _check_kept(lang: str) -> dict[str, Any]:
    from django.db import connection

    from opbouw.cli.snapshot import check_sqlite
    from opbouw.web.store.models import EventRow, Upload

    if connection.vendor == "sqlite":
        check_sqlite(Path(str(connection.settings_dict["NAME"])))
    uploads = sorted(set(Upload.objects.values_list("sha256", flat=True)))
    wrong = [sha256 for sha256 in watched(uploads, text("checking", lang)) if not _whole(sha256)]
    if wrong:
        raise Problem(text("uploads_wrong", lang, count=len(wrong), first=wrong[0]))
    rows = EventRow.objects.order_by("seq").values_list("original", flat=True).iterator(chunk_size=2000)
    return {"uploads": len(uploads), **check_events(rows), **_check_decisions(lang)}


def _check_decisions(lang: str) -> dict[str, int]:
    """Make every decision that was shown by these rules again; gives how many, and how many by other rules.

    :raises Problem: naming the first that cannot be made again as it was shown.
    """
    from opbouw.cli.exporting import shown_of
    from opbouw.web.store.models import Episode, EventRow

    counts: Counter[str] = Counter()
    for episode in Episode.objects.all():
        originals = EventRow.objects.filter(episode=episode).order_by("seq").values_list("original", flat=True)
        log = [load_event(text) for text in originals]
        for one in remake(log, watched(shown_of(episode), text("checking", lang))):
            counts[one.status] += 1
            if one.status in ("differs", "other_log"):
                raise Problem(text("decision_wrong", lang, on=one.shown.on, episode=episode.pk))
    return {"decisions": counts["same"], "by_other_rules": counts["other_rules"]}


def _whole(sha256: str) -> bool:
    """Whether the kept bytes are still those of the name they carry."""
    from opbouw.web.store.uploads import path_of

    try:
        with path_of(sha256).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False
