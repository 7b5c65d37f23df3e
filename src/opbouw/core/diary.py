"""What the runner said and did, by day: answers merged to the most careful, runs told apart from other work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from opbouw.core.events import ActivityImported, CheckedIn, Event, SessionDone, Tested
from opbouw.core.log import Log, days_late, is_late

RUNNING_SPORTS = ("run", "treadmill", "trail")
SAME_RUN_SHARE = 0.20  # engine.md, imported and unplanned runs
SAME_RUN_MINUTES = 5.0
SLOW_S_PER_KM = 420.0  # a slow jog: where only kilometres are known they count as many minutes
WORSE = {"swelling": ("none", "same", "more"), "ill": ("none", "unwell", "fever", "chest")}


@dataclass(frozen=True, slots=True)
class Answers:
    """One day's answers, per field the more careful; ``morning_in_time`` when the morning was answered that day."""

    on: date
    pain_rest: float | None = None
    pain_daily: float | None = None
    pain_morning: float | None = None
    stiffness_min: float | None = None
    stiffness_spread: str | None = None
    swelling: str | None = None
    limping: bool | None = None
    night_pain: bool | None = None
    ill: str | None = None
    painkiller: bool | None = None
    new_spot: bool | None = None
    sleep_h: float | None = None
    energy: float | None = None
    morning_in_time: bool = False
    late: bool = False
    morning_told_on: date | None = None

    @property
    def worst_by_day(self) -> float | None:
        """The larger of rest and daily pain (0-10)."""
        return _larger(self.pain_rest, self.pain_daily)


@dataclass(frozen=True, slots=True)
class Run:
    """One run as done; minutes of running, and what the body said during and after (0-10)."""

    id: str
    on: date
    run_minutes: float | None
    minutes: float | None
    distance_km: float | None = None
    longest_bout_s: float | None = None
    modality: str | None = None
    body_weight_pct: float | None = None
    effort_rpe: float | None = None
    pain_during: float | None = None
    pain_after: float | None = None
    pain_course: str | None = None
    sharp: bool = False
    gait_changed: bool = False
    stopped_early: bool = False
    painkiller: bool = False
    answered: bool = False
    late: bool = False
    planned: str | None = None
    activity: str | None = None
    told_at: datetime | None = None
    recorded: bool = False

    @property
    def load_minutes(self) -> float | None:
        """Run minutes for caps and load; whole minutes or a slow pace where nothing finer is known."""
        if self.run_minutes is not None:
            return self.run_minutes
        if self.minutes is not None:
            return self.minutes
        return None if self.distance_km is None else self.distance_km * SLOW_S_PER_KM / 60


@dataclass(frozen=True, slots=True)
class Work:
    """One session that is no run: cross-training, strength, mobility, walking."""

    event: Event
    on: date
    data: SessionDone
    late: bool


@dataclass(frozen=True, slots=True)
class Test:
    """One test or check as it was measured."""

    on: date
    test: str
    value: float | None
    side: str | None
    pain: float | None
    late: bool


@dataclass(frozen=True, slots=True)
class Diary:
    """All days of an episode since the onset; ``timely`` leaves out what was written down late."""

    answers: Mapping[date, Answers]
    timely: Mapping[date, Answers]
    for_run: Mapping[str, Answers]
    runs: tuple[Run, ...]
    work: tuple[Work, ...]
    tests: tuple[Test, ...]
    by_day: Mapping[date, tuple[Run, ...]]
    near_runs: frozenset[date]
    bone_alarms: tuple[date, ...]

    def runs_on(self, day: date) -> tuple[Run, ...]:
        """Runs of one day."""
        return self.by_day.get(day, ())


def read_diary(log: Log) -> Diary:
    """Merge the log's facts by day."""
    checks = [(e, d) for e, d in log.of(CheckedIn)]
    answers, runs = _merged(checks), _runs(log)
    return Diary(
        answers=answers,
        timely=_merged([(e, d) for e, d in checks if not is_late(e)]),
        for_run=_answers_for_runs(checks),
        runs=runs,
        work=tuple(Work(e, e.on, d, is_late(e)) for e, d in log.of(SessionDone) if not is_run(d)),
        tests=tuple(Test(e.on, d.test, d.value, d.side, d.pain, is_late(e)) for e, d in log.of(Tested)),
        by_day={run.on: tuple(one for one in runs if one.on == run.on) for run in runs},
        near_runs=frozenset(run.on + timedelta(days=n) for run in runs for n in (0, 1)),
        bone_alarms=_bone_alarms(answers, runs),
    )


