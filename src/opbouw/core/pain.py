"""The pain limits of an injury, the usual morning, and which pain rules a run's response matches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean, median

from opbouw.core.diary import Answers, Diary, Run
from opbouw.evidence import tables
from opbouw.evidence.rows import Injury

MODEL_BY_TISSUE = {
    "tendon": "pain_monitoring_model",
    "fascia": "pain_monitoring_model",
    "bone": "bone_zero_rule",
    "muscle": "muscle_strain_rule",
    "joint": "pfp_runner",
    "ligament": "pfp_runner",
    "nerve": "pfp_runner",
}
MODEL_BY_INJURY = {"mtss": "mtss_strict", "itbs": "pfp_runner"}
UNKNOWN_LIMITS = (2, 3, 1)  # pain_rules.combination: stricter of tendon and bone, in numbers
BONE_LIMITS = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class PainLimits:
    """Highest pain (0-10) to progress, to hold, the next morning, and after a session."""

    progress: int
    hold: int
    morning: int
    after: int
    tolerance: int
    scope: str
    bone: bool


@dataclass(frozen=True, slots=True)
class Match:
    """One pain rule that holds, with what it asks for."""

    rule: str
    action: str
    stages_back: int = 0
    rest_days: int = 0
    value: float | None = None
    limit: float | None = None


def scope_of(injury: Injury) -> str:
    """The tissue word the pain rules use: mtss and bone stress apart, nerve and ligament by the joint rules."""
    if injury.id == "mtss":
        return "mtss"
    return injury.tissue


def pain_limits(injury: Injury, *, bone_suspected: bool) -> PainLimits:
    """The stricter of the injury's row and its pain model; bone limits while bone is not ruled out."""
    scope = scope_of(injury)
    tolerance = int(tables.param("morning_usual_tolerance_points").value[scope])
    if bone_suspected or injury.id.startswith("bsi_"):
        return PainLimits(*BONE_LIMITS, 0, 0, scope, injury.id.startswith("bsi_"))
    if scope == "unknown":
        return PainLimits(*UNKNOWN_LIMITS, UNKNOWN_LIMITS[0], tolerance, scope, False)
    model = tables.pain_models[MODEL_BY_INJURY.get(injury.id, MODEL_BY_TISSUE[injury.tissue])]
    green, amber = model.zone_top("green"), model.zone_top("amber")
    progress = injury.pain_progress_max if green is None else min(injury.pain_progress_max, green)
    hold = injury.pain_hold_max if amber is None else min(injury.pain_hold_max, amber)
    return PainLimits(progress, hold, injury.pain_next_morning_max, model.after_session_max, tolerance, scope, False)


def usual_morning(diary: Diary, day: date) -> float:
    """Median morning pain (0-10) of the 14 days before ``day`` not after a run; 0 with too few of them."""
    known = known_usual(diary, day)
    return float(tables.param("usual_morning").value["unknown_value"]) if known is None else known


def known_usual(diary: Diary, day: date) -> float | None:
    """The usual morning where enough mornings are known."""
    rule = tables.param("usual_morning").value
    days = (day - timedelta(days=n) for n in range(1, int(rule["lookback_days"]) + 1))
    found = (diary.timely.get(one) for one in days if not diary.near_run(one))
    values = [one.pain_morning for one in found if one is not None and one.pain_morning is not None]
    return float(median(values)) if len(values) >= int(rule["min_values"]) else None


def _stiffness_usual(diary: Diary, day: date) -> float:
    days = (day - timedelta(days=n) for n in range(1, 15))
    found = (diary.timely.get(one) for one in days if not diary.runs_on(one - timedelta(days=1)))
    values = [one.stiffness_min for one in found if one is not None and one.stiffness_min is not None]
    return float(median(values)) if len(values) >= 3 else 0.0


def _rule(rule: str, value: float | None = None, limit: float | None = None) -> Match:
    row = tables.pain_rules[rule]
    return Match(rule, row.action, max(0, row.stages_back), row.rest_days, value, limit)


def during(run: Run, limits: PainLimits) -> list[Match]:
    """Rules that hold as soon as the run is told."""
    found: list[Match] = []
    pain = max((p for p in (run.pain_during, run.pain_after) if p is not None), default=None)
    if limits.bone and pain is not None and pain >= 1:
        found.append(_rule("r_bone_any_pain", pain, 0))
    if run.gait_changed:
        found.append(_rule("r_limp"))
    if run.sharp:
        found.append(_rule("r_sharp"))
    if run.pain_during is not None and run.pain_during > limits.hold:
        found.append(_rule("r_above_hold", run.pain_during, limits.hold))
    elif run.pain_during is not None and run.pain_during > limits.progress:
        found.append(_rule("r_amber", run.pain_during, limits.progress))
    if run.pain_after is not None and run.pain_after > limits.after and not limits.bone:
        found.append(Match("after_session", "repeat", value=run.pain_after, limit=limits.after))
    if run.painkiller:
        found.append(_rule("r_masked_pain"))
    return found + _course(run)


