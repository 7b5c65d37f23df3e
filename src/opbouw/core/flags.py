"""Warning-sign questions: which belong to an injury and its spot, and how they stand on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from opbouw.core.decision import See
from opbouw.core.spots import Watch
from opbouw.evidence import tables
from opbouw.evidence.rows import Injury

URGENCY = ("emergency", "same_day", "before_running")
UNKNOWN_REFER_DAYS = 3  # engine.md, order of work 2


@dataclass(frozen=True, slots=True)
class Pending:
    """A question that was asked on a day and is not yes or no yet."""

    id: str
    since: date


@dataclass(frozen=True, slots=True)
class FlagState:
    """How the warning signs stand on a day.

    ``pending`` questions hold running; ``unsure`` ones, answered "I do not know" where that does not hold running, hold
    the step; ``missing`` were never answered. ``amber_on`` is an amber sign after which nothing was answered again.
    """

    open: tuple[str, ...]
    pending: tuple[Pending, ...]
    screened_on: date | None
    mistake_on: date | None
    cleared_on: date | None
    new_spot: bool = False
    unsure: tuple[Pending, ...] = ()
    missing: tuple[str, ...] = ()
    amber_on: date | None = None
    watches: tuple[Watch, ...] = ()


def questions_for(injury: Injury, spot: str | None) -> tuple[str, ...]:
    """Warning-sign questions of the injury's region; all of them when the spot is unknown."""
    places = set(injury.body_regions) | ({spot} if spot else set())
    if "unknown" in places:
        return tuple(tables.red_flags)
    extra = {
        q for place in places for q in (*tables.regions[place].bone_questions, *tables.regions[place].other_questions)
    }
    return tuple(
        flag.id
        for flag in tables.red_flags.values()
        if "all" in flag.regions or places & set(flag.regions) or flag.id in extra
    )


def bone_questions_for(injury: Injury, spot: str | None) -> frozenset[str]:
    """Bone questions of the spot; of every region of the injury when no spot was given."""
    places = {spot} if spot in injury.body_regions else {*injury.body_regions, *({spot} if spot else set())}
    rows = [tables.regions[place] for place in places]
    return frozenset(q for row in rows if row.palpation_bone_risk for q in row.bone_questions)


def doctor_needed(flag: str) -> bool:
    """Whether only a doctor's clearance closes a sign."""
    return tables.red_flags[flag].urgency != "before_running" or tables.flag_texts[flag].who != "physio_or_doctor"


def hold_when_unknown(flag: str, bone: frozenset[str]) -> bool:
    """Whether "I do not know" holds running: emergency, same-day and bone questions (engine.md, order of work 2)."""
    return tables.red_flags[flag].urgency != "before_running" or flag in bone


def most_urgent_first(flags: tuple[str, ...]) -> tuple[str, ...]:
    """Warning signs by urgency, then in the order of the table."""
    order = list(tables.red_flags)
    return tuple(sorted(flags, key=lambda flag: (URGENCY.index(tables.red_flags[flag].urgency), order.index(flag))))


def see_for_flags(flags: tuple[str, ...]) -> See:
    """Whom to see, and how soon, for the most urgent of the open signs."""
    first = most_urgent_first(flags)[0]
    return See(tables.flag_texts[first].who, tables.red_flags[first].urgency)
