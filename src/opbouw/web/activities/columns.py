"""What the columns of a table hold: looked at, told by the runner, kept by the names of the columns, taken back."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from opbouw.activities import ActivityError, ColumnMapping, Look, bytes_of, look_at, mapping_to_dict
from opbouw.activities.tables import TableReading, read
from opbouw.web.activities import services
from opbouw.web.activities.models import Import, Line, Part, TableTold
from opbouw.web.store import uploads
from opbouw.web.store.models import Runner

ROWS_SHOWN = 3
ROWS_TRIED = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes out of the first rows: day, sport, kilometres, minutes; and how many of the rows give nothing."""

    rows: tuple[tuple[date | None, str, float | None, float | None], ...]
    without: int
    tried: int


def look(line: Line) -> Look | None:
    """The beginning of the table that a line is about; None when its bytes are not here any more."""
    top, _mark, inside = line.path.partition("!")
    for part in _parts_called(line.batch, top):
        try:
            data = bytes_of(uploads.path_of(part.upload.sha256), inside, Path(settings.UPLOADS_DIR))
            found = look_at(data)
        except ActivityError:
            continue
        if found.key == line.table:
            return found
    return None


def try_out(seen: Look, mapping: ColumnMapping, zone: ZoneInfo) -> Outcome:
    """What the first rows give by a mapping."""
    made: TableReading = read(seen.rows[:ROWS_TRIED], mapping, zone=zone)
    rows = tuple(
        (one.activity.local_date, one.activity.sport, one.activity.distance_m, one.activity.seconds)
        for one in made.rows
    )
    return Outcome(rows, len(made.problems), min(len(seen.rows), ROWS_TRIED))


def tell(runner: Runner, header: str, mapping: ColumnMapping) -> int:
    """Keep what the columns hold and read every file with them again; the number of imports that are."""
    with transaction.atomic():
        TableTold.objects.update_or_create(runner=runner, header=header, defaults={"mapping": mapping_to_dict(mapping)})
        return _read_again(runner, header)


def take_back(runner: Runner, header: str) -> int:
    """Forget what was told of a table, and read every file with these columns again by what they seem to hold."""
    with transaction.atomic():
        TableTold.objects.filter(runner=runner, header=header).delete()
        return _read_again(runner, header)


def _read_again(runner: Runner, header: str) -> int:
    with_it = Import.objects.filter(runner=runner, undone_at=None, lines__table=header).exclude(finished_at=None)
    ids: set[UUID] = set(with_it.values_list("pk", flat=True))
    return services.read_again(ids, "columns")


def _parts_called(batch: Import, name: str) -> list[Part]:
    """The files of an import that may have been read under this name; one of two with one name got a number."""
    parts = list(batch.parts.select_related("upload"))
    exact = [part for part in parts if part.name == name]
    pure = PurePath(name)
    alike = [
        part
        for part in parts
        if PurePath(part.name).suffix == pure.suffix and pure.stem.startswith(PurePath(part.name).stem)
    ]
    return list(dict.fromkeys([*exact, *alike]))
