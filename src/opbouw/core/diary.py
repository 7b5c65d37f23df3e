"""What the runner said and did, by day: answers merged to the most careful, runs told apart from other work."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from itertools import islice

from opbouw.core.events import ActivityImported, CheckedIn, Event, SessionDone, Tested
from opbouw.core.log import Log, days_late, is_late
from opbouw.core.timeline import Timeline

RUNNING_SPORTS = ("run", "treadmill", "trail")
RUNNING = (*RUNNING_SPORTS, "running", "alterg")  # cross-training in any of these is a run
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
    settled_min: float | None = None
    pain_course: str | None = None
    pain_starts_min: float | None = None
    sharp: bool = False
    gait_changed: bool = False
    stopped_early: bool = False
    painkiller: bool | None = None
    answered: bool = False
    late: bool = False
    planned: str | None = None
    activity: str | None = None
    told_at: datetime | None = None
    recorded: bool = False
    least_minutes: float | None = None

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


class Diary:
    """All days of an episode since the onset; ``timely`` leaves out what was written down late.

    It follows a log: ``retell`` reads the days again on which something changed.
    """

    def __init__(self) -> None:
        self.answers: dict[date, Answers] = {}
        self.timely: dict[date, Answers] = {}
        self.for_run: dict[str, tuple[Answers, ...]] = {}
        self.runs: Timeline[Run] = Timeline()
        self.work: Timeline[Work] = Timeline()
        self.tests: dict[str, Timeline[Test]] = {}
        self.said: Timeline[Mapping[str, str]] = Timeline()
        self._alarms: Timeline[date] = Timeline()
        self._sick: Timeline[date] = Timeline()
        self._told: Timeline[Run] = Timeline()
        self._rising: Timeline[date] = Timeline()
        self._raised: Timeline[date] = Timeline()
        self._naming: dict[str, set[date]] = {}
        self._named: dict[date, set[str]] = {}
        self._tested: dict[date, set[str]] = {}
        self._claims: dict[str, date] = {}
        self._imports: dict[str, date] = {}
        self._links: dict[date, set[date]] = {}

    def runs_on(self, day: date) -> tuple[Run, ...]:
        """Runs of one day."""
        return tuple(self.runs.on(day))

    def near_run(self, day: date) -> bool:
        """Whether a day has a run, or follows one."""
        return bool(self.runs.between(day - timedelta(days=1), day))

    def morning_after(self, run: Run) -> Answers | None:
        """What was said of the morning after a run: by the answers that name it, else by those of the next day."""
        named = self.for_run.get(run.id)
        return reduce(careful, named) if named else self.answers.get(run.on + timedelta(days=1))

    def tests_of(self, name: str) -> Timeline[Test]:
        """Results of one test or check."""
        return self.tests.get(name) or Timeline()

    def bone_alarm(self, day: date) -> date:
        """The newest day that asks to rule bone out again: night pain, a new spot, in-run pain that rose twice."""
        found = (self._alarms.newest(day), self._rising.newest(day))
        return max((one for one in found if one is not None), default=date.min)

    def sick_between(self, first: date, last: date) -> bool:
        """Whether any day between two was told with symptoms of illness."""
        return bool(self._sick.between(first, last))

    def rises_on(self, day: date) -> bool:
        """Whether in-run pain rose over two sessions up to a run of this day, or began earlier in each of them."""
        return bool(self._rising.on(day))

    def load_raised(self, first: date, last: date) -> bool:
        """Whether the load of an exercise went above all before, between two days."""
        return bool(self._raised.between(first, last))

    def flag_answers(self, day: date) -> Mapping[str, str]:
        """The newest answer to each warning-sign question that was ever answered, up to a day."""
        return self.said.newest(day) or {}

    def retell(self, log: Log, days: Iterable[date]) -> date | None:
        """Read some days of the log again.

        :returns: the first day from which something reads differently; None when nothing can.
        """
        again = sorted(self._linked(log, set(days)))
        if not again:
            return None
        reach = again[0]
        loads = False
        for day in again:
            reach = min(reach, self._retell_answers(log, day))
            loads = self._retell_sessions(log, day) or loads
            self._retell_tests(log, day)
        self._retell_rising(again[0])
        self._retell_said(log, again[0])
        if loads:
            self._retell_raised()
        return reach

    def _linked(self, log: Log, days: set[date]) -> set[date]:
        """The days, and those on which the other half of a run stands: told on one day, recorded on another."""
        for day in days:
            for event in log.by_day.get(day, ()):
                if event.type == "session_done" and event.data.activity is not None:
                    self._claims[event.data.activity] = day
                    self._link(day, self._imports.get(event.data.activity))
                elif event.type == "activity_imported":
                    for name in (event.id, event.data.id or event.id):
                        self._imports[name] = day
                        self._link(day, self._claims.get(name))
        return days | {other for day in days for other in self._links.get(day, ())}

    def _link(self, day: date, other: date | None) -> None:
        if other is not None and other != day:
            self._links.setdefault(day, set()).add(other)
            self._links.setdefault(other, set()).add(day)

    def _retell_answers(self, log: Log, day: date) -> date:
        checks = [event for event in log.by_day.get(day, ()) if event.type == "checked_in"]
        made = [_answers(event, event.data) for event in checks]
        _keep(self.answers, day, made)
        _keep(self.timely, day, [one for one in made if not one.late])
        said = self.answers.get(day)
        self._alarms.put(day, [day] if said is not None and (said.night_pain or said.new_spot) else [])
        self._sick.put(day, [day] if said is not None and said.ill not in (None, "none") else [])
        named = {event.data.for_session for event in checks if event.data.for_session is not None}
        before = {session for session in self._named.get(day, ()) if session not in named}
        if named or before:
            self._named[day] = named
        first = day
        for session in sorted(named | before):
            days = self._naming.setdefault(session, set())
            first = min([first, *days])
            days.add(day) if session in named else days.discard(day)
            self.for_run[session] = _answers_naming(log, session, days)
        return first

    def _retell_sessions(self, log: Log, day: date) -> bool:
        """The work and the runs of a day; whether a load was told, before or now."""
        events = log.by_day.get(day, ())
        done = [event for event in events if event.type == "session_done"]
        work = [Work(event, day, event.data, is_late(event)) for event in done if not is_run(event.data)]
        loads = any(_has_load(one) for one in (*work, *self.work.on(day)))
        self.work.put(day, work)
        runs = self._runs_of(log, day, done) if day >= log.start.onset_on else []
        self.runs.put(day, runs)
        self._told.put(day, [run for run in runs if run.pain_during is not None])
        return loads

    def _runs_of(self, log: Log, day: date, done: Iterable[Event]) -> list[Run]:
        """Runs of a day: told and recorded versions of one run joined, the larger load kept."""
        joined: dict[str, Run] = {}
        for event in done:
            if is_run(event.data):
                run = _told(event, event.data)
                joined[run.id] = _stricter(joined.pop(run.id), run) if run.id in joined else run
        found = list(joined.values())
        for other in sorted({day, *self._links.get(day, ())}):
            for event in log.by_day.get(other, ()):
                if event.type == "activity_imported" and self._belongs(log, event, day):
                    found = _join(found, _recorded(event, event.data))
        return sorted(found, key=_in_order)

    def _belongs(self, log: Log, event: Event, day: date) -> bool:
        """Whether a recorded run counts on a day: where it is told, else where it was recorded; onset is history."""
        if event.data.sport not in RUNNING_SPORTS or event.on <= log.start.onset_on:
            return False
        names = (event.id, event.data.id or event.id)
        told = [
            other
            for other in sorted(self._links.get(event.on, ()))
            for one in log.by_day.get(other, ())
            if one.type == "session_done" and one.data.activity in names and is_run(one.data)
        ]
        return day == (told[0] if told and not _claimed(log, event.on, names) else event.on)

    def _retell_tests(self, log: Log, day: date) -> None:
        found: dict[str, list[Test]] = {}
        for event in log.by_day.get(day, ()):
            if event.type == "tested":
                data: Tested = event.data
                made = Test(day, data.test, data.value, data.side, data.pain, is_late(event))
                found.setdefault(data.test, []).append(made)
        before = self._tested.pop(day, set())
        for name in before | found.keys():
            self.tests.setdefault(name, Timeline()).put(day, found.get(name, []))
        if found:
            self._tested[day] = set(found)

    def _retell_rising(self, first: date) -> None:
        """In-run pain that rises over two sessions, or begins earlier in each of them; a run that was written down late
        can make a row of three, and cannot break one."""
        self._rising.cut(first)
        for n in range(self._told.index_of(first), len(self._told)):
            newest, before = self._told[n], [self._told[k] for k in range(max(0, n - 2), n)]
            in_time = [] if newest.late else list(islice(self._in_time(n - 1), 2))[::-1]
            if _rises([*before, newest]) or _rises([*in_time, newest]):
                self._rising.put(newest.on, [newest.on])

    def _in_time(self, last: int) -> Iterator[Run]:
        """The runs whose pain was told in time, the newest first."""
        return (self._told[n] for n in range(last, -1, -1) if not self._told[n].late)

    def _retell_raised(self) -> None:
        """Days on which an exercise was done with more load than ever before."""
        best: dict[str, float] = {}
        self._raised = Timeline()
        for work in self.work:
            for done in work.data.exercises or ():
                if done.load_kg is not None:
                    if done.load_kg > best.get(done.id, done.load_kg):
                        self._raised.put(work.on, [work.on])
                    best[done.id] = max(best.get(done.id, 0.0), done.load_kg)

    def _retell_said(self, log: Log, first: date) -> None:
        """Answers to warning-sign questions; what is told late cannot take a sign away."""
        screened = log.by_type.get("screened", [])
        low = bisect_left(screened, first, key=lambda event: event.on)
        self.said.cut(first)
        for event in screened[low:]:
            late = is_late(event)
            told = {flag: word for flag, word in event.data.answers.items() if not (late and word == "no")}
            self.said.put(event.on, [{**self.flag_answers(event.on), **told}])


def _rises(runs: Sequence[Run]) -> bool:
    """Whether pain rises over three runs, or begins earlier in each of them."""
    pains = [run.pain_during or 0 for run in runs]
    starts = [run.pain_starts_min for run in runs if run.pain_starts_min is not None]
    rows = [pains, [-start for start in starts]]
    return any(len(row) == 3 and row[0] < row[1] < row[2] for row in rows)


def _keep(found: dict[date, Answers], day: date, made: list[Answers]) -> None:
    if made:
        found[day] = reduce(careful, made)
    else:
        found.pop(day, None)


def _answers_naming(log: Log, session: str, days: Iterable[date]) -> tuple[Answers, ...]:
    """Each answer that names a run, by itself and in order of its day."""
    return tuple(
        _answers(event, event.data)
        for day in sorted(days)
        for event in log.by_day.get(day, ())
        if event.type == "checked_in" and event.data.for_session == session
    )


def _has_load(work: Work) -> bool:
    return any(done.load_kg is not None for done in work.data.exercises or ())


def _claimed(log: Log, day: date, names: tuple[str, ...]) -> bool:
    """Whether a session told on a day names a recording."""
    told = (one.data for one in log.by_day.get(day, ()) if one.type == "session_done")
    return any(data.activity in names and is_run(data) for data in told)


def read_diary(log: Log) -> Diary:
    """The diary of a whole log."""
    diary = Diary()
    diary.retell(log, log.by_day)
    return diary


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
    """Whether a session had running in it, whatever it was called; the anti-gravity treadmill is running."""
    named = data.kind == "run" or (data.kind == "cross" and data.modality in RUNNING)
    return named or bool(data.run_minutes) or any(one.kind == "run" for one in data.intervals or ())


def _in_order(run: Run) -> tuple[date, datetime, str]:
    return run.on, run.told_at or datetime.min.replace(tzinfo=UTC), run.id


def _told(event: Event, data: SessionDone) -> Run:
    bouts = [one.seconds for one in data.intervals or () if one.kind == "run"]
    running = sum(one.seconds * (one.reps or 1) for one in data.intervals or () if one.kind == "run") / 60
    return Run(
        id=event.id,
        on=event.on,
        run_minutes=(told := data.run_minutes if data.run_minutes is not None else running or None),
        least_minutes=told,
        minutes=data.minutes,
        distance_km=data.distance_km,
        longest_bout_s=max(bouts, default=None),
        modality=data.modality,
        body_weight_pct=data.body_weight_pct,
        effort_rpe=data.effort_rpe,
        pain_during=data.pain_during,
        pain_after=data.pain_after,
        settled_min=data.settled_min,
        pain_course=data.pain_course,
        pain_starts_min=data.pain_starts_min,
        sharp=data.sharp_pain is True,
        gait_changed=data.gait_changed is True or data.walked_home is True,
        stopped_early=data.stopped_early is True,
        painkiller=data.painkiller_8h,
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
    named = (run for run in runs if run.activity is not None and run.activity in (recorded.activity, recorded.id))
    twin = next(named, None) or next((run for run in runs if _same_run(run, recorded)), None)
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
        settled_min=_larger(one.settled_min, other.settled_min),
        pain_starts_min=_smaller(one.pain_starts_min, other.pain_starts_min),
        sharp=one.sharp or other.sharp,
        gait_changed=one.gait_changed or other.gait_changed,
        stopped_early=one.stopped_early or other.stopped_early,
        painkiller=_either(one.painkiller, other.painkiller),
        least_minutes=_smaller(one.least_minutes, other.least_minutes),
    )


def days_between(first: date, last: date) -> Iterable[date]:
    """Each day from ``first`` to ``last``, both included."""
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
