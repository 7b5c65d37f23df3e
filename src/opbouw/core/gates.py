"""The gates between the phases: each criterion measured from the diary, tests, clearances and signatures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from math import ceil
from typing import Literal

from opbouw.core.case import Case, runfree_days_needed
from opbouw.core.decision import CriterionStatus, Gate, Phase
from opbouw.core.diary import Answers, Test
from opbouw.core.events import CauseJudged, CausesReviewed, Cleared, Screened
from opbouw.core.flags import FlagState, Permission
from opbouw.core.guides import HOLDS, held
from opbouw.core.pain import PainLimits
from opbouw.evidence import tables
from opbouw.evidence.rows import Criterion, Norm

EDGES: dict[str, tuple[Phase, Phase]] = {
    "rest_loosen": ("rest", "loosen"),
    "loosen_strengthen": ("loosen", "strengthen"),
    "strengthen_rebuild": ("strengthen", "rebuild"),
    "rebuild_keep": ("rebuild", "keep_running"),
}
Measured = tuple[float | None, date | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the runner stands on a day, as far as the gates ask."""

    day: date
    phase_since: date
    last_run_on: date
    usual: float
    limits: PainLimits
    flags: FlagState
    allowed: Permission
    tests_from: date
    step_backs: tuple[date, ...]
    days_at_goal: int


@cache
def criteria_of(gate: str, injury: str) -> tuple[Criterion, ...]:
    """Criteria of one gate for one injury, counted days first because they are the quickest to rule out."""
    rows = [row for row in tables.criteria.values() if row.gate == gate and row.holds_for(injury)]
    return tuple(sorted(rows, key=lambda row: row.kind != "days"))


def asked(case: Case, gate: str) -> tuple[Criterion, ...]:
    """Criteria of a gate for this runner: with two sore sides left and right are not compared where a number stands."""
    rows = criteria_of(gate, case.injury.id)
    if case.log.start.side in ("left", "right"):
        return rows
    numbers = {row.test for row in rows if row.kind == "test" and row.against != "other_side_pct"}
    return tuple(row for row in rows if row.against != "other_side_pct" or row.test not in numbers)


def gate_is_open(case: Case, gate: str, at: Standing) -> bool:
    """Whether every blocking criterion of a gate is met and no guide holds it."""
    if held(case, gate, at.day):
        return False
    rows = (row for row in asked(case, gate) if row.blocking)
    return all(status_of(case, row, at).status == "met" for row in rows)


def gate_status(case: Case, gate: str, at: Standing) -> Gate:
    """A gate with each of its criteria."""
    start, to = EDGES[gate]
    rows = sorted(asked(case, gate), key=lambda row: list(tables.criteria).index(row.id))
    statuses = tuple(status_of(case, row, at) for row in rows)
    unmet = [one for one in statuses if one.blocking and one.status != "met"]
    return Gate(start, to, not unmet and not held(case, gate, at.day), statuses)


def status_of(case: Case, row: Criterion, at: Standing) -> CriterionStatus:
    """One criterion: met, not yet, or unknown where nothing valid was measured."""
    needed = _needed(case, row)
    signer = _signer(case, row, at)
    value, on = _measure(case, row, at) if _offered(case, row, at) else (None, None)
    status: Literal["met", "not_yet", "unknown"]
    status = "unknown" if value is None else "met" if _holds(value, row.op, needed) else "not_yet"
    if signer is not None and status != "met":
        status = "met"
    return CriterionStatus(
        row.id, status, value, needed, row.unit, on, row.signable_by, row.source_id, row.blocking, signer
    )


def _holds(value: float, op: str, needed: float) -> bool:
    if op == "<=":
        return value <= needed
    return value >= needed if op == ">=" else value == needed


def _needed(case: Case, row: Criterion) -> float:
    needed = float((row.value_by_severity or {}).get(case.severity_word, row.value))
    if row.gate == "strengthen_rebuild" and row.check == "days_since_last_run":
        return float(max(needed, runfree_days_needed(case)))
    if row.check == "pain_morning_above_usual":
        return needed
    return needed


def _signer(case: Case, row: Criterion, at: Standing) -> str | None:
    """The role that signed a criterion, itself or with its gate, within its valid days; a later no undoes it."""
    for on, role, word in reversed(case.guide_words):
        if on > at.day or word.gate not in (row.id, row.gate):
            continue
        if word.decision in HOLDS:
            return None
        fresh = (at.day - on).days <= row.valid_days and (row.kind == "cause" or on >= at.tests_from)
        if word.decision == "sign" and role in row.signable_by and fresh:
            return role
    return None