def _bone_alarms(answers: Mapping[date, Answers], runs: tuple[Run, ...]) -> tuple[date, ...]:
    """Days on which bone has to be ruled out again: night pain, a new spot, in-run pain that rises twice."""
    night = [on for on, said in answers.items() if said.night_pain or said.new_spot]
    told = [run for run in runs if run.pain_during is not None]
    pains = [run.pain_during or 0 for run in told]
    rising = [told[n].on for n in range(2, len(told)) if pains[n - 2] < pains[n - 1] < pains[n]]
    return tuple(sorted([*night, *rising]))


def _merged(checks: Iterable[tuple[Event, CheckedIn]]) -> dict[date, Answers]:
    found: dict[date, Answers] = {}
    for event, data in checks:
        made = _answers(event, data)
        known = found.get(event.on)
        found[event.on] = made if known is None else careful(known, made)
    return found


def _answers_for_runs(checks: Iterable[tuple[Event, CheckedIn]]) -> dict[str, Answers]:
    found: dict[str, Answers] = {}
    for event, data in checks:
        if data.for_session is not None:
            made = _answers(event, data)
            known = found.get(data.for_session)
            found[data.for_session] = made if known is None else careful(known, made)
    return found


def _answers(event: Event, data: CheckedIn) -> Answers:
    return Answers(
        on=event.on,
        pain_rest=data.pain_rest,
        pain_daily=data.pain_daily,
        pain_morning=data.pain_morning,
        stiffness_min=data.stiffness_min,
        stiffness_spread=data.stiffness_spread,
        swelling=data.swelling,
        limping=data.limping,
        night_pain=data.night_pain,
        ill=data.ill,
        painkiller=data.painkiller,
        new_spot=data.new_spot,
        sleep_h=data.sleep_h,
        energy=data.energy,
        morning_in_time=data.pain_morning is not None and _on_its_day(event),
        late=is_late(event),
        morning_told_on=None if data.pain_morning is None else max(event.on, event.recorded_at.date()),
    )


def _on_its_day(event: Event) -> bool:
    """Written down on the day it is about; an instant in UTC may fall a day earlier than the runner's date."""
    late = days_late(event)
    return late == 0 or (late == -1 and event.recorded_at.utcoffset() == timedelta(0))


def careful(one: Answers, other: Answers) -> Answers:
    """Two answers of one day: per field the more careful value."""
    return Answers(
        on=one.on,
        pain_rest=_larger(one.pain_rest, other.pain_rest),
        pain_daily=_larger(one.pain_daily, other.pain_daily),
        pain_morning=_larger(one.pain_morning, other.pain_morning),
        stiffness_min=_larger(one.stiffness_min, other.stiffness_min),
        stiffness_spread=one.stiffness_spread if one.stiffness_spread == "several" else other.stiffness_spread,
        swelling=_worse("swelling", one.swelling, other.swelling),
        limping=_either(one.limping, other.limping),
        night_pain=_either(one.night_pain, other.night_pain),
        ill=_worse("ill", one.ill, other.ill),
        painkiller=_either(one.painkiller, other.painkiller),
        new_spot=_either(one.new_spot, other.new_spot),
        sleep_h=_smaller(one.sleep_h, other.sleep_h),
        energy=_smaller(one.energy, other.energy),
        morning_in_time=one.morning_in_time or other.morning_in_time,
        late=one.late and other.late,
        morning_told_on=min((d for d in (one.morning_told_on, other.morning_told_on) if d is not None), default=None),
    )


def _larger(one: float | None, other: float | None) -> float | None:
    return max((value for value in (one, other) if value is not None), default=None)


def _smaller(one: float | None, other: float | None) -> float | None:
    return min((value for value in (one, other) if value is not None), default=None)


def _either(one: bool | None, other: bool | None) -> bool | None:
    return True if one or other else (one if one is not None else other)


def _worse(name: str, one: str | None, other: str | None) -> str | None:
    return max((value for value in (one, other) if value is not None), key=WORSE[name].index, default=None)


