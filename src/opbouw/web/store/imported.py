"""An imported activity as the log of an episode keeps it."""

from typing import Any

from opbouw.activities import ActivityFacts

_KEPT = (
    "sport",
    "indoor",
    "seconds",
    "distance_m",
    "ascent_m",
    "cadence_spm",
    "heart_rate_bpm",
    "ground_contact_ms",
    "balance_left_pct",
    "device",
    "file_hash",
)


def imported_data(one: ActivityFacts) -> dict[str, Any]:
    """The data of its `activity_imported` event; what is unknown is left out."""
    data = {"id": one.id, "start": one.start.isoformat() if one.start else None}
    data |= {name: getattr(one, name) for name in _KEPT}
    return {name: value for name, value in data.items() if value is not None}
