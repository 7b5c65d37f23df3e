"""The facts of the report for a physio: six facts, four weeks of pain, sessions, gates, limits, causes, changes.

Only what stands in the log and what the rules made of it, as ids, dates and numbers; `report_words` says it in words.
What a day was is told by what is known now: a late answer counts on the day it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from opbouw.core.case import Case
from opbouw.core.decision import PHASES, Decision, Limit, Phase, Stage
from opbouw.core.diary import Run, Test
from opbouw.core.events import CauseJudged, CausesReviewed, Cleared, EpisodeOpened, GuideDecided, SessionDone
from opbouw.core.journey import Journey
from opbouw.core.log import Log
from opbouw.core.pain import PainLimits
from opbouw.evidence import tables
from opbouw.exports.letter import LetterFacts, letter_facts, signs_of
from opbouw.exports.report_changes import Changed, changes_of
from opbouw.history import Cause, causes
from opbouw.history.beside import NOTHING, Beside, beside, together
from opbouw.history.interview import questions
from opbouw.history.recorded import recorded

PAIN_DAYS = 28  # interface.md 10: the pain chart holds four weeks
WEEK_DAYS = 7
MOST_CLUES = 4  # derived: what the second page holds beside the changes


@dataclass(frozen=True, slots=True)
class Measured:
    """The newest result of a test: both sides where it has sides, else one value; None is not told."""

    test: str
    on: date
    left: float | None
    right: float | None
    value: float | None


@dataclass(frozen=True, slots=True)
class Six:
    """Six facts in one minute; minutes and pain (0-10) of the last seven days, None where nothing was told."""

    phase: Phase
    since: date
    stage: Stage | None
    run_minutes: float | None
    more: bool
    worst_during: float | None
    worst_morning: float | None
    measured: Measured | None
    strength: int


@dataclass(frozen=True, slots=True)
class PainDay:
    """One day of the chart: minutes of running, pain (0-10) during and in the morning, and the limits of that day."""

    on: date
    minutes: float | None
    during: float | None
    morning: float | None
    progress: int
    hold: int


@dataclass(frozen=True, slots=True)
class SessionSaid:
    """One session as done: minutes in all and of running, pain (0-10), and what the reaction asked."""

    on: date
    kind: str
    modality: str | None
    minutes: float | None
    run_minutes: float | None
    during: float | None
    after: float | None
    morning: float | None
    verdict: str | None
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GateSaid:
    """One gate: passed on a day, at hand, or to come; points met of those needed, what is open, who signed what."""

    start: Phase
    to: Phase
    state: str
    on: date | None
    met: int
    total: int
    missing: tuple[str, ...]
    signed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LimitSaid:
    """One limit, and who set it: a rule, or a person on a day."""

    limit: Limit
    role: str | None
    on: date | None


@dataclass(frozen=True, slots=True)
class ClueSaid:
    """One clue to a cause, with the runner's newest word about it."""

    cause: Cause
    verdict: str | None


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """Everything one report tells."""

    letter: LetterFacts
    days_known: int
    six: Six
    pain: tuple[PainDay, ...]
    sessions: tuple[SessionSaid, ...]
    gates: tuple[GateSaid, ...]
    guides: tuple[tuple[date, str, GuideDecided], ...]
    seen: tuple[tuple[date, Cleared], ...]
    pain_limits: PainLimits
    limits: tuple[LimitSaid, ...]
    clues: tuple[ClueSaid, ...]
    judged: tuple[tuple[str, str], ...]
    reviewed: tuple[date, CausesReviewed] | None
    changes: tuple[Changed, ...]
    earlier_changes: int
    others: tuple[EpisodeOpened, ...]


def report_facts(
    days: Sequence[Journey], around: Beside = NOTHING, others: Sequence[EpisodeOpened] = ()
) -> ReportFacts:
    """The facts of today's report for one episode.

    :param days: every day of it as ``walked`` gives them; the last is the day of the report.
    :param around: shoes and nights beside those of the log, where files tell of them.
    :param others: the openings of the runner's other injuries.
    """
    case, letter = days[-1].case, letter_facts(days)
    log = case.log
    changed, earlier = changes_of(days)
    verdicts = _judged(log)
    return ReportFacts(
        letter=letter,
        days_known=(case.today - case.onset).days,
        six=_six(case, days, letter.decision),
        pain=tuple(_pain_day(case, one) for one in days[-PAIN_DAYS:]),
        sessions=_sessions(case, days),
        gates=tuple(_gates(days, letter.decision)),
        guides=case.guide_words,
        seen=tuple((event.on, data) for event, data in log.of(Cleared) if event.by.role != "trainer"),
        pain_limits=days[-1].at.limits,
        limits=tuple(_limit(case, one) for one in letter.decision.limits if one.winner is not None),
        clues=_clues(case, around, verdicts),
        judged=tuple(verdicts.items()),
        reviewed=next(((event.on, data) for event, data in reversed(log.of(CausesReviewed))), None),
        changes=changed,
        earlier_changes=earlier,
        others=tuple(others),
    )


def _six(case: Case, days: Sequence[Journey], decision: Decision) -> Six:
    week = [_pain_day(case, one) for one in days[-WEEK_DAYS:]]
    runs = [run for one in week for run in case.diary.runs_on(one.on)]
    strength = (e.on for e, data in case.log.of(SessionDone) if data.kind == "strength")
    return Six(
        phase=decision.phase,
        since=decision.phase_since,
        stage=decision.stage,
        run_minutes=sum(run.load_minutes or 0.0 for run in runs),
        more=any(run.load_minutes is None for run in runs),
        worst_during=_worst(one.during for one in week),
        worst_morning=_worst(one.morning for one in week),
        measured=_measured(case),
        strength=sum((case.today - on).days < WEEK_DAYS for on in strength),
    )


