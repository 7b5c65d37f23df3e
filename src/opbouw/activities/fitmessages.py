"""Bytes of FIT -> the few messages we use. The only place that knows the decoding library.

The library decodes field by field, so everything is asked of it as raw as possible: no checksum (ours is faster), no
conversion of dates and units, and only the fields named below are kept.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import fitdecode

from opbouw.activities.fitencode import HEADER_SIZE, crc16
from opbouw.activities.model import ActivityError

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
_WANTED = frozenset({"file_id", "session", "lap", "activity", "sport", "device_info", "hr", "record"})


@dataclass(slots=True)
class FitFile:
    """One FIT file, or one link of a chain, as plain values. `problem` says where reading stopped early."""

    kind: str | None = None
    file_id: Values = field(default_factory=dict)
    sessions: list[Values] = field(default_factory=list)
    laps: list[Values] = field(default_factory=list)
    records: list[Values] = field(default_factory=list)
    activity: Values = field(default_factory=dict)
    sport: Values = field(default_factory=dict)
    devices: list[Values] = field(default_factory=list)
    hr: list[Values] = field(default_factory=list)
    messages: int = 0
    problem: str | None = None


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
    files: list[FitFile] = []
    problem = None
    try:
        for frame in _frames(_with_length(data)):
            if frame.frame_type == fitdecode.FIT_FRAME_HEADER:
                files.append(FitFile())
            elif frame.frame_type == fitdecode.FIT_FRAME_DATA:
                _keep(files[-1], frame)
    except Exception as error:  # noqa: BLE001 - on damaged bytes the library lets every kind of exception through
        problem = _problem(error)
    if not any(file.messages for file in files):
        raise ActivityError("fit_damaged", problem=problem or "there is no message in it")
    files[-1].problem = problem
    return files


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


def _keep(file: FitFile, frame: fitdecode.records.FitDataMessage) -> None:
    file.messages += 1
    name = frame.name
    if name not in _WANTED:
        return
    if name == "record":
        file.records.append(_record(frame))
        return
    values: Values = {str(item.name): item.value for item in frame.fields if item.value is not None}
    if name == "file_id":
        file.file_id = values
        file.kind = str(values["type"]) if "type" in values else None
    elif name in {"activity", "sport"}:
        setattr(file, name, values)
    else:
        _LISTS[name](file).append(values)


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
