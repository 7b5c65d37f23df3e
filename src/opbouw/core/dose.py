"""How many minutes of running the current step gives today, after every bound on it."""

from __future__ import annotations

from datetime import date, timedelta
from math import floor
from statistics import fmean

from opbouw.core.case import Case
from opbouw.core.decision import Limit
from opbouw.core.events import WEEKDAYS, AskedFor
from opbouw.core.ladder import GENTLE, SHORT, cut_bouts, run_minutes
from opbouw.core.limits import Bound, limited
from opbouw.core.pain import week_trend
from opbouw.core.walk import After, Day, Walk
from opbouw.evidence import tables
from opbouw.evidence.rows import Bout, LadderStage

DEFAULT_PACE_S_PER_KM = (
    420.0  # an easy jog of 7:00 a km where no pace is known; only to compare minutes with kilometres
)
THIRTY_MINUTES = 30.0
WARNING_DAYS, WARNING_SHARE = 7, 0.8  # model_params early_warning: minus 20 percent for 7 days
FEVER = ("fever", "chest")
WEEKLY = ("weekly_governor", "first_week")
LEAST_SHARE = 0.5  # what a week leaves under half a step is no run of that step: rest instead
UNITS_MIN = ("min", "run_min", "minutes")
UNITS_RUNS = ("days", "runs", "runs_per_week")


def stage_of(walk: Walk) -> LadderStage | None:
    """The stage the runner is on; the last one stands for all that follows it."""
    if walk.steps is None:
        return None
    return walk.steps.stages[min(walk.index, len(walk.steps.stages) - 1)]


def longest_30(walk: Walk, day: date) -> float | None:
    """Longest tolerated run of the last 30 days, run minutes: allowed, within its cap, without a step back."""
    since = day - timedelta(days=30)
    fine = [
        one.minutes
        for one in walk.ran
        if one.on >= since and one.allowed and one.within_cap and not one.stepped_back and one.minutes > 0
    ]
    return max(fine, default=None)


def last_tolerated(walk: Walk) -> float | None:
    """Minutes of the newest clean run."""
    return walk.last_clean_min


def proposed_minutes(case: Case, walk: Walk, day: date) -> float:
    """Run minutes of the step before any limit: the stage, or after the ladder the longer or shorter run."""
    stage = stage_of(walk)
    if stage is None:
        return 0.0
    if walk.after is None:
        return float(stage.run_min)
    if longer_next(walk, day):
        return walk.after.longest_min
    return walk.after.longest_min * shorter_share(case, walk.after)


def shorter_share(case: Case, after: After) -> float:
    """A shorter run as a share of the longest: the middle of its range, the top once the longest is back."""
    low, high = tables.dimensions["duration"]["other_runs_fraction_of_longest"]
    return float(high) if after.longest_min >= usual_longest_min(case) else (low + high) / 2


def easy_pace(case: Case) -> float:
    """Easy pace in seconds per kilometre; the runner's own where known."""
    return case.baseline.easy_pace_s_per_km or DEFAULT_PACE_S_PER_KM


def usual_week_min(case: Case) -> float:
    """Run minutes of the usual week before the injury."""
    if case.baseline.weekly_km is None:
        return float(tables.road_meta["usual_volume_unknown_min_per_week"])
    return case.baseline.weekly_km * easy_pace(case) / 60


def usual_longest_min(case: Case) -> float:
    """Minutes of the longest usual run before the injury."""
    if case.baseline.longest_km is None:
        return float(tables.road_meta["usual_longest_unknown_min"])
    return max(THIRTY_MINUTES, floor(case.baseline.longest_km * easy_pace(case) / 60))


def longer_next(walk: Walk, day: date) -> bool:
    """Shorter and longer runs alternate: the second run of a week is its long one."""
    if walk.rebuild_on is None:
        return False
    first = walk.rebuild_on + timedelta(days=7 * week_number(walk, day))
    return sum(first <= one.on < day for one in walk.ran) == 1


