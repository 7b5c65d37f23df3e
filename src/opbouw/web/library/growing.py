"""How the dose of an exercise grows: the steps the engine takes, and at which of them the runner's plan is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from opbouw.core.grown import Grown, raised, start_of
from opbouw.evidence import tables
from opbouw.evidence.rows import Exercise
from opbouw.web.daily.forms.session import may_hold_weight
from opbouw.web.library.own import Turn

NO_DAY = date.min  # a step of the ladder is of no day


@dataclass(frozen=True, slots=True)
class Step:
    """One dose of the ladder, and whether the plan has it now."""

    dose: dict[str, Any]
    here: bool = False


def steps_of(row: Exercise, turns: Sequence[Turn]) -> list[Step]:
    """From the dose of the table up to the most the engine gives; where the plan is between two, its own step."""
    state, found = start_of(row, NO_DAY), []
    while state not in found:
        found.append(state)
        state = raised(row, state)
    own = _amount(turns[-1].dose) if turns else None
    steps = [Step(_dose(one), here=_amount(_dose(one)) == own) for one in found]
    if turns and not any(step.here for step in steps):
        steps.append(Step(dict(turns[-1].dose), here=True))
        steps.sort(key=lambda step: _amount(step.dose))
    return steps


def grows(row: Exercise) -> bool:
    """Whether the engine ever raises this dose; loosening work, jumps and running drills stay as they are."""
    start = start_of(row, NO_DAY)
    return raised(row, start) != start


def rules_of(row: Exercise) -> dict[str, Any]:
    """The numbers of the growth: good sessions a step, and what comes after the last step."""
    more, level = tables.param("strength_raise_pct").value, tables.param("strength_level_up").value
    return {
        "good": int(tables.param("strength_raise_after_sessions").value),
        "heavier_pct": more["load"] if may_hold_weight(row.id) else None,
        "most_pct": more["load_max_per_week"],
        "sessions": int(level["min_sessions"]),
        "days": int(level["min_days"]),
    }


def _dose(state: Grown) -> dict[str, Any]:
    return {"sets": state.sets, "reps": state.reps, "hold_s": state.hold_s}


def _amount(dose: Any) -> tuple[int, int]:
    """What grows: times and seconds; a day with little time has fewer sets of the same."""
    return dose["reps"] or 0, dose["hold_s"] or 0