def _offered(case: Case, row: Criterion, at: Standing) -> bool:
    """Whether the test may be asked for: what it requires is met and its warning signs are answered no."""
    by_id = tables.criteria
    if any(status_of(case, by_id[name], at).status != "met" for name in row.requires):
        return False
    either = [by_id[name] for name in row.requires_any if by_id[name].holds_for(case.injury.id)]
    if either and not any(status_of(case, one, at).status == "met" for one in either):
        return False
    return not row.requires_no or _answered_no(case, row.requires_no, at.day)


def _answered_no(case: Case, flags: Iterable[str], day: date) -> bool:
    answers: dict[str, str] = {}
    for event, data in case.log.of(Screened):
        if event.on <= day:
            answers |= data.answers
    return all(answers.get(flag) == "no" for flag in flags)


def _measure(case: Case, row: Criterion, at: Standing) -> Measured:
    if row.kind == "test":
        return _test_or_late_failure(case, row, at)
    if row.check in CHECKS:
        return CHECKS[row.check](case, row, at)
    if row.check in DAILY:
        return _in_row(case, row, at, DAILY[row.check])
    return _recorded(case, row, at)


# ---- what the daily answers say


def _in_row(case: Case, row: Criterion, at: Standing, read: Callable[[Answers, Standing], float | None]) -> Measured:
    """The worst value over the days asked for in a row, ending today or yesterday; a missing day breaks the row."""
    ends = (at.day, at.day - timedelta(days=1))
    end = next((day for day in ends if day in case.diary.timely), None)
    if end is None:
        return None, None
    values: list[float] = []
    for back in range(row.days_in_row):
        day = end - timedelta(days=back)
        if day not in case.diary.timely:
            return None, None
        said, everything = read(case.diary.timely[day], at), read(case.diary.answers[day], at)
        if said is None or everything is None:
            return None, None
        values.append(max(said, everything))
    today = case.diary.answers.get(at.day)
    newest = read(today, at) if today is not None else None
    return max([*values, *([] if newest is None else [newest])]), end


def _yes(value: bool | None) -> float | None:
    return None if value is None else float(value)


def _above_usual(answers: Answers, at: Standing) -> float | None:
    if answers.pain_morning is None:
        return None
    return max(0.0, answers.pain_morning - at.usual - at.limits.tolerance)


def _any_pain(answers: Answers, at: Standing) -> float | None:
    values = [answers.pain_rest, answers.pain_daily, answers.pain_morning]
    return None if any(value is None for value in values) else max(value for value in values if value is not None)


DAILY: dict[str, Callable[[Answers, Standing], float | None]] = {
    "pain_rest": lambda answers, at: answers.pain_rest,
    "pain_daily": lambda answers, at: answers.pain_daily,
    "pain_first_steps": lambda answers, at: answers.pain_morning,
    "night_pain": lambda answers, at: _yes(answers.night_pain),
    "limping": lambda answers, at: _yes(answers.limping),
    "swelling_growing": lambda answers, at: None if answers.swelling is None else float(answers.swelling == "more"),
    "pain_morning_above_usual": _above_usual,
    "pain_site_any": _any_pain,
}


# ---- what is counted, cleared, looked into


def _flags(case: Case, row: Criterion, at: Standing) -> Measured:
    count = len(at.flags.open) + len(at.flags.pending)
    if count:
        return float(count), at.day
    asked = at.flags.screened_on
    fresh = asked is not None and (at.day - asked).days <= row.valid_days and not at.flags.new_spot
    return (0.0, asked) if fresh else (None, asked)


def _days_without_run(case: Case, row: Criterion, at: Standing) -> Measured:
    start = max(case.onset, at.last_run_on)
    return float((at.day - start).days), start


def _days_in_phase(case: Case, row: Criterion, at: Standing) -> Measured:
    return float((at.day - at.phase_since).days), at.phase_since


def _days_since_step_back(case: Case, row: Criterion, at: Standing) -> Measured:
    last = max(at.step_backs, default=at.phase_since)
    return float((at.day - last).days), last


def _scope(word: str) -> Callable[[Case, Criterion, Standing], Measured]:
    def measure(case: Case, row: Criterion, at: Standing) -> Measured:
        healed = at.allowed.healed or "imaging_seen" not in row.record
        ready = at.allowed.not_before is None or at.allowed.not_before <= at.day
        return float(word in at.allowed.scope and healed and (ready or word != "running")), at.allowed.valid_until

    return measure