def run_dose(case: Case, walk: Walk, at: Day, room_min: float | None = None) -> Limit:
    """Run minutes for the next run with the limit that won; ``room_min`` is what the day leaves for running."""
    original = proposed_minutes(case, walk, at.on)
    stage = stage_of(walk)
    bounds = _caps(case, walk, at) + _careful(case, walk, at, original)
    if room_min is not None:
        bounds.append(Bound("availability", room_min))
    made = limited("run_minutes", "min", original, bounds)
    if made.winner in WEEKLY and made.value < original * LEAST_SHARE:
        return Limit(made.id, made.unit, made.original, 0.0, made.winner, made.others)
    if walk.after is None and stage is not None and made.value < stage.run_min:
        shown = run_minutes(cut_bouts(stage.bouts, made.value))
        return Limit(made.id, made.unit, made.original, shown, made.winner, made.others)
    return made


def dose_bouts(case: Case, walk: Walk, minutes: float) -> tuple[Bout, ...]:
    """The bouts of the next run for the minutes that the limits leave."""
    stage = stage_of(walk)
    if stage is None or minutes <= 0:
        return ()
    if walk.after is not None:
        return (Bout(round(minutes * 60), 0, 1),)
    return stage.bouts if minutes >= stage.run_min else cut_bouts(stage.bouts, minutes)


def room_for_running(case: Case, walk: Walk, day: date) -> float | None:
    """Run minutes that fit the runner's day with the walking around them; None where no times were given."""
    stage = stage_of(walk)
    if case.availability.weekdays is None or stage is None:
        return None
    minutes = float(case.availability.weekdays.get(WEEKDAYS[day.weekday()], 0))
    around = (stage.warmup_walk_s + stage.cooldown_walk_s) / 60
    if walk.after is not None:
        return max(0.0, minutes - around)
    most = float(stage.run_min)
    while most > 0:
        bouts = cut_bouts(stage.bouts, most)
        if around + sum(bout.reps * (bout.run_s + bout.walk_s) for bout in bouts) / 60 <= minutes:
            return run_minutes(bouts)
        most -= 1
    return 0.0


def _caps(case: Case, walk: Walk, at: Day) -> list[Bound]:
    stage, longest = stage_of(walk), longest_30(walk, at.on)
    found: list[Bound] = []
    if not walk.first_done and walk.steps is not None:
        most = float(tables.param("first_session_run_min_abs").value)
        found.append(Bound("first_session", min(walk.steps.stages[0].run_min, most)))
    elif longest is not None:
        percent = float(tables.param("session_cap_pct").value)
        step = float(tables.param("session_cap_abs_step_min").value)
        found.append(Bound("session_cap", max(longest * (1 + percent / 100), longest + min(step, longest))))
    elif stage is not None and walk.steps is not None:
        found.append(Bound("session_cap", float(walk.steps.stages[0].run_min)))
    first_week = _first_week_left(case, walk, at.on)
    if first_week is not None:
        found.append(Bound("first_week", first_week))
    else:
        found.append(Bound("weekly_governor", week_left(case, walk, at.on)))
    if walk.reached_30_on is not None:
        found.append(Bound("share_of_week", _share_of_week(case, walk, at.on)))
    if longest is not None and after_fever(case, at.on):
        found.append(Bound("after_fever", longest))
    if walk.after is not None and longest is not None and _new_longest_recently(walk, at.on):
        found.append(Bound("new_longest_per_7_days", longest))
    if walk.after is not None and _down_week(walk, at.on):
        part = float(tables.road_meta["down_week_volume_fraction"])
        found.append(Bound("down_week", proposed_minutes(case, walk, at.on) * part))
    return found


