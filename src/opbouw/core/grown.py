"""How exercise doses grow: by what was done, felt and tolerated; back on pain, a bad morning and silence.

Model_params: strength_raise_after_sessions, strength_raise_pct, strength_level_up, strength_step_back,
strength_missed_days_back. Where the table gives no number the careful side is taken and marked derived.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import floor

from opbouw.core.case import Case
from opbouw.core.diary import Work
from opbouw.core.events import ExerciseDone
from opbouw.core.lighter import recent_flare
from opbouw.core.pain import PainLimits
from opbouw.core.past import bad_morning, usual_again, works
from opbouw.core.spared import agreed
from opbouw.core.transitions import WORK
from opbouw.core.walk import Day, Walk
from opbouw.evidence import tables
from opbouw.evidence.rows import Exercise

LEVELS = 5
STRENGTHENING, ENOUGH = 3, 3  # the phase column of the exercise table; derived: what makes a session of strength
RAISES = 2  # derived: the top of the range is two raises of the table above the exercise's own reps or hold
LOAD_GRID_KG = 0.25  # derived: the smallest weight to add; a load is rounded down to it
LESS_PCT = 10  # strength_step_back: minus 10 percent
SORE_AGAIN_DAYS = 14  # strength_step_back: twice_in_14_days
MISSED = ((28, 0.5), (14, 0.8))  # strength_missed_days_back: over_28, 15_28; the share that is left
LOADS_KEPT_DAYS = 14  # the week before, against which strength_raise_pct load_max_per_week counts
SET_LESS_FROM_DAYS = 8  # strength_missed_days_back: 8_14


@dataclass(frozen=True, slots=True)
class Grown:
    """What one exercise has grown to: its dose, how many good sessions in a row, and whether more load is due."""

    sets: int | None
    reps: int | None
    hold_s: int | None
    load_kg: float | None
    last: date
    good: int = 0
    more_load_due: bool = False
    loads: tuple[tuple[date, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Growth:
    """How far the strength work of an episode has come on a day."""

    level: int = 1
    exercises: Mapping[str, Grown] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None
    load_raised_on: date | None = None
    level_down_on: date | None = None


def growth(so_far: StrengthSoFar, case: Case, walk: Walk, at: Day) -> Growth:
    """How far the strength work has come with that of today, whose morning is not known yet."""
    return so_far.with_work(case, walk, at, works(case, at.on, at.on, "strength")).on_day(at.on)


def after_morning(so_far: StrengthSoFar, case: Case, walk: Walk, at: Day) -> StrengthSoFar:
    """With the work of yesterday, now that its morning has come; a late account can only take away."""
    yesterday = at.on - timedelta(days=1)
    return so_far.with_work(case, walk, at, works(case, yesterday, yesterday, "strength"))


@dataclass(frozen=True, slots=True)
class _Felt:
    """How one session was taken: worst pain (0-10) where it was told, pain after it, and the morning after.

    It ``counts`` for growing doses where exercises may be done at all; for the next level (``levels``) only in a phase
    with strength work, and while no flare holds every new thing.
    """

    on: date
    told: bool
    worst: float
    after: float
    morning_bad: bool
    counts: bool
    levels: bool


class StrengthSoFar:
    """Strength sessions taken in order, each judged by the limits of its own day. It is not changed, but copied."""

    def __init__(self) -> None:
        self.level, self.count = 1, 0
        self.since: date | None = None
        self.good_on: date | None = None
        self.first: date | None = None
        self.last: date | None = None
        self.sore: list[date] = []
        self.known: dict[str, Grown] = {}
        self.load_raised_on: date | None = None
        self.level_down_on: date | None = None

    def with_work(self, case: Case, walk: Walk, at: Day, sessions: Iterable[Work]) -> StrengthSoFar:
        """Another one, with some sessions more; itself where there are none."""
        felt = [(work, _felt(case, walk, at, work)) for work in sessions]
        if not felt:
            return self
        other = copy(self)
        other.known = dict(self.known)
        for work, how in felt:
            other.take(work, how, at.limits)
        return other

    def on_day(self, day: date) -> Growth:
        """Level and doses as a day finds them."""
        other = copy(self)
        other.silence(day)
        return Growth(other.level, other.known, other.first, other.last, other.load_raised_on, other.level_down_on)

    def take(self, work: Work, felt: _Felt, limits: PainLimits) -> None:
        """One session more; only on a copy."""
        self.silence(work.on)
        self.first, self.since = self.first or work.on, self.since or work.on
        if felt.morning_bad or felt.worst > limits.hold:
            self._sore(work.on)
        elif felt.levels and felt.told and felt.worst <= limits.progress and work.on != self.good_on:
            self._good(work)
        for done in work.data.exercises or ():
            row = tables.exercises.get(done.id)
            if row is not None:
                self.known[row.id] = self._done(row, done, felt, limits)
        self.last = work.on

    # ---- the level

    def silence(self, on: date) -> None:
        """A level lower after weeks without, and the weeks of work count anew; only on a copy."""
        if self.last is not None and (on - self.last).days > MISSED[0][0]:
            self._down(on)
            self.first = None

    def _sore(self, on: date) -> None:
        self.sore = [day for day in self.sore if (on - day).days < SORE_AGAIN_DAYS] + [on]
        self.count = 0
        if len(self.sore) > 1:
            self.sore = []
            self._down(on)

    def _down(self, on: date) -> None:
        self.level_down_on = on if self.level > 1 else self.level_down_on
        self.level, self.count, self.since = max(1, self.level - 1), 0, on

    def _good(self, work: Work) -> None:
        """One good session more towards the next level: enough strength work of it was done whole, once a day."""
        rule, on = tables.param("strength_level_up").value, work.on
        if not self._enough(work):
            return
        self.count, self.good_on = self.count + 1, on
        since = self.since or on
        if self.count >= int(rule["min_sessions"]) and (on - since).days >= int(rule["min_days"]):
            self.level, self.count, self.since = min(LEVELS, self.level + 1), 0, on

    def _enough(self, work: Work) -> bool:
        """At least three strength exercises with all sets and repetitions; what was not told is not done."""
        rows = {done.id: tables.exercises.get(done.id) for done in work.data.exercises or ()}
        strong = {name: row for name, row in rows.items() if row is not None and row.phase == STRENGTHENING}
        whole = {
            done.id
            for done in work.data.exercises or ()
            if done.id in strong and _whole(self._so_far(strong[done.id], work.on), done)
        }
        return len(whole) >= ENOUGH

    # ---- one exercise

    def _so_far(self, row: Exercise, on: date) -> Grown:
        known = self.known.get(row.id)
        return start_of(row, on) if known is None else after_gap(known, (on - known.last).days)

    def _done(self, row: Exercise, done: ExerciseDone, felt: _Felt, limits: PainLimits) -> Grown:
        known, state = self.known.get(row.id), self._so_far(row, felt.on)
        again = known is not None and known.last == felt.on  # twice on one day is one session more, not two
        pain = done.pain if done.pain is not None else felt.worst if felt.told else None
        if felt.morning_bad or (pain is not None and pain > limits.hold):
            return replace(less(_lighter_load(state, done), (100 - LESS_PCT) / 100), last=felt.on)
        if pain is None or pain > limits.progress or felt.after > limits.progress:
            return replace(state, last=felt.on, good=0)
        return self._tolerated(row, state, done, felt.on) if felt.counts and not again else replace(state, last=felt.on)

    def _tolerated(self, row: Exercise, state: Grown, done: ExerciseDone, on: date) -> Grown:
        load, loads = _load_done(state, done, on)
        heavier = load is not None and state.load_kg is not None and load > state.load_kg
        if heavier:
            self.load_raised_on = on
            state = replace(state, more_load_due=False, reps=row.reps, good=0)
        good = state.good + 1 if _whole(state, done) else 0
        enough = good >= int(tables.param("strength_raise_after_sessions").value)
        good = 0 if enough else good
        state = Grown(state.sets, state.reps, state.hold_s, load, on, good, state.more_load_due, loads)
        return raised(row, state) if enough else state


def _felt(case: Case, walk: Walk, at: Day, work: Work) -> _Felt:
    pains, after = _pains(work), work.data.pain_after or 0.0
    morning = work.on + timedelta(days=1)
    well = not work.late and usual_again(case, walk, at, morning)
    bad = not well and bad_morning(case, walk, at, morning)
    counts = well and agreed(case, at) and not at.open_flags
    levels = counts and "strength" in WORK[walk.phase] and not recent_flare(walk, at.on)
    return _Felt(work.on, bool(pains), max(pains, default=0.0), after, bad, counts, levels)


def start_of(row: Exercise, on: date) -> Grown:
    """The dose of the exercise table."""
    return Grown(row.sets, row.reps, row.hold_s, None, on)


def raised(row: Exercise, state: Grown) -> Grown:
    """One step more: repetitions or seconds up to the top of their range, then more load is due."""
    step = tables.param("strength_raise_pct").value
    if row.phase != 3 or row.impact > 0 or row.tempo_down_hold_up in ("fast", "run"):
        return state  # derived: contacts are load of the road, not of a strength session
    if row.reps is not None and state.reps is not None:
        top = row.reps + RAISES * int(step["reps"])
        if state.reps < top:
            return replace(state, reps=min(top, state.reps + int(step["reps"])))
    elif row.hold_s is not None and state.hold_s is not None:
        top = row.hold_s + RAISES * int(step["hold_s"])
        if state.hold_s < top:
            return replace(state, hold_s=min(top, state.hold_s + int(step["hold_s"])))
    return replace(state, more_load_due=state.load_kg is not None)


def less(state: Grown, share: float) -> Grown:
    """The dose times a share: of the load where there is one, else of repetitions or seconds; rounded down."""
    state = replace(state, good=0, more_load_due=False)
    if state.load_kg is not None:
        return replace(state, load_kg=on_grid(state.load_kg * share))
    if state.reps is not None:
        return replace(state, reps=max(1, floor(state.reps * share)))
    return state if state.hold_s is None else replace(state, hold_s=max(1, floor(state.hold_s * share)))


def after_gap(state: Grown, days: int) -> Grown:
    """The dose after days without the exercise: 80 percent after two weeks, half after four."""
    share = next((part for over, part in MISSED if days > over), None)
    return state if share is None else less(state, share)


def shown(row: Exercise, known: Grown | None, today: date, *, more_load: bool) -> Grown:
    """The dose for a day: what it has grown to, less after a gap, more load when it is due and may come."""
    if known is None:
        return start_of(row, today)
    gap = (today - known.last).days
    state = after_gap(known, gap)
    if SET_LESS_FROM_DAYS <= gap <= MISSED[1][0] and state.sets is not None:
        return replace(state, sets=max(1, state.sets - 1), more_load_due=False)
    if not (state.more_load_due and more_load) or state.load_kg is None:
        return state
    heavier = min(state.load_kg * (1 + _pct("load") / 100), most_load(state, today))
    if on_grid(heavier) <= state.load_kg:
        return state
    return replace(state, load_kg=on_grid(heavier), reps=row.reps)


def most_load(state: Grown, today: date) -> float:
    """The heaviest load of a day: 10 percent above that of a week ago, or above the lightest since."""
    before = [load for on, load in state.loads if (today - on).days >= 7]
    since = [load for on, load in state.loads if (today - on).days < 7]
    base = before[-1] if before else min(since, default=state.load_kg or 0.0)
    return base * (1 + _pct("load_max_per_week") / 100)


def _pct(name: str) -> float:
    return float(tables.param("strength_raise_pct").value[name])


def on_grid(load_kg: float) -> float:
    """A load rounded down to the smallest weight there is."""
    return floor(round(load_kg / LOAD_GRID_KG, 6)) * LOAD_GRID_KG


def _load_done(state: Grown, done: ExerciseDone, on: date) -> tuple[float | None, tuple[tuple[date, float], ...]]:
    """The load as it was done, with those of the weeks before; above what the week may add, only that much counts."""
    if done.load_kg is None:
        return state.load_kg, state.loads
    load = done.load_kg
    if state.load_kg is not None and load > state.load_kg:
        load = min(load, on_grid(most_load(state, on)))
    return load, (*(one for one in state.loads if (on - one[0]).days < LOADS_KEPT_DAYS), (on, load))


def _lighter_load(state: Grown, done: ExerciseDone) -> Grown:
    """The load of before, or the lower one that was done."""
    return replace(state, load_kg=min((one for one in (state.load_kg, done.load_kg) if one is not None), default=None))


def _whole(state: Grown, done: ExerciseDone) -> bool:
    """All sets, repetitions and seconds of the dose; what was not told is not done."""
    hold = state.hold_s if state.reps is None else None
    pairs = ((state.sets, done.sets), (state.reps, done.reps), (hold, done.hold_s))
    return all(wanted is None or (got is not None and got >= wanted) for wanted, got in pairs)


def _pains(work: Work) -> list[float]:
    told = [done.pain for done in work.data.exercises or () if done.pain is not None]
    return told + [pain for pain in (work.data.pain_during, work.data.pain_after) if pain is not None]
