"""`opbouw export`: events to keep or to take elsewhere."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from opbouw.cli.problems import Problem
from opbouw.cli.site import bring_up_to_date, open_site
from opbouw.cli.terminal import Language, spoken
from opbouw.cli.texts import text
from opbouw.core.events import Event
from opbouw.core.serialize import load_event
from opbouw.exports.archive import write_archive
from opbouw.exports.logs import write_log
from opbouw.exports.record import Shown, write_record

KIND = "opbouw-export"
What = Annotated[
    list[str], typer.Argument(metavar="[EPISODE] FILE", help="The episode and the file to write; with --all, the file.")
]
Everything = Annotated[bool, typer.Option("--all", help="Every episode and every upload, as one zip.")]
Decisions = Annotated[
    bool, typer.Option("--decisions", help="The decisions as they were shown, for `opbouw replay --record`.")
]


def export(what: What, everything: Everything = False, decisions: Decisions = False, lang: Language = None) -> None:
    """Write the events of an episode as JSON Lines, as `opbouw decide` and `opbouw replay` read them.

    With --all: a zip with every episode, its decisions and every upload, and the hash of each. A file that exists is
    left as it is.
    """
    words = spoken(lang)
    if len(what) != (1 if everything else 2):
        raise typer.BadParameter(text("export_use", words))
    path = Path(what[-1])
    if path.exists():
        raise Problem(text("backup_exists", words, path=path))
    open_site()
    bring_up_to_date()
    if everything:
        count = _export_all(path)
        typer.echo(text("exported_all", words, count=count, path=path))
    elif decisions:
        count = write_record(shown_of(_episode(what[0], words)), path)
        typer.echo(text("exported_decisions", words, count=count, path=path))
    else:
        log = _events_of(what[0], words)
        write_log(log, path)
        typer.echo(text("exported", words, count=len(log), path=path))


def _events_of(id: str, lang: str) -> list[Event]:
    from opbouw.web.store.models import EventRow

    return _read(EventRow.objects.filter(episode=_episode(id, lang)))


def shown_of(episode: Any) -> Iterator[Shown]:
    """The decisions of an episode as they were shown, the first first."""
    from opbouw.web.store.decided import kept
    from opbouw.web.store.models import DecisionRow

    for row in DecisionRow.objects.filter(episode=episode).order_by("seq").iterator(chunk_size=200):
        at, answer = row.shown_at.isoformat(), dict(kept(row).answer)
        yield Shown(row.on_date.isoformat(), at, row.events, row.events_sha256, row.rules_version, answer)


def _episode(id: str, lang: str) -> Any:
    from opbouw.web.store.models import Episode

    try:
        episode = Episode.objects.filter(pk=UUID(id)).first()
    except ValueError:
        episode = None
    if episode is None:
        raise Problem(text("no_episode_here", lang, id=id, known=", ".join(_known()) or "-"))
    return episode


def _known() -> list[str]:
    from opbouw.web.store.models import Episode

    return [str(pk) for pk in Episode.objects.values_list("pk", flat=True)[:20]]


def _read(rows: Any) -> list[Event]:
    return [load_event(text) for text in rows.order_by("seq").values_list("original", flat=True)]


def _export_all(path: Path) -> int:
    from opbouw.web.store.models import Episode, EventRow, Upload
    from opbouw.web.store.uploads import path_of

    with tempfile.TemporaryDirectory(prefix="opbouw-export-") as folder:
        ids = sorted(str(pk) for pk in Episode.objects.values_list("pk", flat=True))

        def members() -> Iterator[tuple[str, Path]]:
            for one in ids:
                written = Path(folder) / f"{one}.jsonl"
                write_log(_read(EventRow.objects.filter(episode_id=UUID(one))), written)
                yield f"episodes/{written.name}", written
                shown = Path(folder) / f"decisions-{one}.jsonl"
                if write_record(shown_of(UUID(one)), shown):
                    yield f"decisions/{one}.jsonl", shown
            for sha256 in sorted(set(Upload.objects.values_list("sha256", flat=True))):
                if path_of(sha256).exists():
                    yield f"uploads/{sha256}", path_of(sha256)

        about = {"made_at": datetime.now(UTC).isoformat(), "opbouw": version("opbouw"), "episodes": len(ids)}
        write_archive(path, KIND, about, members())
    return len(ids)
