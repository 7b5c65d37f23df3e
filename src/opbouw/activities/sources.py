"""The tables and exports of accounts: what each kind holds, and which are read before the files they describe."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from opbouw.activities.apple import read_apple
from opbouw.activities.garmin import read_gear, read_health_status, read_summaries, with_gear
from opbouw.activities.leaves import Leaf
from opbouw.activities.model import Activity, ActivityError
from opbouw.activities.report import FileReport, remarks_on
from opbouw.activities.strava import read_strava
from opbouw.activities.summaries import Reading, Summaries, shoes_of
from opbouw.activities.tables import UNTOLD, read_as_told
from opbouw.activities.told import Told
from opbouw.activities.wellness import read_wellness

_PIECE = 1 << 16


def _strava(data: bytes, _: Told) -> Reading:
    rows = read_strava(data)
    return Reading(tuple(rows), shoes=shoes_of(rows))


def _apple(data: bytes, _: Told) -> Reading:
    return read_apple(data[begin : begin + _PIECE] for begin in range(0, len(data), _PIECE))


def _wellness(data: bytes, told: Told) -> Reading:
    """Days of rest; a diary that also tells what was run gives both, or its doubts about the runs."""
    try:
        table = Reading() if data.lstrip()[:1] in (b"[", b"{") else read_as_told(data, told)
    except ActivityError as error:
        doubts = error.params.get("warnings") if error.params.get("complete") else None
        table = Reading(warnings=doubts if isinstance(doubts, tuple) else ())
    try:
        return replace(table, wellness=tuple(read_wellness(data)))
    except ActivityError:
        if not table.rows:
            raise
        return table


_READERS: dict[str, Callable[[bytes, Told], Reading]] = {
    "strava": _strava,
    "apple_health": _apple,
    "garmin": lambda data, _: read_summaries(data),
    "garmin_health": lambda data, _: Reading(wellness=tuple(read_health_status(data))),
    "table": read_as_told,
    "wellness": _wellness,
}
KINDS = frozenset({*_READERS, "garmin_gear"})
# These say more about files beside them, so they are read first.
FIRST = frozenset({"strava", "apple_health", "garmin", "garmin_gear"})
_BY_TIME = frozenset({"apple_health", "garmin"})


@dataclass(slots=True)
class Source:
    """One table of an account that was read: what it held, and which of its summaries have a file of their own."""

    leaf: Leaf
    kind: str
    digest: str
    reading: Reading
    worn: dict[str, str] = field(default_factory=dict)
    summaries: Summaries = field(init=False)

    def __post_init__(self) -> None:
        self.link()

    def link(self) -> None:
        """Makes its summaries ready to be found by the names or times of files."""
        self.summaries = Summaries(self.reading.rows, self.leaf.home, by_time=self.kind in _BY_TIME)


def read_bytes(kind: str, data: bytes, told: Told = UNTOLD) -> Reading:
    """What the bytes of a table or export hold, with what the runner told of such tables.

    Raises ActivityError; for gear, which says nothing without its activities, `gear_only` (`skipped`).
    """
    if kind == "garmin_gear":
        raise ActivityError("gear_only", skipped=True, count=len(set(read_gear(data).values())))
    return with_hash(_READERS[kind](data, told), hashlib.sha256(data).hexdigest())


def read_source(kind: str, leaf: Leaf) -> Source:
    """A table of an account, read from where it lies; an export too large for memory as a stream.

    Raises ActivityError.
    """
    if kind == "apple_health":
        digest = hashlib.sha256()
        reading = read_apple(_hashed(leaf.chunks(), digest.update))
        return Source(leaf, kind, digest.hexdigest(), with_hash(reading, digest.hexdigest()))
    data = leaf.load()
    digest_text = hashlib.sha256(data).hexdigest()
    if kind == "garmin_gear":
        return Source(leaf, kind, digest_text, Reading(), read_gear(data))
    return Source(leaf, kind, digest_text, _READERS[kind](data, UNTOLD))


def share_gear(sources: Sequence[Source]) -> None:
    """Puts the gear of one file of an export into the summaries of the others."""
    worn = {number: name for source in sources for number, name in source.worn.items()}
    for source in sources if worn else ():
        if source.kind == "garmin":
            rows = with_gear(source.reading.rows, worn)
            source.reading = replace(source.reading, rows=tuple(rows), shoes=shoes_of(rows))
            source.link()


def report_of(label: str, kind: str, digest: str, reading: Reading, activities: Sequence[Activity]) -> FileReport:
    """What became of a table: its own activities, its days of wellness, its shoes, and its remarks."""
    report = FileReport(
        label,
        "taken",
        "taken",
        format=kind,
        activities=tuple(activities),
        file_hash=digest,
        wellness=reading.wellness,
        shoes=reading.shoes,
    )
    if not activities and not reading.wellness:
        return replace(report, status="skipped", reason_code="in_other_files", params={"rows": len(reading.rows)})
    remarks = _remarks(reading, activities)
    if not activities and not reading.warnings:
        return replace(report, reason_code="taken_wellness", params={"days": len(reading.wellness)})
    if remarks:
        return replace(report, reason_code="taken_with_warnings", params={"warnings": remarks})
    return report


def _remarks(reading: Reading, activities: Sequence[Activity]) -> tuple[str, ...]:
    remarks = [*reading.warnings, *remarks_on(activities)]
    if reading.wellness:
        remarks.append(f"wellness_days:{len(reading.wellness)}")
    if reading.shoes:
        remarks.append(f"shoes_named:{len(reading.shoes)}")
    return tuple(dict.fromkeys(remarks))


def with_hash(reading: Reading, digest: str) -> Reading:
    """The reading with the hash of its file in every activity."""
    rows = tuple(replace(row, activity=replace(row.activity, file_hash=digest)) for row in reading.rows)
    return replace(reading, rows=rows)


def _hashed(chunks: Iterable[bytes], update: Callable[[bytes], None]) -> Iterator[bytes]:
    for chunk in chunks:
        update(chunk)
        yield chunk
