"""Which pain rules the response to a run matches: at once, the next morning, after 48 hours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from opbouw.core.diary import Answers, Diary, Run
from opbouw.core.pain import Match, PainLimits, matched, starts_earlier
from opbouw.core.spots import SPOT_LIMITS, Watch
from opbouw.core.walk import Walk
from opbouw.evidence import tables

SWELLING_SCOPES = ("joint", "ligament", "nerve", "unknown")
STIFFNESS_SCOPES = ("tendon", "fascia", "unknown")
STIFFNESS_MAX_MIN = 30.0  # pain_rules.r_morning_stiffness
DAY_MIN = 24 * 60
MUSCLE_RED_REST_DAYS = 2  # muscle_strain_rule, red zone: stop today, 2 days off, step back


@dataclass(frozen=True, slots=True)
class Usual:
    """The runner's own usual morning: pain (0-10) and stiffness (minutes)."""

    pain: float = 0.0
    stiffness_min: float = 0.0


def during(run: Run, limits: PainLimits, diary: Diary | None = None) -> list[Match]:
    """Rules that hold as soon as the run is told."""
    found: list[Match] = []
    pain = max((p for p in (run.pain_during, run.pain_after) if p is not None), default=None)
    felt = max(pain or 0, 1) if run.settled_min else pain
    if limits.bone and felt:
        found.append(matched("r_bone_any_pain", felt, 0))
    if run.gait_changed:
        found.append(matched("r_limp"))
    if run.sharp or _builds_up_high(run, limits):
        found.append(matched("r_sharp"))
    if run.pain_during is not None and run.pain_during > limits.hold:
        found.append(_above_hold(run.pain_during, limits))
    elif run.pain_during is not None and run.pain_during > limits.progress:
        found.append(matched("r_amber", run.pain_during, limits.progress))
    if run.painkiller or (run.painkiller is None and _taken_that_day(run, diary)):
        found.append(matched("r_masked_pain"))
    return found + _afterwards(run, limits) + _course(run) + _start(run, diary)


def _builds_up_high(run: Run, limits: PainLimits) -> bool:
    """Pain that keeps rising ends a run once it is above what is fine, or not told (r_sharp: sharp or rising pain)."""
    return run.pain_course == "builds_up" and (run.pain_during is None or run.pain_during > limits.progress)


def _taken_that_day(run: Run, diary: Diary | None) -> bool:
    """Whether the check-in of the day told of a painkiller; at what hour is not known, so it counts."""
    said = None if diary is None else diary.answers.get(run.on)
    return said is not None and said.painkiller is True


def _above_hold(pain: float, limits: PainLimits) -> Match:
    match = matched("r_above_hold", pain, limits.hold)
    rest = MUSCLE_RED_REST_DAYS if limits.scope == "muscle" else match.rest_days
    return Match(match.rule, match.action, match.stages_back, max(match.rest_days, rest), match.value, match.limit)


def _afterwards(run: Run, limits: PainLimits) -> list[Match]:
    """Pain after the session, and how long it took to settle, by the injury's pain model."""
    found: list[Match] = []
    pain, settled = run.pain_after, run.settled_min
    if pain is not None and not limits.bone and pain > max(limits.after, limits.hold):
        found.append(Match("after_session_red", "step_back", 1, 1, pain, max(limits.after, limits.hold)))
    elif pain is not None and not limits.bone and pain > limits.after:
        found.append(Match("after_session", "repeat", value=pain, limit=limits.after))
    elif pain is None and run.pain_course == "after_only":
        found.append(Match("pain_after_not_told", "repeat"))
    if settled is not None and settled > 2 * DAY_MIN:
        found.append(replace(matched("r_not_settled_48h"), rule="settled_after_48h"))
    elif settled is not None and settled > DAY_MIN:
        found.append(replace(matched("r_not_settled_24h"), rule="settled_after_24h"))
    elif settled is not None and limits.settles_min is not None and settled > limits.settles_min:
        found.append(Match("settles_late", "repeat", value=settled, limit=limits.settles_min))
    return found


def _course(run: Run) -> list[Match]:
    """Pain that returns or stays: a stage back and two days; that warms up and goes, or builds up: hold.

    The course counts also where the pain was told as nought: of two answers that differ the sorer holds.
    """
    if run.pain_course in ("returns", "stays"):
        return [Match("course_returns_or_stays", "step_back", 1, 2)]
    if run.pain_course in ("warms_up", "builds_up"):
        return [Match("course_" + run.pain_course, "hold")]
    return []


