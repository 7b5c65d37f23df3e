"""The facts of the letter for a doctor or physio: what happened, what was answered, what the plan did and now asks.

Only what stands in the log and what the rules made of it, as ids, dates and numbers; `letter_words` says it in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from opbouw.core.case import Case, read_case, runfree_days_needed
from opbouw.core.decide import decide_on
from opbouw.core.decision import Decision, OldLevel, See
from opbouw.core.diary import Answers, Run
from opbouw.core.events import CheckedIn, Cleared, EpisodeOpened, Screened
from opbouw.core.flags import doctor_needed
from opbouw.core.journey import Journey, walk_on
from opbouw.core.log import Log
from opbouw.evidence import tables
from opbouw.evidence.rows import Injury
from opbouw.exports.letter_why import SHUTTING, Why, shut_since, sources_of, whys_of

RECENT_DAYS = 28  # interface.md, the letter: training of four weeks
WEEKS = 4
MOST_DAYS, MOST_RUNS, MOST_NOTES, MOST_SEEN = 7, 5, 2, 3  # what one page holds


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


def walked(log: Log) -> list[Journey]:
    """Every day of an episode up to the day the log was read for.

    :param log: the checked log as ``read_log`` gives it.
    """
    case = read_case(log)
    days: list[Journey] = []
    walk_on(case, days, case.today)
    return days


def letter_facts(days: Sequence[Journey]) -> LetterFacts:
    """The facts of a letter for one episode.

    :param days: every day of it as ``walked`` gives them; the last is the day of the letter.
    """
    case, decision = days[-1].case, decide_on(days[-1])
    log = case.log
    whys = whys_of(case, days, decision)
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
        shut_since=shut_since(whys),
        needed=_needed(case, decision, flags, whys),
        sources=sources_of(whys),
    )


def _days(case: Case) -> tuple[Answers, ...]:
    """The last answered days of the last four weeks, the oldest first."""
    first = case.today - timedelta(days=RECENT_DAYS - 1)
    return tuple(case.diary.answers[on] for on in sorted(case.diary.answers) if on >= first)[-MOST_DAYS:]


def _run(case: Case, run: Run) -> RunSaid:
    after = case.diary.morning_after(run)
    return RunSaid(
        on=run.on,
        minutes=run.load_minutes,
        during=run.pain_during,
        after=run.pain_after,
        next_morning=after.pain_morning if after else None,
        course=run.pain_course,
        signs=signs_of(run),
    )


def signs_of(run: Run) -> tuple[str, ...]:
    """What a run showed beside pain, by the names of the words for it."""
    told = {"sharp": run.sharp, "gait": run.gait_changed, "stopped": run.stopped_early, "painkiller": run.painkiller}
    return tuple(name for name, holds in told.items() if holds)


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
