"""The bouts of a run as a player counted them: not typed, so what cannot be read is as good as not told."""

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

MOST_BOUTS = 200
DAY_S = 86_400


class Bouts(forms.CharField):
    """A list of running and walking with whole seconds, as JSON."""

    def to_python(self, value: Any) -> Any:
        """The bouts, or nothing when it is no such list or nothing was run."""
        try:
            rows = json.loads(super().to_python(value) or "null")
        except (ValueError, RecursionError):
            return ""
        known = isinstance(rows, list) and len(rows) <= MOST_BOUTS and all(_is_bout(row) for row in rows)
        return [{"kind": row["kind"], "seconds": row["seconds"]} for row in rows] if known else ""

    def validate(self, value: Any) -> None:
        """Nothing more to ask."""

    def run_validators(self, value: Any) -> None:
        """Judged when it was read."""

    def prepare_value(self, value: Any) -> Any:
        """What was sent, as it was sent."""
        return value if isinstance(value, str) else ""


def running_minutes(bouts: Iterable[Mapping[str, Any]]) -> float:
    """Minutes of running in bouts."""
    return float(sum(one["seconds"] for one in bouts if one["kind"] == "run")) / 60


def _is_bout(row: Any) -> bool:
    if not isinstance(row, dict) or row.get("kind") not in ("run", "walk"):
        return False
    seconds: object = row.get("seconds")
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return False
    return math.isfinite(seconds) and 0 < seconds <= DAY_S
