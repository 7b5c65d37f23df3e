"""Changes of the plan with their reasons: on which days an episode moved, and what the decision of that day said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from opbouw.core.decide import decide_on
from opbouw.core.journey import Journey
from opbouw.core.serialize import decision_to_dict
from opbouw.exports.comparing import differences

MOST_CHANGES = 12  # derived: what the second page holds
# What moved, the weightiest first; minutes, questions and points of gates change daily and stand elsewhere.
MOVES = ("flags", "locked", "phase", "stage", "verdict")


AFTER_LADDER = "road_after_30"  # beyond it a step has no number of how many
TELLING = ("stop", "step_back", "repeat")  # verdicts that say more than the step beside them
OF_THE_DAY = frozenset(
    {"morning_after_due", "morning_missing", "day_between_runs"}
)  # true every week: no reason to move


@dataclass(frozen=True, slots=True)
class Changed:
    """One day on which the plan changed: what became other, and the reason that was new (its code and parameters)."""

    on: date
    what: tuple[tuple[str, Any, Any], ...]
    code: str
    params: tuple[tuple[str, Any], ...]


def changes_of(days: Sequence[Journey], most: int = MOST_CHANGES) -> tuple[tuple[Changed, ...], int]:
    """The newest changes of the plan, the newest first, and how many there were before them.

    :param days: every day of the episode in order.
    """
    moved = [place for place in range(1, len(days)) if _standing(days[place - 1]) != _standing(days[place])]
    found = [_changed(days[place - 1], days[place]) for place in reversed(moved[-most:])]
    return tuple(one for one in found if one is not None), max(0, len(moved) - most)


def _standing(one: Journey) -> tuple[Any, ...]:
    """What of a day asks for a line of its own when it moves."""
    walk = one.walk
    position = walk.position if walk.running_phase and walk.steps else None
    return walk.phase, position, frozenset(one.at.open_flags), one.at.locked, walk.bone_stopped


def _changed(before: Journey, after: Journey) -> Changed | None:
    was, now = (decision_to_dict(decide_on(one)) for one in (before, after))
    moved = {one["what"]: one for one in differences(was, now) if one["what"] in MOVES}
    if now.get("verdict") not in TELLING:
        moved.pop("verdict", None)
    if not moved or not now["reasons"]:
        return None
    code, params = _why(was, now)
    what = tuple((name, moved[name]["was"], moved[name]["now"]) for name in MOVES if name in moved)
    return Changed(after.at.on, what, code, tuple(params.items()))


def _why(was: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """The heaviest reason that was new; where a step was gained and another thing is told first, the step itself."""
    stages = [one["stage"]["n"] if one["stage"] else 0 for one in (was, now)]
    if was["phase"] == now["phase"] and 0 < stages[0] < stages[1] and now["stage"]["ladder"] != AFTER_LADDER:
        return "stage_up", {"n": stages[1], "of": now["stage"]["of"]}
    known = {one["code"] for one in was["reasons"]} | OF_THE_DAY
    why = next((one for one in now["reasons"] if one["code"] not in known), now["reasons"][0])
    return why["code"], why["params"]
