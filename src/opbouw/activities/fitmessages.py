"""Bytes of FIT -> the few messages we use. The only place that knows the decoding library.

The library decodes field by field at half a megabyte a second, so it gets as little as possible: of an undamaged file
everything but the measurements (those come from `fitrecords`), without checksum and conversion of dates and units.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import fitdecode
import numpy as np

from opbouw.activities.fitencode import HEADER_SIZE, crc16
from opbouw.activities.fitrecords import split
from opbouw.activities.model import ActivityError, Column

Values = dict[str, object]

MAX_FIT_BYTES = 64 * 2**20
_RECORD = frozenset(
    {
        "timestamp",
        "position_lat",
        "position_long",
        "distance",
        "altitude",
        "enhanced_altitude",
        "speed",
        "enhanced_speed",
        "heart_rate",
        "cadence",
        "fractional_cadence",
        "power",
        "temperature",
        "stance_time",
        "vertical_oscillation",
        "stance_time_balance",
    }
)
_DEVELOPER = frozenset({"Power", "Ground Time", "Cadence"})
_WANTED = frozenset({"file_id", "session", "lap", "activity", "sport", "device_info", "hr", "field_description"})


@dataclass(slots=True)
class FitFile:
    """One FIT file, or one link of a chain, as plain values. `problem` says where reading stopped early."""

    kind: str | None = None
    file_id: Values = field(default_factory=dict)
    sessions: list[Values] = field(default_factory=list)
    laps: list[Values] = field(default_factory=list)
    columns: dict[str, Column] = field(default_factory=dict)
    count: int = 0
    activity: Values = field(default_factory=dict)
    sport: Values = field(default_factory=dict)
    devices: list[Values] = field(default_factory=list)
    hr: list[Values] = field(default_factory=list)
    developer: dict[tuple[int, int], tuple[str, int]] = field(default_factory=dict)
    messages: int = 0
    problem: str | None = None


_BASE_NUMBERS = {
    "enum": 0x00,
    "sint8": 0x01,
    "uint8": 0x02,
    "uint8z": 0x0A,
    "sint16": 0x83,
    "uint16": 0x84,
    "sint32": 0x85,
    "uint32": 0x86,
    "float32": 0x88,
    "float64": 0x89,
    "uint16z": 0x8B,
    "uint32z": 0x8C,
}
_LISTS: dict[str, Callable[[FitFile], list[Values]]] = {
    "session": lambda file: file.sessions,
    "lap": lambda file: file.laps,
    "device_info": lambda file: file.devices,
    "hr": lambda file: file.hr,
}


def read_messages(data: bytes) -> list[FitFile]:
    """Every FIT file chained in `data`. Damage ends the reading and is named in the last file's `problem`.

    Raises ActivityError (fit_damaged, file_too_large) when not even one message could be read.
    """
    if len(data) > MAX_FIT_BYTES:
        raise ActivityError("file_too_large", limit_mb=MAX_FIT_BYTES // 2**20)
    return _read_fast(data) or _read_slowly(data)


def _read_fast(data: bytes) -> list[FitFile] | None:
    """The files with their measurements as columns at once; None when the library has to look at everything."""
    parts = split(data)
    if parts is None:
        return None
    rest, measured = parts
    reader = _Reader()
    if reader.feed(rest) is not None or len(reader.files) != len(measured):
        return None
    for file, measurements in zip(reader.files, measured, strict=True):
        columns = measurements.columns(file.developer)
        if columns is None:
            return None
        file.columns, file.count = columns, measurements.count
    return reader.files if any(file.messages or file.count for file in reader.files) else None


def _read_slowly(data: bytes) -> list[FitFile]:
    reader = _Reader()
    problem = reader.feed(_with_length(data))
    if not any(file.messages for file in reader.files):
        raise ActivityError("fit_damaged", problem=problem or "there is no message in it")
    for file, records in zip(reader.files, reader.records, strict=True):
        file.columns, file.count = _columns(records), len(records)
    reader.files[-1].problem = problem
    return reader.files


class _Reader:
    """Collects what the library yields: the files, and the measurements of each as it read them."""

    def __init__(self) -> None:
        self.files: list[FitFile] = []
        self.records: list[list[Values]] = []

    def feed(self, data: bytes) -> str | None:
        """Reads all of `data`; gives what stopped it, or None."""
        try:
            for frame in _frames(data):
                if frame.frame_type == fitdecode.FIT_FRAME_HEADER:
                    self.files.append(FitFile())
                    self.records.append([])
                elif frame.frame_type == fitdecode.FIT_FRAME_DATA:
                    self.keep(frame)
        except Exception as error:  # noqa: BLE001 - on damaged bytes the library lets every kind of exception through
            return _problem(error)
        return None

    def keep(self, frame: fitdecode.records.FitDataMessage) -> None:
        """One message."""
        file, name = self.files[-1], frame.name
        file.messages += 1
        if name == "record":
            self.records[-1].append(_record(frame))
        elif name in _WANTED:
            _keep(file, name, {str(item.name): item.value for item in frame.fields if item.value is not None})


def checksum_matches(data: bytes) -> bool:
    """Whether the checksum at the end of the first FIT file in `data` is right; false when it is cut off."""
    header_size, body = data[0], struct.unpack_from("<I", data, 4)[0]
    end = header_size + body
    if len(data) < end + 2:
        return False
    stored: int = struct.unpack_from("<H", data, end)[0]
    return crc16(memoryview(data)[:end]) == stored


def _frames(data: bytes) -> Iterator[fitdecode.records.FitDataMessage]:
    with fitdecode.FitReader(
        data,
        processor=None,
        check_crc=fitdecode.CrcCheck.DISABLED,
        error_handling=fitdecode.ErrorHandling.IGNORE,
    ) as reader:
        yield from reader


def _with_length(data: bytes) -> bytes:
    """A recording that was never closed says its length is 0; then all the rest of the file is its body."""
    if len(data) > HEADER_SIZE and struct.unpack_from("<I", data, 4)[0] == 0 and data[0] in (12, HEADER_SIZE):
        rest = data[data[0] :]
        return data[:4] + struct.pack("<I", len(rest)) + data[8:12] + b"\0\0"[: data[0] - 12] + rest
    return data


def _keep(file: FitFile, name: str, values: Values) -> None:
    if name == "file_id":
        file.file_id = values
        file.kind = str(values["type"]) if "type" in values else None
    elif name == "activity":
        file.activity = values
    elif name == "sport":
        file.sport = values
    elif name == "field_description":
        _describe(file, values)
    else:
        _LISTS[name](file).append(values)


def _describe(file: FitFile, values: Values) -> None:
    place = (values.get("developer_data_index"), values.get("field_definition_number"))
    name, base = values.get("field_name"), values.get("fit_base_type_id")
    kind = _BASE_NUMBERS.get(base, -1) if isinstance(base, str) else base
    if isinstance(place[0], int) and isinstance(place[1], int) and isinstance(kind, int) and name in _DEVELOPER:
        file.developer[place[0], place[1]] = (f"developer {name}", kind)


def _columns(records: list[Values]) -> dict[str, Column]:
    names = set().union(*records) if records else set()
    return {
        name: np.array(
            [value if isinstance(value := record.get(name), (int, float)) else np.nan for record in records],
            dtype=np.float64,
        )
        for name in names
    }


def _record(frame: fitdecode.records.FitDataMessage) -> Values:
    values: Values = {}
    for item in frame.fields:
        definition = item.field
        if definition is None or item.value is None:
            continue
        name = definition.name
        if name in _RECORD:
            values[name] = item.value
        elif name in _DEVELOPER:
            values["developer " + name] = item.value
    return values


def _problem(error: Exception) -> str:
    if isinstance(error, fitdecode.FitEOFError):
        return "the file ends in the middle of a message"
    if isinstance(error, fitdecode.FitHeaderError):
        return "no valid header"
    return "a message does not follow the format"