def _seen(case: Case, row: Criterion, at: Standing) -> Measured:
    named = case.log.start.named_by in ("physio", "doctor")
    words = any(e.on <= at.day and e.by.role != "trainer" for e, _ in case.log.of(Cleared))
    return float(named or words or at.allowed.seen), None


def _cause_looked_into(case: Case, row: Criterion, at: Standing) -> Measured:
    fresh = [e.on for e, _ in case.log.of(CausesReviewed) if e.on <= at.day and (at.day - e.on).days <= row.valid_days]
    return (1.0, fresh[-1]) if fresh else (None, None)


def _bone_factors(case: Case, row: Criterion, at: Standing) -> Measured:
    fresh = [
        e.on
        for e, data in case.log.of(CausesReviewed)
        if e.on <= at.day and (at.day - e.on).days <= row.valid_days and "doctor" in (data.by_whom, e.by.role)
    ]
    return (1.0, fresh[-1]) if fresh else _recorded(case, row, at)


def _causes_open(case: Case, row: Criterion, at: Standing) -> Measured:
    verdicts: dict[str, str] = {}
    reviewed = None
    for event, review in case.log.of(CausesReviewed):
        if event.on <= at.day:
            reviewed = event.on
            verdicts |= {factor: verdicts.get(factor, "suspected") for factor in review.factors or ()}
    for event, judged in case.log.of(CauseJudged):
        if event.on <= at.day:
            verdicts[judged.factor] = judged.verdict
    if reviewed is None:
        return None, None
    return float(sum(verdict in ("suspected", "confirmed") for verdict in verdicts.values())), reviewed


def _pain_in_runs(case: Case, row: Criterion, at: Standing) -> Measured:
    runs = [run for run in case.diary.runs if 0 <= (at.day - run.on).days < 14]
    if not runs or any(run.pain_during is None for run in runs):
        return None, None
    return max(run.pain_during for run in runs if run.pain_during is not None), runs[-1].on


def _goal_days(case: Case, row: Criterion, at: Standing) -> Measured:
    return float(at.days_at_goal), at.day


def _morning_after(test: str) -> Callable[[Case, Criterion, Standing], Measured]:
    def measure(case: Case, row: Criterion, at: Standing) -> Measured:
        done = _newest(case, test, row, at)
        if done is None:
            return None, None
        answers = case.diary.timely.get(done + timedelta(days=1))
        return (None, None) if answers is None else (_above_usual(answers, at), answers.on)

    return measure


def _day_after_tests(case: Case, row: Criterion, at: Standing) -> Measured:
    names = {one.test for one in criteria_of(row.gate, case.injury.id) if one.kind == "test" and one.test}
    done = [day for name in names if (day := _newest(case, name, row, at)) is not None and name != "walk_brisk_30"]
    if not done:
        return None, None
    answers = case.diary.timely.get(max(done) + timedelta(days=1))
    pain = None if answers is None else answers.worst_by_day
    return (None, None) if pain is None else (max(0.0, pain - at.usual - at.limits.tolerance), max(done))


