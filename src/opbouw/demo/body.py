"""How the example runner's body feels: a complaint that settles in a month, and one run that was a bit much."""

from __future__ import annotations

from typing import Any

from opbouw.core.decision import Dose, Session

# Each row holds from its day after onset until the next: day, pain at rest, daily, morning (0-10), stiffness (min).
COURSE = (
    (0, 3, 4, 5, 30),
    (2, 2, 4, 4, 25),
    (4, 1, 3, 4, 25),
    (7, 1, 3, 3, 20),
    (10, 0, 2, 3, 15),
    (14, 0, 2, 2, 10),
    (19, 0, 1, 2, 10),
    (23, 0, 1, 1, 5),
    (46, 0, 0, 1, 5),
)
LIMPS_UNTIL_DAY = 2
AMBER_RUN = 11
SLEEP_H = (7.5, 7.0, 8.0, 7.5, 6.5, 7.5, 8.0)
# The tests: day after onset, test, value left (sore), value right, pain. First tries fall short.
TESTS: tuple[tuple[int, str, float, float | None, int], ...] = (
    (15, "walk_brisk_30", 30, None, 2),
    (16, "heel_raise_single", 17, 24, 2),
    (16, "knee_to_wall", 9, 10.5, 1),
    (22, "walk_brisk_30", 30, None, 1),
    (22, "heel_raise_single", 20, 24, 1),
    (23, "heel_raise_bent_knee", 19, 22, 1),
    (27, "heel_raise_single", 23, 25, 1),
    (27, "heel_raise_bent_knee", 21, 22, 0),
    (27, "knee_to_wall", 10, 10.5, 0),
    (28, "hop_in_place", 10, 10, 1),
)
# The causes: day after onset, factor, what she thinks of it. Two are found and acted on.
REVIEW_DAY = 12
CAUSES = (
    (12, "session_spike", "confirmed"),
    (12, "strength_deficit", "suspected"),
    (12, "shoe_change", "ruled_out"),
    (16, "strength_deficit", "confirmed"),
    (31, "session_spike", "dealt_with"),
    (44, "strength_deficit", "dealt_with"),
)


def morning(day: int) -> dict[str, Any]:
    """The answers of a morning, ``day`` days after onset."""
    _, rest, daily, first_steps, stiff = max(row for row in COURSE if row[0] <= day)
    return {
        "pain_rest": rest,
        "pain_daily": daily,
        "pain_morning": first_steps,
        "stiffness_min": stiff,
        "stiffness_spread": "one",
        "swelling": "none",
        "limping": day < LIMPS_UNTIL_DAY,
        "night_pain": False,
        "ill": "none",
        "painkiller": False,
        "sleep_h": SLEEP_H[day % 7],
        "energy": 3 if day < 20 or day % 5 == 0 else 4,
    }


def done(session: Session, run_number: int) -> dict[str, Any]:
    """A planned session as it was done: everything as planned; the run that was a bit much ends at pain 4."""
    did: dict[str, Any] = {"kind": session.kind, "planned": session.id, "effort_rpe": _effort(session)}
    shown = {"modality": session.modality, "minutes": session.minutes, "run_minutes": session.run_minutes}
    did |= {name: value for name, value in shown.items() if value is not None}
    if session.intervals:
        did["intervals"] = [{"kind": i.kind, "seconds": i.seconds, "reps": i.reps} for i in session.intervals]
    if session.exercises:
        did["exercises"] = [_exercise(dose) for dose in session.exercises]
    return did | (_run(session, run_number) if session.run_minutes else _calm(session))


def _effort(session: Session) -> int:
    most = session.rpe_max if session.rpe_max is not None else 5
    return min(most, 3 if session.kind in ("run", "walk") else 5 if session.kind == "strength" else 4)


def _exercise(dose: Dose) -> dict[str, Any]:
    said = {"side": dose.side, "sets": dose.sets, "reps": dose.reps, "hold_s": dose.hold_s, "load_kg": dose.load_kg}
    return {"id": dose.id, "pain": 1, "effort": 5} | {name: value for name, value in said.items() if value is not None}


def _run(session: Session, run_number: int) -> dict[str, Any]:
    during, after, course = (4, 2, "warms_up") if run_number == AMBER_RUN else (run_number % 2, 1, "none")
    pace_min_per_km = 6.6
    return {
        "distance_km": round((session.run_minutes or 0) / pace_min_per_km, 2),
        "pain_during": during,
        "pain_after": after,
        "settled_min": 20 if after else 0,
        "pain_course": course,
        "sharp_pain": False,
        "gait_changed": False,
        "walked_home": False,
        "stopped_early": False,
        "painkiller_8h": False,
    }


def _calm(session: Session) -> dict[str, Any]:
    pain = 1 if session.kind == "strength" else 0
    return {"pain_during": pain, "pain_after": 0, "sharp_pain": False, "stopped_early": False, "painkiller_8h": False}
