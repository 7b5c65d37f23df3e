"""What asks for less on one day: short sleep, low energy, a fever a while ago, an early warning at the old spot."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import fmean

from opbouw.core.case import Case
from opbouw.core.illness import after_fever
from opbouw.core.walk import Walk
from opbouw.evidence import tables

WARNING_DAYS, WARNING_SHARE = 7, 0.8  # model_params early_warning: minus 20 percent for 7 days


def rest_factor(case: Case, day: date) -> float:
    """The lowest factor that short sleep and low energy ask for; 1 when nothing is said."""
    factor = float(tables.param("sleep_energy_dose_factor").value)
    energy = tables.param("energy_hold").value
    said = case.diary.answers.get(day)
    if said is None:
        return 1.0
    if said.energy is not None and said.energy <= energy["hold_at_or_below"]:
        return min(factor, float(energy["factor"]))
    nights = [
        a.sleep_h for n in range(3) if (a := case.diary.answers.get(day - timedelta(days=n))) and a.sleep_h is not None
    ]
    short = len(nights) == 3 and fmean(nights) < float(tables.param("sleep_hold_h").value)
    very = said.sleep_h is not None and said.sleep_h < float(tables.param("sleep_very_low_h").value)
    return factor if short or very else 1.0


def tired(case: Case, day: date) -> bool:
    """Whether last night or today's energy holds the step (no step up)."""
    said = case.diary.answers.get(day)
    if said is None:
        return False
    low = said.energy is not None and said.energy <= float(tables.param("energy_hold").value["hold_at_or_below"])
    return low or (said.sleep_h is not None and said.sleep_h < float(tables.param("sleep_hold_h").value))


def warned(walk: Walk, day: date) -> bool:
    """Whether an early warning of the last seven days still holds."""
    return any(0 <= (day - on).days < WARNING_DAYS for on in walk.warnings)


def quiet(case: Case, walk: Walk, day: date) -> bool:
    """Whether hills and speed stay shut for now: an early warning, a fever, or a flare not long ago."""
    return warned(walk, day) or after_fever(case, day) or recent_flare(walk, day)


def recent_flare(walk: Walk, day: date) -> bool:
    """Whether a flare holds every new dimension (model_params post_flare_hold_days)."""
    hold = int(tables.param("post_flare_hold_days").value)
    return any((day - on).days < hold for on in walk.step_backs)
