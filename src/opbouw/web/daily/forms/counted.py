"""What a player counted: bouts of a run, sets of exercises. Not typed: what cannot be read is as good as none."""

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from opbouw.core.fitting import easier_forms

MOST_ROWS = 200
DAY_S = 86_400


class Counted(forms.CharField):
    """A list of rows as JSON in a hidden field; the rows, or an empty text when one of them is not as it should be."""

    names: tuple[str, ...] = ()

    def to_python(self, value: Any) -> Any:
        """The rows with the names that are known, or nothing."""
        try:
            rows = json.loads(super().to_python(value) or "null")
        except (ValueError, RecursionError):
            return ""
        if not isinstance(rows, list) or len(rows) > MOST_ROWS:
            return ""
        if not all(isinstance(row, dict) and self.is_row(row) for row in rows):
            return ""
        return [{name: row[name] for name in self.names if name in row} for row in rows]

    def is_row(self, row: Mapping[str, Any]) -> bool:
        """Whether a row can be what it says."""
        raise NotImplementedError

    def validate(self, value: Any) -> None:
        """Nothing more to ask."""

    def run_validators(self, value: Any) -> None:
        """Judged when it was read."""

    def prepare_value(self, value: Any) -> Any:
        """What was sent, as it was sent."""
        return value if isinstance(value, str) else ""


class Bouts(Counted):
    """Running and walking in order, in seconds."""

    names = ("kind", "seconds")

    def is_row(self, row: Mapping[str, Any]) -> bool:
        """A bout of at most a day."""
        seconds: object = row.get("seconds")
        if row.get("kind") not in ("run", "walk") or isinstance(seconds, bool) or not isinstance(seconds, int | float):
            return False
        return math.isfinite(seconds) and 0 < seconds <= DAY_S


class Played(Counted):
    """Exercises as they were done: ``for`` names the one of the plan, ``id`` that one or its easier form."""

    names = ("for", "id", "side", "sets", "reps", "hold_s")

    def is_row(self, row: Mapping[str, Any]) -> bool:
        """Names as text, a side, and whole numbers."""
        texts = isinstance(row.get("for"), str) and isinstance(row.get("id"), str)
        counts = all(_is_count(row[name]) for name in ("sets", "reps", "hold_s") if name in row)
        return texts and row.get("side") in ("left", "right", "both") and "sets" in row and counts


def running_minutes(bouts: Iterable[Mapping[str, Any]]) -> float:
    """Minutes of running in bouts."""
    return float(sum(one["seconds"] for one in bouts if one["kind"] == "run")) / 60


def played_of(rows: Iterable[Mapping[str, Any]], planned: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What was played of one planned exercise and its easier forms; of the planned one never more than planned."""
    own = (planned["id"], *easier_forms(planned["id"]))
    return [_at_most(row, planned) for row in rows if row["for"] == planned["id"] and row["id"] in own]


def _at_most(row: Mapping[str, Any], planned: Mapping[str, Any]) -> dict[str, Any]:
    names = ("sets", "reps", "hold_s") if row["id"] == planned["id"] else ("sets",)
    most = {name: planned.get(name) for name in names}
    dose = {name: value for name, value in row.items() if name != "for"}
    return {name: min(value, most[name]) if most.get(name) else value for name, value in dose.items()}


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 500
