"""Other sore spots: each is a watch of its own, from the day it was told until it has been quiet for days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from opbouw.core.events import CheckedIn, EpisodeOpened, Event
from opbouw.core.log import is_late
from opbouw.evidence import tables
from opbouw.evidence.rows import Injury

SOMEWHERE = "unknown"  # the region of a spot that was not named: every question, the careful branch
SPOT_LIMITS = (2, 3, 1)  # pain_rules.combination unknown_injury_default: to progress, to hold, the next morning
WATCHED_LONG_DAYS = 14  # rf_no_improve: no improvement after 14 days


@dataclass(frozen=True, slots=True)
class Watch:
    """One other sore spot: pain (0-10) as last told, None where it was named without a number."""

    spot: str
    since: date
    told_at: datetime
    first_pain: float | None
    pain: float | None
    told_on: date
    quiet_days: int = 0

    @property
    def sore(self) -> bool:
        """Whether it hurt when it was last told; unknown counts as sore."""
        return self.pain is None or self.pain > 0

    def over(self, limit: float) -> bool:
        """Whether the pain last told is above a limit; unknown counts as above."""
        return self.pain is None or self.pain > limit


@dataclass(frozen=True, slots=True)
class Told:
    """What one day said about one spot."""

    pain: float | None
    at: datetime
    new: bool
    late: bool


def quiet_days_needed() -> int:
    """Painless days in a row that end a watch: those of an unknown injury (gate_usual_mornings_in_row)."""
    return int(tables.param("gate_usual_mornings_in_row").value["unknown"])


def told_spots(checks: Iterable[Event], start: EpisodeOpened, injury: Injury) -> dict[str, Told]:
    """The other spots that a day's check-ins speak of, each with its worst pain; an unnamed one only when none is."""
    found: dict[str, Told] = {}
    unnamed: list[Told] = []
    for event in checks:
        data: CheckedIn = event.data
        named = [(one.spot, one.pain) for one in data.other_spots or ()] + _moved(data, start, injury)
        for name, pain in named:
            spot = name if name in tables.regions else SOMEWHERE
            found[spot] = _worse(found.get(spot), Told(pain, event.recorded_at, bool(data.new_spot), is_late(event)))
        if data.new_spot and not named:
            unnamed.append(Told(None, event.recorded_at, True, is_late(event)))
    return found or ({SOMEWHERE: unnamed[0]} if unnamed else {})


def _moved(data: CheckedIn, start: EpisodeOpened, injury: Injury) -> list[tuple[str, float | None]]:
    """A check-in about a place outside the injury's own regions is about another spot."""
    if data.spot is None or data.spot == start.spot or data.spot in injury.body_regions or start.spot is None:
        return []
    pains = [pain for pain in (data.pain_rest, data.pain_daily, data.pain_morning) if pain is not None]
    return [(data.spot, max(pains, default=None))]


def _worse(one: Told | None, other: Told) -> Told:
    if one is None:
        return other
    known = [pain for pain in (one.pain, other.pain) if pain is not None]
    return Told(max(known, default=None), min(one.at, other.at), one.new or other.new, one.late and other.late)


def begins(told: Told) -> bool:
    """Whether what was said of a spot that is not followed yet begins a watch."""
    return told.new or told.pain is None or told.pain > 0


def follow(watches: Mapping[str, Watch], told: Mapping[str, Told], day: date) -> dict[str, Watch]:
    """The watches after a day: begun, told again, or ended after enough painless days in a row.

    A day without a word about a spot breaks the row; what was written down late makes no spot quiet. A spot that was
    not named ends when one is.
    """
    found: dict[str, Watch] = {}
    for spot in dict.fromkeys((*watches, *told)):
        made = _next(watches.get(spot), told.get(spot), spot, day)
        if made is not None and made.quiet_days < quiet_days_needed():
            found[spot] = made
    named = any(spot != SOMEWHERE and begins(one) for spot, one in told.items())
    if named:
        found.pop(SOMEWHERE, None)
    return found


def _next(known: Watch | None, told: Told | None, spot: str, day: date) -> Watch | None:
    if known is None:
        if told is None or not begins(told):
            return None
        return Watch(spot, day, told.at, told.pain, told.pain, day)
    if told is None:
        return known
    if told.pain == 0:
        row = known.quiet_days if (day - known.told_on).days <= 1 else 0
        return known if told.late else replace(known, pain=0.0, told_on=day, quiet_days=row + 1)
    return replace(known, pain=told.pain, told_on=day, quiet_days=0)
