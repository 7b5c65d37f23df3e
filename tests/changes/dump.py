"""Decides logs by whichever version of the rules stands first on the path, and writes what it says.

Run as a program beside another checkout, so it leans on nothing but the core: `python dump.py LOGS OUT`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from opbouw.core.decide import decide
from opbouw.core.events import Event, parse_event
from opbouw.core.serialize import decision_to_dict


def snapshot(raw: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The decision of every day of a log, each on what was written down by its end."""
    try:
        events = [parse_event(one) for one in raw["events"]]
    except ValueError as problem:
        yield {"name": raw["name"], "on": None, "problem": str(problem)}
        return
    for text in raw["days"]:
        day = date.fromisoformat(text)
        known: list[Event] = [event for event in events if event.recorded_at.date() <= day]
        yield {"name": raw["name"], "on": text, "decision": decision_to_dict(decide(known, day))}


def main(logs: Path, out: Path) -> None:
    """Write the snapshot of a file of logs as JSON Lines."""
    with logs.open(encoding="utf-8") as source, out.open("w", encoding="utf-8") as target:
        for line in source:
            for one in snapshot(json.loads(line)):
                target.write(json.dumps(one, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