def _course(run: Run) -> list[Match]:
    """Pain that returns or stays: a stage back and two days; that warms up and goes: hold (engine.md, response)."""
    if run.pain_during == 0:
        return []
    if run.pain_course in ("returns", "stays"):
        return [Match("course_returns_or_stays", "step_back", 1, 2)]
    if run.pain_course in ("warms_up", "builds_up"):
        return [Match("course_" + run.pain_course, "hold")]
    return []


def next_morning(run: Run, answers: Answers, usual: float, limits: PainLimits, diary: Diary) -> list[Match]:
    """Rules that hold on the morning after a run."""
    found: list[Match] = []
    morning = answers.pain_morning
    over = int(tables.param("morning_bad_points_over_usual").value)
    worst = max((p for p in (morning, answers.worst_by_day) if p is not None), default=None)
    if limits.bone and worst is not None and worst >= 1:
        found.append(_rule("r_bone_any_pain", worst, 0))
    if morning is not None and not limits.bone:
        if morning > limits.morning or morning >= usual + over:
            found.append(_rule("r_next_morning_bad", morning, min(float(limits.morning), usual + over)))
        elif morning > usual + limits.tolerance:
            found.append(Match("morning_above_usual", "repeat", value=morning, limit=usual + limits.tolerance))
    day_pain = answers.worst_by_day
    if day_pain is not None and day_pain > usual + limits.tolerance and not limits.bone:
        found.append(_rule("r_not_settled_24h", day_pain, usual + limits.tolerance))
    if answers.limping:
        found.append(_rule("r_limp"))
    if answers.painkiller:
        found.append(_rule("r_masked_pain"))
    return found + _swelling(run, answers, limits, diary) + _stiffness(answers, limits, diary)


def _swelling(run: Run, answers: Answers, limits: PainLimits, diary: Diary) -> list[Match]:
    if limits.scope not in ("joint", "ligament", "nerve"):
        return []
    before = diary.answers.get(run.on)
    new = answers.swelling == "same" and (before is None or before.swelling == "none")
    return [_rule("r_swelling")] if answers.swelling == "more" or new else []


def _stiffness(answers: Answers, limits: PainLimits, diary: Diary) -> list[Match]:
    if limits.scope not in ("tendon", "fascia") or answers.stiffness_min is None:
        return []
    more = float(tables.param("morning_stiffness_over_usual_min").value)
    usual = _stiffness_usual(diary, answers.on)
    if answers.stiffness_min > STIFFNESS_MAX_MIN or answers.stiffness_min > usual + more:
        return [_rule("r_morning_stiffness", answers.stiffness_min, min(STIFFNESS_MAX_MIN, usual + more))]
    return []


STIFFNESS_MAX_MIN = 30.0  # pain_rules.r_morning_stiffness


def after_48_hours(answers: Answers, usual: float, limits: PainLimits) -> list[Match]:
    """The rule that holds when the second morning is still above usual."""
    morning = answers.pain_morning
    if morning is None or morning <= usual + limits.tolerance:
        return []
    return [_rule("r_not_settled_48h", morning, usual + limits.tolerance)]


def week_trend(diary: Diary, day: date, limits: PainLimits) -> list[Match]:
    """The rule that holds when this week's mean morning pain is a point or more above last week's."""
    if limits.scope not in ("tendon", "fascia", "mtss"):
        return []
    this = _mornings(diary.answers, day)
    last = _mornings(diary.answers, day - timedelta(days=7))
    if len(this) < 3 or len(last) < 3 or fmean(this) < fmean(last) + 1:
        return []
    return [_rule("r_week_trend", round(fmean(this), 1), round(fmean(last), 1))]


def _mornings(answers: Mapping[date, Answers], last: date) -> list[float]:
    week = (answers.get(last - timedelta(days=n)) for n in range(7))
    return [one.pain_morning for one in week if one is not None and one.pain_morning is not None]


def strongest(matches: Iterable[Match]) -> tuple[str, int, int]:
    """The most careful action with the most stages back and rest days over all matches; progress when none holds."""
    found = list(matches)
    order = (*tables.action_order[:-1], "treat_as_not_valid_test", "progress")
    action = min((match.action for match in found), key=order.index, default="progress")
    back = max((match.stages_back for match in found), default=0)
    if {"r_above_hold", "r_next_morning_bad"} <= {match.rule for match in found}:
        back = max(back, tables.pain_rules["r_above_hold"].stages_back_if_next_morning_bad or back)
    return action, back, max((match.rest_days for match in found), default=0)


STEP_BACK_ACTIONS = frozenset({"stop_and_refer", "stop_step_back", "step_back"})