CHECKS: dict[str, Callable[[Case, Criterion, Standing], Measured]] = {
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


# ---- tests


def _valid(case: Case, name: str, row: Criterion, at: Standing, *, late: bool = False) -> list[Test]:
    days = tables.param("valid_days_tests").value
    most = min(row.valid_days, int(days.get(name, days["default"])))
    return [
        one
        for one in case.diary.tests
        if one.test == name
        and (late or not one.late)
        and at.tests_from <= one.on <= at.day
        and (at.day - one.on).days <= most
    ]


def _newest(case: Case, name: str, row: Criterion, at: Standing) -> date | None:
    return max((one.on for one in _valid(case, name, row, at)), default=None)


def _recorded(case: Case, row: Criterion, at: Standing) -> Measured:
    """A check someone recorded under its own name; the worst of the newest day on which it was."""
    name = row.check or ""
    found = [one for one in _valid(case, name, row, at) if one.value is not None]
    if not found:
        return None, None
    newest = max(one.on for one in found)
    first = newest - timedelta(days=row.days_in_row - 1)
    days = {one.on for one in found if one.on >= first}
    values = [one.value for one in found if one.on >= first and one.value is not None]
    failing = [value for value in values if not _holds(value, row.op, row.value)]
    if len(days) < row.days_in_row and not failing:
        return None, newest
    return (min(values) if row.op == ">=" else _farthest(values, row)), newest


def _farthest(values: list[float], row: Criterion) -> float:
    return max(values) if row.op == "<=" else max(values, key=lambda value: abs(value - row.value))


def _sides(case: Case) -> tuple[str, ...]:
    side = case.log.start.side
    return (side,) if side in ("left", "right") else ("left", "right")


def _test_or_late_failure(case: Case, row: Criterion, at: Standing) -> Measured:
    """A result written down late cannot meet a criterion, but it can fail one that is met."""
    in_time = _test(case, row, at, late=False)
    everything = _test(case, row, at, late=True)
    failed = everything[0] is not None and not _holds(everything[0], row.op, _needed(case, row))
    return everything if failed else in_time


def _test(case: Case, row: Criterion, at: Standing, *, late: bool) -> Measured:
    name = row.test or ""
    found = _valid(case, name, row, at, late=late)
    if not found:
        return None, None
    newest = {side: _of_side(found, side, row.op) for side in ("left", "right")}
    whole = _of_side(found, None, row.op)
    if row.unit == "cm_difference":
        return _difference(newest)
    one_sided = not tables.readiness_tests[name].both_sides
    if row.against == "other_side_pct":
        return _against_other(case, row, newest)
    picked = [whole] if one_sided or not any(newest.values()) else [newest[side] for side in _sides(case)]
    if one_sided and whole is None:
        picked = [one for one in newest.values() if one is not None]
    return _own(case, row, picked)


def _of_side(found: list[Test], side: str | None, op: str) -> Test | None:
    """The newest result of a side; of several on one day the more careful counts."""
    both = (side, "both") if side else (None, "none", "both")
    rows = [one for one in found if one.side in both and one.value is not None]
    sign = 1 if op == "<=" else -1
    return max(rows, key=lambda one: (one.on, sign * (one.value or 0), one.pain or 0)) if rows else None


def _pain_fits(row: Criterion, results: Iterable[Test | None]) -> bool | None:
    if row.pain_max is None or row.unit == "pain_0_10":
        return True
    pains = [one.pain for one in results if one is not None]
    if any(pain is None for pain in pains):
        return None
    return all(pain <= row.pain_max for pain in pains if pain is not None)


def _own(case: Case, row: Criterion, picked: list[Test | None]) -> Measured:
    results = [one for one in picked if one is not None and one.value is not None]
    if not results or len(results) < len(picked):
        return None, None
    fits = _pain_fits(row, results)
    if fits is None:
        return None, None
    values = [one.value for one in results if one.value is not None]
    value = max(values) if row.op == "<=" else min(values)
    on = min(one.on for one in results)
    if row.against == "norm_pct":
        norm = norm_median(case, row.test or "")
        if norm is None:
            return None, on
        value = 100.0 if value >= ceil(norm * row.value / 100) else min(100 * value / norm, row.value - 1)
    return (value if fits else _failing(row)), on


def _failing(row: Criterion) -> float:
    """A result with too much pain never meets its criterion."""
    return row.value + 1 if row.op == "<=" else 0.0


def _against_other(case: Case, row: Criterion, newest: dict[str, Test | None]) -> Measured:
    left, right = newest["left"], newest["right"]
    side = case.log.start.side
    if side not in ("left", "right") or left is None or right is None:
        return None, None
    own, other = (left, right) if side == "left" else (right, left)
    if not other.value or own.value is None:
        return 0.0, own.on
    fits = _pain_fits(row, [own])
    if fits is None:
        return None, own.on
    return (100 * own.value / other.value if fits else 0.0), min(own.on, other.on)


def _difference(newest: dict[str, Test | None]) -> Measured:
    left, right = newest["left"], newest["right"]
    if left is None or right is None or left.value is None or right.value is None:
        return None, None
    return abs(left.value - right.value), min(left.on, right.on)


def norm_median(case: Case, test: str) -> float | None:
    """The norm for this runner's sex and age; unknown takes the higher number, outside the table the nearest band."""
    rows = [one for one in tables.readiness_tests[test].norm if one.median is not None]
    sex = {"f": "female", "m": "male"}.get(case.profile.sex or "")
    of_sex = [one for one in rows if one.sex == sex] if sex else rows
    pool = of_sex or rows
    if not pool:
        return None
    if case.profile.birth_year is None:
        return max(one.median or 0 for one in pool)
    age = case.today.year - case.profile.birth_year
    nearest = min(_distance(one, age) for one in pool)
    fitting = [one for one in pool if _distance(one, age) == nearest]
    width = min(_width(one) for one in fitting)
    return max(one.median or 0 for one in fitting if _width(one) == width)


def _distance(row: Norm, age: int) -> int:
    low, high = row.age_min or 0, row.age_max or 200
    return max(low - age, age - high, 0)


def _width(row: Norm) -> int:
    return (row.age_max or 200) - (row.age_min or 0)
