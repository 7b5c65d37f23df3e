"""The facts of the letter for a doctor or physio: what happened, what was answered, what the plan did and now asks.

Only what stands in the log and what the rules made of it, as ids, dates and numbers; `letter_words` says it in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from opbouw.core.case import Case, read_case, runfree_days_needed
from opbouw.core.decide import decide_on
from opbouw.core.decision import Decision, OldLevel, See
from opbouw.core.diary import Answers, Run
from opbouw.core.events import CheckedIn, Cleared, EpisodeOpened, ProfileSet, Screened
from opbouw.core.flags import doctor_needed
from opbouw.core.journey import Journey, walk_on
from opbouw.core.log import Log
from opbouw.core.walk import Day
from opbouw.evidence import tables
from opbouw.evidence.rows import Injury

RECENT_DAYS = 28  # interface.md, the letter: training of four weeks
WEEKS = 4
MOST_DAYS, MOST_RUNS, MOST_NOTES, MOST_SEEN = 7, 5, 2, 3  # what one page holds
SHUTTING = frozenset({"sign", "third_flare", "bone_second_stop", "locked", "not_cleared", "pregnant", "unknown"})


@dataclass(frozen=True, slots=True)
class Why:
    """One thing that asks for a professional: its kind, what it is about, since when, and the days behind it."""

    kind: str
    about: str | None = None
    since: date | None = None
    by: str | None = None
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class RunSaid:
    """One run: minutes, and pain (0-10) during, after and the next morning; None is not told."""

    on: date
    minutes: float | None
    during: float | None
    after: float | None
    next_morning: float | None
    course: str | None
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """Running minutes of seven days; None when nothing is known of them, ``more`` when there may have been more."""

    minutes: float | None
    more: bool


@dataclass(frozen=True, slots=True)
class SpotSaid:
    """The worst pain (0-10) told of another spot, and the last day it was told."""

    spot: str
    pain: float | None
    on: date


@dataclass(frozen=True, slots=True)
class Painkillers:
    """Days with a painkiller in the last four weeks; ``asked`` is False when no answer says yes or no."""

    days: tuple[date, ...]
    asked: bool


@dataclass(frozen=True, slots=True)
class Needed:
    """What a clearance must name to count: who, which signs, pictures, from which day, how long it holds (days)."""

    doctor_only: bool
    flags: tuple[str, ...]
    imaging: bool
    earliest: date | None
    valid_days: int
    runfree_days: int


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """Everything one letter tells."""

    on: date
    start: EpisodeOpened
    injury: Injury
    birth_year: int | None
    sex: str | None
    pregnant: bool | None
    see: See | None
    whys: tuple[Why, ...]
    days: tuple[Answers, ...]
    runs: tuple[RunSaid, ...]
    weeks: tuple[Week, ...]
    old_level: OldLevel | None
    other_spots: tuple[SpotSaid, ...]
    painkillers: Painkillers
    answered_no: int
    screened_on: date | None
    not_known: tuple[str, ...]
    fluoro: str | None
    seen: tuple[tuple[date, Cleared], ...]
    notes: tuple[tuple[date, str], ...]
    decision: Decision
    shut: str | None
    shut_since: date | None
    needed: Needed
    sources: tuple[str, ...]


def letter_facts(log: Log) -> LetterFacts:
    """The facts of today's letter for one episode.

    :param log: the checked log as ``read_log`` gives it; its ``today`` is the day of the letter.
    """
    case = read_case(log)
    days: list[Journey] = []
    walk_on(case, days, case.today)
    decision = decide_on(days[-1])
    whys = tuple(_whys(case, days, decision)) or _ran(case, days[-1], decision)
    flags = decision.open_flags or tuple(why.about for why in whys if why.kind == "unknown" and why.about)
    said, asking = _screened(log), {why.about for why in whys}
    return LetterFacts(
        on=case.today,
        start=log.start,
        injury=case.injury,
        birth_year=case.profile.birth_year,
        sex=case.profile.sex,
        pregnant=case.profile.pregnant_or_postpartum,
        see=decision.see,
        whys=whys,
        days=_days(case),
        runs=tuple(_run(case, run) for run in list(case.diary.runs)[-MOST_RUNS:]),
        weeks=tuple(_week(case, case.today - timedelta(days=7 * n - 1)) for n in range(WEEKS, 0, -1)),
        old_level=decision.baseline,
        other_spots=_other_spots(case),
        painkillers=_painkillers(case),
        answered_no=sum(answer == "no" for answer in said.values()),
        screened_on=max((event.on for event, _ in log.of(Screened)), default=None),
        not_known=tuple(flag for flag, answer in said.items() if answer == "unknown" and flag not in asking),
        fluoro=said.get("rf_fluoro"),
        seen=tuple((event.on, data) for event, data in log.of(Cleared) if event.by.role != "trainer")[-MOST_SEEN:],
        notes=_notes(log, case.today),
        decision=decision,
        shut=what_is_shut(decision),
        shut_since=_shut_since(whys),
        needed=_needed(case, decision, flags, whys),
        sources=_sources(whys),
    )


def _whys(case: Case, days: Sequence[Journey], decision: Decision) -> Iterator[Why]:
    """What asks for somebody to look, the heaviest first; the same things the decision itself stands on."""
    walk, at = days[-1].walk, days[-1].at
    referred = dict(reversed(walk.referred))
    for flag in decision.open_flags:
        if flag in at.flags.open:
            since = _since(days, _is_open(flag))
            yield Why("sign", flag, since, _who_said(case.log, flag, since))
        elif flag == "rf_focal_bone":
            yield Why("bone_second_stop", flag, referred[flag], days=walk.bone_stops[-2:])
        else:
            yield Why("third_flare", flag, referred[flag], days=walk.step_backs[-3:])
    if at.locked:
        yield Why("locked", case.injury.id, _since(days, lambda day: day.locked))
    elif case.injury.locked_until_clearance and "running" not in at.allowed.scope:
        yield Why("not_cleared", case.injury.id, _last_seen(case))
    pregnant = any(one.about == "rf_pregnant" and one.id == "clearance" for one in decision.questions)
    if pregnant and "rf_pregnant" not in decision.open_flags:
        yield Why("pregnant", "rf_pregnant", _pregnant_since(case))
    for one in at.flags.pending:
        if one.id in decision.open_flags:
            continue
        yield Why("unknown", one.id, one.since)
    if walk.bone_stopped and walk.bone_stops and "rf_focal_bone" not in decision.open_flags:
        yield Why("bone_stop", None, walk.bone_stops[-1], days=walk.bone_stops[-1:])
    if walk.review_since is not None:
        yield Why("review", None, walk.review_since)
    yield from _at_gate(decision)


def _ran(case: Case, journey: Journey, decision: Decision) -> tuple[Why, ...]:
    """A run of an injury that a doctor should see first is a reason of its own."""
    run = journey.walk.waiting_for
    if decision.see is None or run is None:
        return ()
    return (Why("ran", case.injury.id, run.on),)


def _at_gate(decision: Decision) -> Iterator[Why]:
    for question in decision.questions:
        if question.about in tables.criteria and question.id in ("clearance", "signature"):
            yield Why(question.id, question.about)


def _is_open(flag: str) -> Callable[[Day], bool]:
    return lambda day: flag in day.flags.open


def _since(days: Sequence[Journey], holds: Callable[[Day], bool]) -> date:
    """The day from which something that holds today has held without a break."""
    since = days[-1].at.on
    for one in reversed(days):
        if not holds(one.at):
            break
        since = one.at.on
    return since


def _who_said(log: Log, flag: str, since: date) -> str | None:
    """Who wrote the yes down on the day the sign opened."""
    told = (e.by.role for e, data in log.of(Screened) if e.on == since and data.answers.get(flag) == "yes")
    return next(told, None)


def _last_seen(case: Case) -> date | None:
    return max((event.on for event, _ in case.log.of(Cleared)), default=None)


def _pregnant_since(case: Case) -> date | None:
    return max((e.on for e, data in case.log.of(ProfileSet) if data.pregnant_or_postpartum), default=None)


def _days(case: Case) -> tuple[Answers, ...]:
    """The last answered days of the last four weeks, the oldest first."""
    first = case.today - timedelta(days=RECENT_DAYS - 1)
    return tuple(case.diary.answers[on] for on in sorted(case.diary.answers) if on >= first)[-MOST_DAYS:]


def _run(case: Case, run: Run) -> RunSaid:
    after = case.diary.for_run.get(run.id) or case.diary.answers.get(run.on + timedelta(days=1))
    signs = {
        "sharp": run.sharp,
        "gait": run.gait_changed,
        "stopped": run.stopped_early,
        "painkiller": run.painkiller,
    }
    return RunSaid(
        on=run.on,
        minutes=run.load_minutes,
        during=run.pain_during,
        after=run.pain_after,
        next_morning=after.pain_morning if after else None,
        course=run.pain_course,
        signs=tuple(name for name, holds in signs.items() if holds),
    )


def _week(case: Case, first: date) -> Week:
    """Before anything was told a week is unknown, unless a run of it was recorded."""
    runs = [run for run in case.diary.runs if first <= run.on < first + timedelta(days=7)]
    gaps = first < _told_from(case)
    if gaps and not runs:
        return Week(None, more=True)
    minutes = sum(run.load_minutes or 0.0 for run in runs)
    return Week(minutes, more=gaps or any(run.load_minutes is None for run in runs))


def _told_from(case: Case) -> date:
    """From this day on every run is known: the opening, or the day after the last run that was told at it."""
    opened, last = case.log.opened.on, case.log.start.last_run_on
    return min(opened, last + timedelta(days=1)) if last is not None else opened


def _recent(log: Log, today: date) -> list[tuple[date, CheckedIn]]:
    return [(e.on, data) for e, data in log.of(CheckedIn) if (today - e.on).days < RECENT_DAYS]


def _other_spots(case: Case) -> tuple[SpotSaid, ...]:
    found: dict[str, SpotSaid] = {}
    for on, data in _recent(case.log, case.today):
        for one in data.other_spots or ():
            known = found.get(one.spot)
            worst = max((p for p in (one.pain, known.pain if known else None) if p is not None), default=None)
            found[one.spot] = SpotSaid(one.spot, worst, on)
    return tuple(found.values())


def _painkillers(case: Case) -> Painkillers:
    told = [(on, data.painkiller) for on, data in _recent(case.log, case.today)]
    runs = {run.on for run in case.diary.runs if run.painkiller and (case.today - run.on).days < RECENT_DAYS}
    days = {on for on, taken in told if taken} | runs
    return Painkillers(tuple(sorted(days)), bool(days) or any(taken is not None for _, taken in told))


def _screened(log: Log) -> dict[str, str]:
    """The newest answer to every warning-sign question."""
    found: dict[str, str] = {}
    for _, data in log.of(Screened):
        found |= {flag: answer for flag, answer in data.answers.items() if flag in tables.red_flags}
    return found


def _notes(log: Log, today: date) -> tuple[tuple[date, str], ...]:
    told = [(on, data.note) for on, data in _recent(log, today) if data.note and data.note.strip()]
    return tuple((on, note) for on, note in told if note)[-MOST_NOTES:]


def what_is_shut(decision: Decision) -> str | None:
    """What the plan keeps shut: everything, impact and strength of the spot too, running alone, or nothing."""
    waits = decision.see is not None or decision.verdict in ("stop", "wait")
    if decision.open_flags or (waits and not decision.week):
        return "everything"
    if decision.locked:
        return "running_impact_strength"
    return "running" if waits and not decision.running_allowed else None


def _shut_since(whys: Iterable[Why]) -> date | None:
    kinds = SHUTTING | {"bone_stop", "review"}
    return min((why.since for why in whys if why.kind in kinds and why.since is not None), default=None)


def _needed(case: Case, decision: Decision, flags: tuple[str, ...], whys: tuple[Why, ...]) -> Needed:
    """By the rules of clearances in ``core.flags``: who may sign, what to name, and from which visit on."""
    bone = case.bone and any(why.kind in ("third_flare", "bone_second_stop") for why in whys)
    days: Any = tables.param("valid_days_clearance").value
    sinces = [why.since for why in whys if why.kind in SHUTTING - {"locked", "not_cleared"} and why.since]
    return Needed(
        doctor_only=bone or case.injury.locked_until_clearance or any(doctor_needed(flag) for flag in flags),
        flags=flags,
        imaging=case.injury.risk_class == "high",
        earliest=max(sinces, default=None),
        valid_days=int(days["bone" if case.injury.tissue == "bone" else "other"]),
        runfree_days=runfree_days_needed(case),
    )


def _sources(whys: Iterable[Why]) -> tuple[str, ...]:
    """The sources of the rules behind what is asked, each once; what was worked out here has none."""
    rules = {"third_flare": "r_third_flare", "bone_stop": "r_bone_any_pain", "review": "r_no_progress"}
    found: list[str] = []
    for why in whys:
        if why.about in tables.red_flags and why.kind in ("sign", "unknown", "pregnant"):
            found += tables.red_flags[str(why.about)].source_id
        elif why.about in tables.injuries:
            found += tables.injuries[str(why.about)].source_id
        elif why.about in tables.criteria:
            found += tables.criteria[str(why.about)].source_id
        else:
            found += tables.pain_rules[rules.get(why.kind, "r_bone_any_pain")].source_id
    return tuple(dict.fromkeys(one for one in found if one in tables.sources and one not in ("derived", "practice")))
