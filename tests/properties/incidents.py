"""Anything that may be told on any day, by kind: small tables of data, picked by a number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from opbouw.core.events import MOVED_KINDS, data_to_dict
from opbouw.core.flags import questions_for
from opbouw.evidence import tables
from tests.core.making import CALM
from tests.journeys.writing import Writer
from tests.properties.breaking import Log

CHECKS: tuple[dict[str, Any], ...] = (
    {},
    {"pain_morning": 3},
    {"pain_daily": 6, "pain_rest": 4},
    {"limping": True},
    {"night_pain": True},
    {"ill": "fever"},
    {"swelling": "more", "stiffness_min": 70, "stiffness_spread": "several"},
    {"sleep_h": 4, "energy": 2},
    {"new_spot": True, "other_spots": [{"spot": "heel", "pain": 3}]},
    {"pain_morning": None, "pain_daily": None},
    {"painkiller": True, "mood": 1, "note": "slept badly"},
    {"ill": "chest"},
)
RUNS: tuple[dict[str, Any], ...] = (
    {"run_minutes": 4, "pain_during": 0, "pain_after": 0},
    {"run_minutes": 12, "pain_during": 2, "pain_course": "warms_up"},
    {"run_minutes": 30, "pain_during": 5, "pain_course": "stays", "sharp_pain": True},
    {"minutes": 8},
    {"distance_km": 5, "pain_during": 1, "pain_after": 3},
    {"intervals": [{"kind": "run", "seconds": 60, "reps": 6}], "minutes": 15, "pain_during": 0},
    {"run_minutes": 6, "pain_during": 0, "painkiller_8h": True, "stopped_early": True},
    {"run_minutes": 10, "modality": "alterg", "body_weight_pct": 60, "pain_during": 0},
)
OTHER_WORK: tuple[dict[str, Any], ...] = (
    {"kind": "cross", "modality": "cycling", "minutes": 45, "pain_during": 0},
    {"kind": "cross", "modality": "swimming", "minutes": 90, "pain_during": 4},
    {
        "kind": "strength",
        "minutes": 20,
        "exercises": [{"id": "heel_raise_double", "sets": 3, "load_kg": 20, "pain": 0}],
    },
    {
        "kind": "strength",
        "minutes": 20,
        "exercises": [{"id": "heel_raise_double", "sets": 3, "load_kg": 40, "pain": 5}],
    },
    {"kind": "walk", "modality": "walking", "minutes": 60},
    {"kind": "mobility", "minutes": 10},
)
GUIDES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("physio", {"decision": "cap", "cap": 5, "unit": "min"}),
    ("doctor", {"decision": "hold"}),
    ("trainer", {"decision": "wait", "gate": "strengthen_rebuild"}),
    ("physio", {"decision": "sign", "gate": "strengthen_rebuild"}),
    ("doctor", {"decision": "ladder", "ladder": "gentle_start"}),
    ("trainer", {"decision": "cap", "cap": 2, "unit": "runs"}),
    ("physio", {"decision": "refuse", "gate": "loosen_strengthen"}),
    ("doctor", {"decision": "cap", "cap": 500, "unit": "min"}),
)
SMALL: tuple[tuple[str, dict[str, Any]], ...] = (
    ("goal_set", {"kind": "race", "on": "2026-10-18", "distance_km": 10}),
    ("asked_for", {"kind": "run", "run_minutes": 90, "hilly": True}),
    ("shoe_added", {"shoe": "pair 1", "drop_mm": 4}),
    ("shoe_used", {"shoe": "pair 1", "km": 5}),
    ("cause_judged", {"factor": "speed", "verdict": "suspected"}),
    ("cause_judged", {"factor": "speed", "verdict": "dealt_with"}),
    ("causes_reviewed", {"outcome": "found", "factors": ["speed"]}),
    ("proposal_answered", {"proposal": "x", "answer": "agree"}),
    ("availability_set", {"weekdays": {"mon": 30, "thu": 60}, "dislikes": ["cycling"]}),
    ("profile_set", {"pregnant_or_postpartum": True}),
    ("profile_set", {"years_running": 0.2, "birth_year": 1940}),
    ("baseline_set", {"weekly_km": 90, "weekly_runs": 6, "longest_km": 32}),
    ("episode_closed", {"outcome": "enough"}),
)
FIRST_NUMBER = 100_000  # beyond those of the runner: an id is made of the number
TESTS = ("walk_brisk_30", "hop_in_place", "heel_raise_single", "bone_palpation", "side_plank")


@dataclass(frozen=True, slots=True)
class Moment:
    """Where something is told: the log, the day, which row of its table, and how many days later."""

    writer: Writer
    whole: Log
    injury: str
    day: int
    row: int
    late: int

    def write(self, type: str, data: dict[str, Any], role: str = "runner") -> None:
        """One event of this moment."""
        self.writer.write(type, self.day, data, role=role, late=self.late, hour=9)

    @property
    def on(self) -> date:
        """The day it is about."""
        return self.writer.on(self.day)


def _check(at: Moment) -> None:
    at.write("checked_in", {**CALM, **CHECKS[at.row % len(CHECKS)]})


def _run(at: Moment) -> None:
    at.write("session_done", {"kind": "run", **RUNS[at.row % len(RUNS)]})


def _work(at: Moment) -> None:
    at.write("session_done", OTHER_WORK[at.row % len(OTHER_WORK)])


def _import(at: Moment) -> None:
    at.write("activity_imported", {"sport": ("run", "cycle", "trail")[at.row % 3], "seconds": 300 * at.row}, "import")


def _screen(at: Moment) -> None:
    asked = questions_for(tables.injuries[at.injury], at.whole[0].data.spot)
    answers = dict.fromkeys(asked, "no")
    said = (None, None, "yes", "unknown", "unknown", "yes", None, "yes")[at.row % 8]
    if said is not None:
        answers[asked[at.row * 5 % len(asked)]] = said
    at.write("screened", {"answers": answers, "why": "mistake" if at.row == 6 else "asked"})


def _clear(at: Moment) -> None:
    asked = questions_for(tables.injuries[at.injury], at.whole[0].data.spot)
    data: dict[str, Any] = {"injury": at.injury, "seen_by": ("doctor", "physio")[at.row % 2], "imaging": "healed"}
    data["scope"] = ["movement", "strength", "impact", "running"][: 1 + at.row % 4]
    data["flags"] = list(asked if at.row % 3 else asked[:5])
    data |= {"max_run_min": 6} if at.row == 5 else {}
    at.write("cleared", data, ("runner", "trainer", "doctor")[at.row % 3])


def _guide(at: Moment) -> None:
    role, word = GUIDES[at.row % len(GUIDES)]
    at.write("guide_decided", word, role)


def _test(at: Moment) -> None:
    value, pain = ((40, 0), (0, 0), (3, 4), (40, None), (None, 0))[at.row % 5]
    at.write(
        "tested",
        {
            "test": TESTS[at.row % len(TESTS)],
            "value": value,
            "pain": pain,
            "side": ("left", "right", "none")[at.row % 3],
        },
    )


def _away(at: Moment) -> None:
    until = at.writer.on(at.day + at.row).isoformat()
    at.write("away_set", {"from": at.on.isoformat(), "to": until, "why": ("ill", "holiday", "other")[at.row % 3]})


def _move(at: Moment) -> None:
    kind = MOVED_KINDS[at.row % len(MOVED_KINDS)]
    on, to = at.writer.on(at.day + at.row % 3), at.writer.on(at.day + at.row * 5 % 9)
    at.write("session_moved", {"kind": kind, "from_on": on.isoformat(), "to_on": to.isoformat()})


def _small(at: Moment) -> None:
    kind, data = SMALL[at.row % len(SMALL)]
    at.write(kind, data)


def _amend(at: Moment) -> None:
    near = [one for one in at.whole if 0 <= (at.on - one.on).days < 3 and one.type != "episode_opened"]
    if not near:
        return
    event = near[at.row * 7 % len(near)]
    if at.row % 2:
        at.write("withdrawn", {"event": event.id})
        return
    data = data_to_dict(event)
    pains = {name: at.row % 4 for name, value in data.items() if name.startswith("pain_") and isinstance(value, float)}
    at.write("corrected", {"event": event.id, "data": data | pains})


INCIDENTS: tuple[Callable[[Moment], None], ...] = (
    _check, _run, _work, _import, _screen, _clear, _guide, _test, _away, _move, _small, _amend
)  # fmt: skip


def writer_for(whole: Log) -> Writer:
    """A writer that goes on with a log."""
    opened = whole[0]
    writer = Writer(f"incidents of {opened.episode}", opened.data.onset_on)
    writer.episode = UUID(opened.episode)
    writer.written = FIRST_NUMBER
    return writer