def is_run(data: SessionDone) -> bool:
    """Whether a session had running in it, whatever it was called."""
    return data.kind == "run" or bool(data.run_minutes) or any(one.kind == "run" for one in data.intervals or ())


def _runs(log: Log) -> tuple[Run, ...]:
    """Runs after the onset: told and recorded versions of one run joined, the larger load kept."""
    told = [_told(event, data) for event, data in log.of(SessionDone) if is_run(data)]
    joined: list[Run] = []
    for run in told:
        twin = next((one for one in joined if one.id == run.id), None)
        joined = [one for one in joined if one is not twin] + [run if twin is None else _stricter(twin, run)]
    for event, data in log.of(ActivityImported):
        if data.sport in RUNNING_SPORTS and event.on > log.start.onset_on:  # the run of the onset is history
            joined = _join(joined, _recorded(event, data))
    return tuple(sorted((run for run in joined if run.on >= log.start.onset_on), key=_in_order))


def _in_order(run: Run) -> tuple[date, datetime, str]:
    return run.on, run.told_at or datetime.min.replace(tzinfo=UTC), run.id


def _told(event: Event, data: SessionDone) -> Run:
    bouts = [one.seconds for one in data.intervals or () if one.kind == "run"]
    running = sum(one.seconds * (one.reps or 1) for one in data.intervals or () if one.kind == "run") / 60
    return Run(
        id=event.id,
        on=event.on,
        run_minutes=data.run_minutes if data.run_minutes is not None else running or None,
        minutes=data.minutes,
        distance_km=data.distance_km,
        longest_bout_s=max(bouts, default=None),
        modality=data.modality,
        body_weight_pct=data.body_weight_pct,
        effort_rpe=data.effort_rpe,
        pain_during=data.pain_during,
        pain_after=data.pain_after,
        pain_course=data.pain_course,
        sharp=data.sharp_pain is True,
        gait_changed=data.gait_changed is True or data.walked_home is True,
        stopped_early=data.stopped_early is True,
        painkiller=data.painkiller_8h is True,
        answered=data.pain_during is not None,
        late=is_late(event),
        planned=data.planned,
        activity=data.activity,
        told_at=event.recorded_at,
    )


def _recorded(event: Event, data: ActivityImported) -> Run:
    minutes = None if data.seconds is None else data.seconds / 60
    kilometres = None if data.distance_m is None else data.distance_m / 1000
    return Run(
        id=event.id,
        on=event.on,
        run_minutes=None,
        minutes=minutes,
        distance_km=kilometres,
        activity=data.id or event.id,
        recorded=True,
        told_at=event.recorded_at,
    )


def _join(runs: list[Run], recorded: Run) -> list[Run]:
    twin = next((run for run in runs if _same_run(run, recorded)), None)
    if twin is None:
        return [*runs, recorded]
    both = replace(
        twin,
        recorded=True,
        minutes=_larger(twin.minutes, recorded.minutes),
        distance_km=_larger(twin.distance_km, recorded.distance_km),
        activity=recorded.activity or twin.activity,
    )
    return [both if run is twin else run for run in runs]


def _same_run(told: Run, recorded: Run) -> bool:
    if told.activity is not None and told.activity in (recorded.activity, recorded.id):
        return True
    if told.recorded or told.on != recorded.on or told.minutes is None or recorded.minutes is None:
        return False
    apart = abs(told.minutes - recorded.minutes)
    return apart <= SAME_RUN_MINUTES or apart <= SAME_RUN_SHARE * max(told.minutes, recorded.minutes)


def _stricter(one: Run, other: Run) -> Run:
    """Two versions of one run after a late correction: the heavier and sorer reading."""
    return replace(
        one,
        run_minutes=_larger(one.run_minutes, other.run_minutes),
        minutes=_larger(one.minutes, other.minutes),
        pain_during=_larger(one.pain_during, other.pain_during),
        pain_after=_larger(one.pain_after, other.pain_after),
        sharp=one.sharp or other.sharp,
        gait_changed=one.gait_changed or other.gait_changed,
        stopped_early=one.stopped_early or other.stopped_early,
        painkiller=one.painkiller or other.painkiller,
        late=True,
    )


def days_between(first: date, last: date) -> Iterable[date]:
    """Each day from ``first`` to ``last``, both included."""
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
