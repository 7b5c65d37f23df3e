"""The record of a decision: what it saw and what it said, as it is kept and as it is written to a file."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from opbouw.core.events import Event
from opbouw.core.serialize import dump_event
from opbouw.exports.comparing import advice
from opbouw.exports.files import whole_file

FIELDS = {"on": str, "shown_at": str, "events": int, "events_sha256": str, "rules_version": str, "decision": dict}


class RecordError(ValueError):
    """A file of decisions that cannot be read; the text says which line, what, and what to do."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One decision as it was shown: the first ``events`` events of the log were known, up to ``shown_at``."""

    on: str
    shown_at: str
    events: int
    events_sha256: str
    rules_version: str
    decision: Mapping[str, Any]


def hash_of_events(lines: Iterable[str]) -> str:
    """The hash of a set of events given as their lines; order and copies change nothing."""
    digest = hashlib.sha256()
    for line in sorted(set(lines)):
        digest.update(line.encode())
        digest.update(b"\n")
    return digest.hexdigest()


def hash_of_log(log: Iterable[Event]) -> str:
    """The same hash of events that were read."""
    return hash_of_events(dump_event(event) for event in log)


def hash_of_answer(answer: Mapping[str, Any]) -> str:
    """The hash of what a decision advises, whatever marks its rules carry and in whatever words it is told."""
    return hashlib.sha256(_compact(advice(answer)).encode()).hexdigest()


def pack(value: Any) -> str:
    """JSON made small, as text that every database takes: a decision shrinks to a quarter."""
    return base64.b64encode(zlib.compress(_compact(value).encode(), 9)).decode()


def unpack(text: str) -> Any:
    """What ``pack`` made small."""
    return json.loads(zlib.decompress(base64.b64decode(text)))


def write_record(shown: Iterable[Shown], path: Path) -> int:
    """Write decisions as JSON Lines, whole or not at all; gives how many.

    :raises OSError: when the file cannot be written.
    """
    lines = [_compact({name: getattr(one, name) for name in FIELDS}) for one in shown]
    with whole_file(path, mode=0o600) as file:
        file.write("".join(f"{line}\n" for line in lines).encode())
    return len(lines)


def read_record(path: Path) -> list[Shown]:
    """The decisions of a file that ``write_record`` wrote.

    :raises RecordError: naming the line and what is wrong with it.
    :raises OSError: when the file cannot be opened.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise RecordError("this is no text; give a file of `opbouw export --decisions`") from None
    return [_shown(line, number) for number, line in enumerate(lines, start=1) if line.strip()]


def _shown(line: str, number: int) -> Shown:
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError):
        raise RecordError(f"line {number}: this is no JSON object; write one decision a line") from None
    for name, kind in FIELDS.items():
        if not isinstance(raw, dict) or not isinstance(raw.get(name), kind):
            raise RecordError(f"line {number}: {name} is missing or of another kind; export the decisions again")
    return Shown(**{name: raw[name] for name in FIELDS})


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, sort_keys=True)
