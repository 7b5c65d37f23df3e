"""Logs and parameters to put into words."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from opbouw.core.decision import PHASES
from opbouw.core.events import TYPES, Event, parse_event
from opbouw.core.flags import questions_for
from opbouw.core.reasons import CODES
from opbouw.evidence import tables

EPISODE = "0f1e2d3c-0000-4000-8000-000000000001"
ONSET = date(2026, 3, 2)
NUMBERS = (0, 1, 2.5, 14)
VALUES: Mapping[str, tuple[Any, ...]] = {
    "on": ("2026-03-02",),
    "onset": ("2026-03-02",),
    "since": ("2026-03-01",),
    "region": tuple(tables.regions),
    "until": ("2026-03-04",),
    "flag": tuple(tables.red_flags),
    "injury": (*tables.injuries, "tennis_elbow"),
    "criterion": tuple(tables.criteria),
    "questions": ("rf_focal_bone", "rf_night_pain, rf_focal_bone, bone_palpation, hop_in_place"),
    "modality": tuple(tables.modalities),
    "ladder": (*tables.ladders, "my_own_ladder"),
    "exercise": tuple(tables.exercises),
    "instead": tuple(tables.exercises),
    "side": ("left", "right"),
    "to": PHASES,
    "near": ("-", "mtss", "achilles_midportion, mtss", "calf, heel"),
    "type": tuple(TYPES),
    "kind": ("run", "cross", "a long ride"),
    "spot": ("elbow",),
    "id": ("1b4e28ba",),
    "ids": ("1b4e28ba, 1b4e28bb",),
    "episodes": ("1b4e28ba, 1b4e28bb",),
    "problem": ("data.pain_rest is 12; it must be from 0 to 10",),
}


def all_params(code: str) -> Iterator[dict[str, Any]]:
    """Parameters of a code: each parameter goes through all its values, in step with the others."""
    choices = {name: VALUES.get(name, NUMBERS) for name in CODES[code].params}
    for n in range(max((len(values) for values in choices.values()), default=1)):
        yield {name: values[n % len(values)] for name, values in choices.items()}


def event(number: int, kind: str, day: date, data: Mapping[str, Any]) -> Event:
    """One event of the runner, written down on the day itself."""
    return parse_event(
        {
            "id": f"00000000-0000-4000-8000-{number:012d}",
            "episode": EPISODE,
            "type": kind,
            "on": day.isoformat(),
            "recorded_at": f"{day.isoformat()}T18:00:00+00:00",
            "by": {"role": "runner", "id": "r"},
            "v": 1,
            "data": dict(data),
        }
    )


def log(injury: str, days: int = 10, pain: float = 0, **opened: Any) -> list[Event]:
    """An injury with its warning signs answered no, and a calm check-in each day."""
    flags = questions_for(tables.injuries[injury], None)
    facts: list[tuple[str, date, Mapping[str, Any]]] = [
        ("episode_opened", ONSET, {"injury": injury, "onset_on": ONSET.isoformat(), "side": "left", **opened}),
        ("screened", ONSET, {"answers": dict.fromkeys(flags, "no"), "why": "first"}),
    ]
    calm = {"pain_rest": pain, "pain_daily": pain, "pain_morning": pain, "limping": False, "night_pain": False}
    facts += [("checked_in", ONSET + timedelta(days=n), {**calm, "swelling": "none"}) for n in range(days)]
    return [event(number, *fact) for number, fact in enumerate(facts, start=1)]
