"""Exercises as the player plays them: dose, sides in order, tempo, rest, and the easier form that fits today."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from opbouw.core.company import ALONE
from opbouw.core.doses import CHANGE_S, REST_S, STRENGTHENING, dose_of
from opbouw.core.fitting import easier_forms, fit_for, fits
from opbouw.core.fold import Fold
from opbouw.core.grown import growth, shown
from opbouw.core.sides import ONE_SIDED, first_side
from opbouw.evidence import tables
from opbouw.evidence.rows import Exercise
from opbouw.web.daily import wording
from opbouw.web.daily.day import Day
from opbouw.web.ui import say

OTHER = {"left": "right", "right": "left"}
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """One exercise on the screen; times in seconds, ``tempo`` in parts of one repetition, ``sides`` in order."""

    id: str
    name: str
    cue: str
    dose: str
    sets: int
    reps: int | None
    hold_s: int | None
    load: str
    tempo: tuple[int, ...]
    parts: str
    sides: tuple[str, ...]
    rest_s: int
    change_s: int
    easier: "Shown | None" = None


def exercises(day: Day, session: Row) -> list[Shown]:
    """The exercises of a session in order, each with the easier form that fits today, where there is one."""
    lighter = easier_doses(day, session)
    return [_shown(row, session["pain_limit"], lighter.get(row["id"])) for row in session["exercises"]]


def easier_doses(day: Day, session: Row) -> dict[str, dict[str, Any]]:
    """The nearest easier form of each exercise that may be done today, with its own dose and never more sets."""
    journey = Fold(day.events).journey(day.today)
    case, walk, at = journey.case, journey.walk, journey.at
    fit, known = fit_for(case, walk, at, ALONE), growth(journey.strength, case, walk, at).exercises
    used, found = {row["id"] for row in session["exercises"]}, {}
    for planned in session["exercises"]:
        phase = tables.exercises[planned["id"]].phase
        rows = (tables.exercises[name] for name in easier_forms(planned["id"]) if name not in used)
        row = next((one for one in rows if one.phase == phase and fits(fit, one)), None)
        if row is not None:
            dose = asdict(dose_of(row, shown(row, known.get(row.id), at.on, more_load=False), first_side(case, at)))
            dose["sets"] = min(dose["sets"] or 1, planned["sets"] or 1)
            found[planned["id"]] = dose
            used.add(row.id)
    return found


def _shown(dose: Row, pain_limit: int, easier: Row | None = None) -> Shown:
    row = tables.exercises[dose["id"]]
    return Shown(
        id=row.id,
        name=say.named(row),
        cue=wording.cue(row, pain_limit),
        dose=wording.dose(dose),
        sets=dose["sets"] or 1,
        reps=dose["reps"],
        hold_s=dose["hold_s"] or (None if dose["reps"] else 1),
        load=f"{say.number(dose['load_kg'])}{say.NBSP}kg" if dose["load_kg"] else "",
        tempo=_tempo(row, dose),
        parts="hold" if row.tempo_down_hold_up == "hold" else "moves",
        sides=_sides(dose),
        rest_s=REST_S if row.phase == STRENGTHENING else 0,
        change_s=CHANGE_S,
        easier=_shown(easier, pain_limit) if easier else None,
    )


def _tempo(row: Exercise, dose: Row) -> tuple[int, ...]:
    """Seconds down, still and up; one part for what is held; none where the table gives only a word."""
    if row.tempo_down_hold_up == "hold":
        return (int(dose["hold_s"]),) if dose["hold_s"] else ()
    parts = row.tempo_down_hold_up.split("-")
    return tuple(int(part) for part in parts) if len(parts) > 1 else ()


def _sides(dose: Row) -> tuple[str, ...]:
    """The side to begin with first; one side, or both at once, where the exercise does not take turns."""
    if dose["id"] not in ONE_SIDED:
        return ("both",)
    if dose["side"] in OTHER:
        return (dose["side"],)
    first = dose["first_side"] or "left"
    return (first, OTHER[first])