def _start(run: Run, diary: Diary | None) -> list[Match]:
    """Pain that begins earlier than in the run before it that hurt: no more load now (amber signs of mtss and itbs)."""
    before = None if diary is None else starts_earlier(diary, run)
    return [] if before is None else [Match("starts_earlier", "repeat", value=run.pain_starts_min, limit=before)]


def next_morning(
    run: Run, answers: Answers, usual: Usual, limits: PainLimits, diary: Diary, watches: Iterable[Watch] = ()
) -> list[Match]:
    """Rules that hold on the morning after a run."""
    found: list[Match] = []
    morning = answers.pain_morning
    over = int(tables.param("morning_bad_points_over_usual").value)
    worst = max((p for p in (morning, answers.worst_by_day) if p is not None), default=None)
    if limits.bone and worst:
        found.append(matched("r_bone_any_pain", worst, 0))
    if morning is not None and not limits.bone:
        if morning > limits.morning or morning >= usual.pain + over:
            found.append(matched("r_next_morning_bad", morning, min(float(limits.morning), usual.pain + over)))
        elif morning > usual.pain + limits.tolerance:
            found.append(Match("morning_above_usual", "repeat", value=morning, limit=usual.pain + limits.tolerance))
    day_pain = answers.worst_by_day
    if day_pain is not None and day_pain > usual.pain + limits.tolerance and not limits.bone:
        found.append(matched("r_not_settled_24h", day_pain, usual.pain + limits.tolerance))
    if answers.limping:
        found.append(matched("r_limp"))
    if answers.painkiller:
        found.append(matched("r_masked_pain"))
    return [
        *found,
        *_swelling(run, answers, limits, diary),
        *_stiffness(answers, limits, usual.stiffness_min),
        *_elsewhere(answers.on, watches),
    ]


def _swelling(run: Run, answers: Answers, limits: PainLimits, diary: Diary) -> list[Match]:
    """Swelling within 24 hours: growing, or there while the day before the run had none."""
    if limits.scope not in SWELLING_SCOPES:
        return []
    that_day, before = diary.answers.get(run.on), diary.answers.get(run.on - timedelta(days=1))
    told = [one.swelling for one in (that_day, answers) if one is not None and one.swelling is not None]
    calm = [one.swelling for one in (before, that_day) if one is not None and one.swelling is not None]
    new = "same" in told and (not calm or "none" in calm)
    return [matched("r_swelling")] if "more" in told or new else []


def _stiffness(answers: Answers, limits: PainLimits, usual_min: float) -> list[Match]:
    if limits.scope not in STIFFNESS_SCOPES or answers.stiffness_min is None:
        return []
    most = min(STIFFNESS_MAX_MIN, usual_min + float(tables.param("morning_stiffness_over_usual_min").value))
    return [matched("r_morning_stiffness", answers.stiffness_min, most)] if answers.stiffness_min > most else []


def _elsewhere(day: date, watches: Iterable[Watch]) -> list[Match]:
    """Another spot that is worse the next morning than an unknown injury may be."""
    sore = [one for one in watches if one.told_on == day and one.pain is not None and one.pain > SPOT_LIMITS[2]]
    worst = max((one.pain for one in sore if one.pain is not None), default=None)
    rule = tables.pain_rules["r_next_morning_bad"]
    return [] if worst is None else [Match("spot_worse", rule.action, 1, rule.rest_days, worst, SPOT_LIMITS[2])]


def amber_again(walk: Walk, run: Run, matches: Iterable[Match]) -> list[Match]:
    """A second run in a row in the amber zone: repeat at less (derived; the models say "repeat or cut a little")."""
    before = [one for one in walk.ran if one.id != run.id and one.on <= run.on]
    again = bool(before) and "r_amber" in before[-1].signs
    return [Match("two_ambers", "hold_or_reduce")] if again and any(one.rule == "r_amber" for one in matches) else []


def ambers_in_a_row(walk: Walk) -> bool:
    """Whether the last run was the second in a row in the amber zone."""
    return bool(walk.ran) and "two_ambers" in walk.ran[-1].signs


def after_48_hours(answers: Answers, usual: Usual, limits: PainLimits) -> list[Match]:
    """The rule that holds when the second morning is still above usual."""
    morning = answers.pain_morning
    if morning is None or morning <= usual.pain + limits.tolerance:
        return []
    return [matched("r_not_settled_48h", morning, usual.pain + limits.tolerance)]
