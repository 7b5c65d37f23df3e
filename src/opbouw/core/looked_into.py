"""Criteria that are counted, cleared or looked into: signs, days, clearances, causes, the last runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from opbouw.core.answered import above_usual
from opbouw.core.case import Case
from opbouw.core.criteria import Measured, Standing, criteria_of
from opbouw.core.events import CauseJudged, CausesReviewed, Cleared, Event
from opbouw.core.results import newest_on, recorded
from opbouw.evidence.rows import Criterion

Measure = Callable[[Case, Criterion, Standing], Measured]
PAIN_DAYS = 14  # gate_criteria pain_during_run_max_14d
PEOPLE = ("runner", "trainer", "physio", "doctor")  # who may say that the causes were looked into; a watch may not
ACTED_ON = ("confirmed", "dealt_with")


def _flags(case: Case, row: Criterion, at: Standing) -> Measured:
    count = len(at.flags.open) + len(at.flags.pending)
    if count:
        return float(count), at.day
    screened = at.flags.screened_on
    fresh = screened is not None and (at.day - screened).days <= row.valid_days and not at.flags.new_spot
    return (0.0, screened) if fresh else (None, screened)


def _days_without_run(case: Case, row: Criterion, at: Standing) -> Measured:
    start = max(case.onset, at.last_run_on)
    return float((at.day - start).days), start


def _days_in_phase(case: Case, row: Criterion, at: Standing) -> Measured:
    return float((at.day - at.phase_since).days), at.phase_since


def _days_since_step_back(case: Case, row: Criterion, at: Standing) -> Measured:
    last = max(at.step_backs, default=at.phase_since)
    return float((at.day - last).days), last


def _goal_days(case: Case, row: Criterion, at: Standing) -> Measured:
    return float(at.days_at_goal), at.day


# ---- clearances


def _scope(word: str) -> Measure:
    def measure(case: Case, row: Criterion, at: Standing) -> Measured:
        healed = at.allowed.healed or "imaging_seen" not in row.record
        ready = at.allowed.not_before is None or at.allowed.not_before <= at.day
        return float(word in at.allowed.scope and healed and (ready or word != "running")), at.allowed.valid_until

    return measure


def _seen(case: Case, row: Criterion, at: Standing) -> Measured:
    named = case.log.start.named_by in ("physio", "doctor")
    words = any(e.on <= at.day and e.by.role != "trainer" for e, _ in case.log.of(Cleared))
    return float(named or words or at.allowed.seen), None


# ---- causes


def _cause_looked_into(case: Case, row: Criterion, at: Standing) -> Measured:
    """Found and acted on, or honestly none found and said so by a person.

    A cause that is only suspected is not found yet: one of those named must be confirmed (its action and limit stand
    on the plan from then on) or dealt with; or every one ruled out, which is none found.
    """
    fresh = _reviews(case, row, at)
    if not fresh:
        return None, None
    event, review = fresh[-1]
    if review.outcome == "none_found":
        return 1.0, event.on
    judged = _verdicts(case, at.day)
    said = [judged.get(factor, "suspected") for factor in review.factors or ()]
    acted = any(verdict in ACTED_ON for verdict in said)
    return float(acted or (bool(said) and all(verdict == "ruled_out" for verdict in said))), event.on


def _bone_factors(case: Case, row: Criterion, at: Standing) -> Measured:
    fresh = [e.on for e, data in _reviews(case, row, at) if "doctor" in (data.by_whom, e.by.role)]
    return (1.0, fresh[-1]) if fresh else recorded(case, row, at)


def _causes_open(case: Case, row: Criterion, at: Standing) -> Measured:
    verdicts: dict[str, str] = {}
    reviewed = None
    for event, review in case.log.of(CausesReviewed):
        if event.on <= at.day:
            reviewed = event.on
            verdicts |= {factor: "suspected" for factor in review.factors or () if factor not in verdicts}
    if reviewed is None:
        return None, None
    verdicts |= _verdicts(case, at.day)
    return float(sum(verdict in ("suspected", "confirmed") for verdict in verdicts.values())), reviewed


def _reviews(case: Case, row: Criterion, at: Standing) -> list[tuple[Event, CausesReviewed]]:
    return [
        (event, data)
        for event, data in case.log.of(CausesReviewed)
        if event.on <= at.day and (at.day - event.on).days <= row.valid_days and event.by.role in PEOPLE
    ]


def _verdicts(case: Case, day: date) -> Mapping[str, str]:
    """The newest word about each factor."""
    return {data.factor: data.verdict for event, data in case.log.of(CauseJudged) if event.on <= day}


# ---- what followed runs and tests


def _pain_in_runs(case: Case, row: Criterion, at: Standing) -> Measured:
    days = (at.day - timedelta(days=back) for back in range(PAIN_DAYS))
    runs = [run for day in days for run in case.diary.runs_on(day)]
    if not runs or any(run.pain_during is None for run in runs):
        return None, None
    return max(run.pain_during for run in runs if run.pain_during is not None), runs[0].on


def _morning_after(test: str) -> Measure:
    def measure(case: Case, row: Criterion, at: Standing) -> Measured:
        done = newest_on(case, test, row, at)
        if done is None or done >= at.day:
            return None, None
        answers = case.diary.timely.get(done + timedelta(days=1))
        return (None, None) if answers is None else (above_usual(answers, at), answers.on)

    return measure


def _day_after_tests(case: Case, row: Criterion, at: Standing) -> Measured:
    names = {one.test for one in criteria_of(row.gate, case.injury.id) if one.kind == "test" and one.test}
    found = (newest_on(case, name, row, at) for name in names if name != "walk_brisk_30")
    done = [day for day in found if day is not None]
    if not done or max(done) >= at.day:
        return None, None  # tomorrow's answer, told since, opens no gate of today
    answers = case.diary.timely.get(max(done) + timedelta(days=1))
    pain = None if answers is None else answers.worst_by_day
    return (None, None) if pain is None else (max(0.0, pain - at.usual - at.limits.tolerance), max(done))


CHECKS: dict[str, Measure] = {
    "open_red_flags": _flags,
    "days_since_last_run": _days_without_run,
    "days_in_phase": _days_in_phase,
    "days_since_step_back": _days_since_step_back,
    "clearance_scope_movement": _scope("movement"),
    "clearance_scope_strength": _scope("strength"),
    "clearance_scope_running": _scope("running"),
    "bone_looked_at_by_clinician": _seen,
    "clinician_seen": _seen,
    "cause_looked_into": _cause_looked_into,
    "bone_factors_looked_into": _bone_factors,
    "causes_open_without_action": _causes_open,
    "pain_during_run_max_14d": _pain_in_runs,
    "days_at_goal_level": _goal_days,
    "pain_morning_after_walk_above_usual": _morning_after("walk_brisk_30"),
    "pain_morning_after_hop_above_usual": _morning_after("hop_in_place"),
    "pain_24h_after_test_above_usual": _day_after_tests,
}
