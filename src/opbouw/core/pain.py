"""The pain limits of an injury, the usual morning, and what matching pain rules ask together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
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
# must_settle_by of the models in minutes; "same evening" as four hours is derived, the careful side
SETTLES_MIN = {"pfp_runner": 60.0, "mtss_strict": 240.0}
# r_week_trend names tendon and fascia; mtss by engine.md, joints by pfp_runner ("no rise"), unknown as a tendon
TREND_SCOPES = ("tendon", "fascia", "mtss", "joint", "ligament", "nerve", "unknown")
WEEK_ANSWERS = 3
START_LOOKBACK_DAYS = 28  # derived: as long as flares are counted
NO_AMBER = "calf_strain"  # muscle_strain_rule, amber zone: "hold; not for calf strain"


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
    settles_min: float | None = None


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
    if injury.id.startswith(NO_AMBER):
        hold = progress
    after, morning = model.after_session_max, injury.pain_next_morning_max
    return PainLimits(progress, hold, morning, after, tolerance, scope, False, SETTLES_MIN.get(model.id))


def stricter(limits: PainLimits, numbers: tuple[int, int, int]) -> PainLimits:
    """The limits, none above the numbers to progress, to hold, and for the next morning."""
    progress, hold, morning = numbers
    return replace(
        limits,
        progress=min(limits.progress, progress),
        hold=min(limits.hold, hold),
        morning=min(limits.morning, morning),
        after=min(limits.after, progress),
    )


def usual_morning(diary: Diary, day: date) -> float:
    """Median morning pain (0-10) of the 14 days before ``day`` not after a run; 0 with too few of them."""
    known = known_usual(diary, day)
    return float(tables.param("usual_morning").value["unknown_value"]) if known is None else known


def known_usual(diary: Diary, day: date) -> float | None:
    """The usual morning where enough mornings are known."""
    return _usual(diary, day, lambda said: said.pain_morning)


def usual_stiffness(diary: Diary, day: date) -> float:
    """Median morning stiffness (minutes) of the 14 days before ``day`` not after a run; 0 with too few of them."""
    known = known_stiffness(diary, day)
    return 0.0 if known is None else known


def known_stiffness(diary: Diary, day: date) -> float | None:
    """The usual stiffness where enough mornings told it."""
    return _usual(diary, day, lambda said: said.stiffness_min)


def _usual(diary: Diary, day: date, read: Callable[[Answers], float | None]) -> float | None:
    rule = tables.param("usual_morning").value
    days = (day - timedelta(days=n) for n in range(1, int(rule["lookback_days"]) + 1))
    found = (diary.timely.get(one) for one in days if not diary.near_run(one))
    values = [value for one in found if one is not None and (value := read(one)) is not None]
    return float(median(values)) if len(values) >= int(rule["min_values"]) else None


def starts_earlier(diary: Diary, run: Run) -> float | None:
    """Minute at which pain began in the run before this one that hurt, when it began earlier now; else None."""
    if run.pain_starts_min is None:
        return None
    earlier = diary.runs.between(run.on - timedelta(days=START_LOOKBACK_DAYS), run.on)
    starts = [
        one.pain_starts_min
        for one in earlier
        if one.pain_starts_min is not None and (one.on, one.id) != (run.on, run.id) and one.on < run.on
    ]
    return starts[-1] if starts and run.pain_starts_min < starts[-1] else None


def matched(rule: str, value: float | None = None, limit: float | None = None) -> Match:
    """A rule of the table that holds, with the value and the limit it was held against."""
    row = tables.pain_rules[rule]
    return Match(rule, row.action, max(0, row.stages_back), row.rest_days, value, limit)


def week_trend(diary: Diary, day: date, limits: PainLimits) -> list[Match]:
    """The rule that holds when this week's mean morning pain is a point or more above last week's.

    A morning that was written down late can make it hold, and cannot take it away.
    """
    if limits.scope not in TREND_SCOPES or limits.bone:
        return []
    for answers in (diary.answers, diary.timely):
        this, last = _mornings(answers, day), _mornings(answers, day - timedelta(days=7))
        if min(len(this), len(last)) >= WEEK_ANSWERS and fmean(this) >= fmean(last) + 1:
            return [matched("r_week_trend", round(fmean(this), 1), round(fmean(last), 1))]
    return []


def _mornings(answers: Mapping[date, Answers], last: date) -> list[float]:
    week = (answers.get(last - timedelta(days=n)) for n in range(7))
    return [one.pain_morning for one in week if one is not None and one.pain_morning is not None]


ACTIONS = (*tables.action_order[:-1], "treat_as_not_valid_test", "progress")  # the most careful first


def strongest(matches: Iterable[Match]) -> tuple[str, int, int]:
    """The most careful action with the most stages back and rest days over all matches; progress when none holds."""
    found = list(matches)
    action = min((match.action for match in found), key=ACTIONS.index, default="progress")
    back = max((match.stages_back for match in found), default=0)
    if {"r_above_hold", "r_next_morning_bad"} <= {match.rule for match in found}:
        back = max(back, tables.pain_rules["r_above_hold"].stages_back_if_next_morning_bad or back)
    return action, back, max((match.rest_days for match in found), default=0)


STEP_BACK_ACTIONS = frozenset({"stop_and_refer", "stop_step_back", "step_back"})