def _worst(said: Iterable[float | None]) -> float | None:
    return max((one for one in said if one is not None), default=None)


def _measured(case: Case) -> Measured | None:
    """The newest test of the injury's own; with sides, the newest of each side within the time a test is good for."""
    found = [one for name in case.injury.readiness_tests for one in case.diary.tests_of(name)]
    newest = max(found, key=lambda one: one.on, default=None)
    if newest is None:
        return None
    told = [one for one in case.diary.tests_of(newest.test) if (newest.on - one.on).days <= WEEK_DAYS]
    if not tables.readiness_tests[newest.test].both_sides:
        return Measured(newest.test, newest.on, None, None, newest.value)
    return Measured(newest.test, newest.on, _of_side(told, "left"), _of_side(told, "right"), None)


def _of_side(told: Sequence[Test], side: str) -> float | None:
    return next((one.value for one in reversed(told) if one.side in (side, "both")), None)


def _pain_day(case: Case, journey: Journey) -> PainDay:
    on, limits = journey.at.on, journey.at.limits
    runs, said = case.diary.runs_on(on), case.diary.answers.get(on)
    minutes = [run.load_minutes for run in runs if run.load_minutes is not None]
    return PainDay(
        on=on,
        minutes=sum(minutes) if minutes else None,
        during=_worst(run.pain_during for run in runs),
        morning=said.pain_morning if said else None,
        progress=limits.progress,
        hold=limits.hold,
    )


def _sessions(case: Case, days: Sequence[Journey]) -> tuple[SessionSaid, ...]:
    """Every session of the last four weeks, the newest first."""
    first = case.today - timedelta(days=PAIN_DAYS - 1)
    verdicts = {
        one.walk.response.run.id: one.walk.response for one in days if one.walk.response and one.walk.response.run
    }
    runs = [run for run in case.diary.runs if run.on >= first]
    known = {run.id for run in runs}
    found = [_run_said(case, run, verdicts[run.id].verdict if run.id in verdicts else None) for run in runs]
    found += [
        SessionSaid(
            e.on, data.kind, data.modality, data.minutes, None, data.pain_during, data.pain_after, None, None, ()
        )
        for e, data in case.log.of(SessionDone)
        if e.on >= first and e.id not in known
    ]
    return tuple(sorted(found, key=lambda one: one.on, reverse=True))


def _run_said(case: Case, run: Run, verdict: str | None) -> SessionSaid:
    after = case.diary.morning_after(run)
    return SessionSaid(
        on=run.on,
        kind="run",
        modality=run.modality,
        minutes=run.minutes,
        run_minutes=run.load_minutes,
        during=run.pain_during,
        after=run.pain_after,
        morning=after.pain_morning if after else None,
        verdict=verdict,
        signs=signs_of(run),
    )


def _gates(days: Sequence[Journey], decision: Decision) -> list[GateSaid]:
    now = PHASES.index(decision.phase)
    found = []
    for gate in decision.gates:
        place = PHASES.index(gate.start)
        needed = [one for one in gate.criteria if one.blocking]
        found.append(
            GateSaid(
                start=gate.start,
                to=gate.to,
                state="passed" if place < now else "here" if place == now else "later",
                on=_passed_on(days, place) if place < now else None,
                met=sum(one.status == "met" for one in needed),
                total=len(needed),
                missing=tuple(one.id for one in needed if one.status != "met"),
                signed=tuple((one.id, one.signed_by) for one in gate.criteria if one.signed_by),
            )
        )
    return found


def _passed_on(days: Sequence[Journey], place: int) -> date | None:
    """The last day on which the road went through the gate behind a phase."""
    pairs = zip(days[-2::-1], days[:0:-1], strict=True)
    return next((now.at.on for was, now in pairs if _place(was) <= place < _place(now)), None)


def _place(journey: Journey) -> int:
    return PHASES.index(journey.walk.phase)


def _limit(case: Case, limit: Limit) -> LimitSaid:
    """Who set a limit: the newest clearance or cap where it is a person's, else a rule."""
    if limit.winner == "clearance":
        seen = next(((e.on, d.seen_by) for e, d in reversed(case.log.of(Cleared)) if e.by.role != "trainer"), None)
        return LimitSaid(limit, seen[1] if seen else None, seen[0] if seen else None)
    if limit.winner == "guide":
        word = next(((on, role) for on, role, one in reversed(case.guide_words) if one.decision == "cap"), None)
        return LimitSaid(limit, word[1] if word else None, word[0] if word else None)
    return LimitSaid(limit, None, None)


def _clues(case: Case, around: Beside, verdicts: Mapping[str, str]) -> tuple[ClueSaid, ...]:
    """The strongest clues for which something speaks, by the archive in the log and the answers of the last time."""
    events = case.log.events
    given = next((data.extra or {} for _, data in reversed(case.log.of(CausesReviewed))), {}).get("answers") or {}
    answers = {name: str(value) for name, value in given.items() if name in questions()}
    found = causes(recorded(events), case.onset, case.injury.id, answers, together(beside(events), around))
    told = [one for one in found if one.evidence_for][:MOST_CLUES]
    return tuple(ClueSaid(one, verdicts.get(one.factor)) for one in told)


def _judged(log: Log) -> dict[str, str]:
    """The newest word about each factor."""
    return {data.factor: data.verdict for _, data in log.of(CauseJudged)}