def _careful(case: Case, walk: Walk, at: Day, original: float) -> list[Bound]:
    found: list[Bound] = []
    if at.allowed.max_run_min is not None:
        found.append(Bound("clearance", at.allowed.max_run_min))
    found += [Bound("guide", cap) for cap in guide_caps(case, at.on)]
    if walk.bone_cap_min is not None:
        found.append(Bound("bone_restart", walk.bone_cap_min))
    factor = rest_factor(case, at.on)
    if factor < 1:
        found.append(Bound("sleep_energy", original * factor))
    trend = week_trend(case.diary, at.on, at.limits)
    if trend:
        found.append(Bound("week_trend", original * (1 - (tables.pain_rules["r_week_trend"].reduce_pct or 0) / 100)))
    if warned(walk, at.on):
        found.append(Bound("early_warning", original * WARNING_SHARE))
    return found


def guide_caps(case: Case, day: date, units: tuple[str, ...] = UNITS_MIN) -> list[float]:
    """The newest cap of each guide's role that still holds, in one of the units asked for."""
    newest: dict[str, float] = {}
    for on, role, word in case.guide_words:
        if word.decision != "cap" or word.cap is None or on > day or (word.unit or UNITS_MIN[0]) not in units:
            continue
        newest.pop(role, None)
        if word.until is None or day <= word.until:
            newest[role] = word.cap
    return list(newest.values())


def rest_factor(case: Case, day: date) -> float:
    """The lowest factor that short sleep and low energy ask for; 1 when nothing is said."""
    factor = float(tables.param("sleep_energy_dose_factor").value)
    energy = tables.param("energy_hold").value
    said = case.diary.answers.get(day)
    if said is None:
        return 1.0
    if said.energy is not None and said.energy <= energy["hold_at_or_below"]:
        return min(factor, float(energy["factor"]))
    nights = [
        a.sleep_h for n in range(3) if (a := case.diary.answers.get(day - timedelta(days=n))) and a.sleep_h is not None
    ]
    short = len(nights) == 3 and fmean(nights) < float(tables.param("sleep_hold_h").value)
    very = said.sleep_h is not None and said.sleep_h < float(tables.param("sleep_very_low_h").value)
    return factor if short or very else 1.0


def tired(case: Case, day: date) -> bool:
    """Whether last night or today's energy holds the step (no step up)."""
    said = case.diary.answers.get(day)
    if said is None:
        return False
    low = said.energy is not None and said.energy <= float(tables.param("energy_hold").value["hold_at_or_below"])
    return low or (said.sleep_h is not None and said.sleep_h < float(tables.param("sleep_hold_h").value))


def minutes_between(walk: Walk, first: date, last: date) -> float:
    """Run minutes from ``first`` to ``last``, allowed or not: load is load."""
    return sum(one.minutes for one in walk.ran if first <= one.on <= last)


def week_number(walk: Walk, day: date) -> int:
    """Which week of rebuilding a day is in, from 0; weeks count from the day rebuilding began."""
    return 0 if walk.rebuild_on is None else max(0, (day - walk.rebuild_on).days // 7)


def week_minutes(walk: Walk, week: int, *, counted: bool = False) -> float:
    """Run minutes of one week of rebuilding: all of them, or only those that were allowed and within their cap."""
    if walk.rebuild_on is None:
        return 0.0
    first = walk.rebuild_on + timedelta(days=7 * week)
    if counted:
        return sum(one.minutes for one in walk.ran if 0 <= (one.on - first).days < 7 and one.allowed and one.within_cap)
    return minutes_between(walk, first, first + timedelta(days=6))


def week_cap(case: Case, walk: Walk, day: date) -> float:
    """Run minutes for this week by the weekly governor: the weeks before, plus what may be added."""
    rule = tables.param("weekly_governor").value
    now = week_number(walk, day)
    weeks = [week_minutes(walk, n, counted=True) for n in range(max(0, now - 3), now)]
    if not weeks or walk.rebuild_on is None:
        return _first_week_cap(case, walk)
    last_day = walk.rebuild_on + timedelta(days=7 * now - 1)
    reference = max(fmean(weeks), weeks[-1] if clean_week(walk, last_day) else 0.0)
    prefix = "bone_" if case.bone else ""
    if reference < 60:
        return reference + float(rule[f"{prefix}below_60_min_add"])
    return reference * float(rule[f"{prefix}from_60_min_factor"])


def week_left(case: Case, walk: Walk, day: date) -> float:
    """What the weekly governor leaves of this week."""
    return max(0.0, week_cap(case, walk, day) - week_minutes(walk, week_number(walk, day)))


def _share_of_week(case: Case, walk: Walk, day: date) -> float:
    """The long run is at most half the week; the others share what it leaves."""
    after = walk.after or After()
    week = week_cap(case, walk, day)
    long = min(after.longest_min, week * float(tables.dimensions["duration"]["cap_longest_share_of_week"]))
    return long if longer_next(walk, day) else (week - long) / max(1, after.days_per_week - 1)


def clean_week(walk: Walk, last: date) -> bool:
    """At least two runs in the seven days ending on ``last``, every one clean."""
    runs = [one for one in walk.ran if last - timedelta(days=6) <= one.on <= last]
    return len(runs) >= 2 and all(one.clean for one in runs)


def _first_week_cap(case: Case, walk: Walk) -> float:
    caps = tables.param("first_week_run_min_max").value
    if case.bone:
        return float(caps["bone"])
    ladder = walk.steps.ladder if walk.steps else ""
    return float(caps[{GENTLE: "gentle_start", SHORT: "short_break"}.get(ladder, "other")])


def _first_week_left(case: Case, walk: Walk, day: date) -> float | None:
    """What is left of the first week's minutes; None once seven days have passed since the first run."""
    first = walk.first_run_on
    if first is not None and (day - first).days >= 7:
        return None
    cap = _first_week_cap(case, walk)
    bmi = _bmi(case)
    if bmi is not None and bmi > 30 and case.baseline.easy_pace_s_per_km:
        kilometres = float(tables.param("first_week_km_max_bmi_over_30").value)
        cap = min(cap, kilometres * case.baseline.easy_pace_s_per_km / 60)
    return max(0.0, cap - sum(one.minutes for one in walk.ran if first is not None and one.on >= first))


def _bmi(case: Case) -> float | None:
    height, weight = case.profile.height_cm, case.profile.weight_kg
    return None if height is None or weight is None else weight / (height / 100) ** 2


def _new_longest_recently(walk: Walk, day: date) -> bool:
    window = int(tables.param("new_longest_per_days").value)
    for one in walk.ran:
        if 0 < (day - one.on).days < window:
            earlier = [r.minutes for r in walk.ran if one.on - timedelta(days=30) <= r.on < one.on]
            if earlier and one.minutes > max(earlier):
                return True
    return False


def _down_week(walk: Walk, day: date) -> bool:
    """Every fourth week after 30 minutes continuous is lighter."""
    if walk.reached_30_on is None:
        return False
    every = int(tables.road_meta["down_week_every_weeks"])
    weeks = week_number(walk, day) - week_number(walk, walk.reached_30_on)
    return weeks > 0 and weeks % every == 0


def warned(walk: Walk, day: date) -> bool:
    """Whether an early warning of the last seven days still holds."""
    return any(0 <= (day - on).days < WARNING_DAYS for on in walk.warnings)


def after_fever(case: Case, day: date) -> bool:
    """Within seven days of fever: easy only, nothing new."""
    days = int(tables.param("illness_fever_easy_days").value)
    recent = (case.diary.answers.get(day - timedelta(days=back)) for back in range(days + 1))
    return any(said is not None and said.ill in FEVER for said in recent)


def wishes(case: Case, day: date) -> list[AskedFor]:
    """What the runner asked for, for this day or later."""
    return [data for event, data in case.log.of(AskedFor) if (data.on or event.on) >= day]
